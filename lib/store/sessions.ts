// Keeps the rotating sign-in tokens of a network account, so that no poll has to log in.
import { type Db, read, transact } from './db.ts';
import { key } from './table.ts';

export function sessionStore<Session extends object>(db: Db, network: string) {
  return {
    load: (): Promise<Session | undefined> => read<Session>(db, key.session(network)),
    save: async (session: Session): Promise<void> => {
      await transact(db, [{ put: key.session(network), doc: session }]);
    },
  };
}

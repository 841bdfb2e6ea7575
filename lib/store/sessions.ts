// Keeps the rotating sign-in tokens of a network account, so that no poll has to log in, and says who may renew them now.
import type { Instant } from '../domain/time.ts';
import { type Db, read, transact, type Write } from './db.ts';
import { key } from './table.ts';

/** Who may renew, until when. It is never deleted: a version that began anew could be taken for an older one. */
interface Hold {
  readonly until: Instant;
  readonly version: number;
}

/** The tokens of one account. `hold` gives one run at a time the right to renew them, until it saves, releases or runs out. */
export function sessionStore<Session extends object>(db: Db, network: string) {
  const put = (session: Session): Write => ({ put: key.session(network), doc: session });
  return {
    load: (): Promise<Session | undefined> => read<Session>(db, key.session(network)),
    /** For tokens that any number of runs may fetch: the last one stands. */
    save: async (session: Session): Promise<void> => {
      await transact(db, [put(session)]);
    },
    hold: async (now: Instant, until: Instant) => {
      const before = await read<Hold>(db, key.sessionHold(network));
      if (before && before.until > now) return undefined;
      const held: Hold = { until, version: (before?.version ?? 0) + 1 };
      const taken = await transact(db, [change(network, before, held)]);
      if (!taken.done) return undefined;
      const freed = change(network, held, { until: now, version: held.version + 1 });
      return {
        save: async (session: Session): Promise<boolean> => (await transact(db, [put(session), freed])).done,
        release: async (): Promise<void> => {
          await transact(db, [freed]);
        },
      };
    },
  };
}

function change(network: string, before: Hold | undefined, after: Hold): Write {
  const when = before ? { version: before.version } : ('new' as const);
  return { put: key.sessionHold(network), doc: after, version: after.version, when };
}

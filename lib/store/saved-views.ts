// Keeps the lists with a filter that people have given a name: their own, and those they share.
import type { ListName } from '../domain/thread.ts';
import { type Db, type Outcome, read, readPartition, transact } from './db.ts';
import { key } from './table.ts';

export interface StoredView {
  readonly id: string;
  readonly name: string;
  readonly list: ListName;
  /** As typed into the search: see thread-filter.ts. */
  readonly query: string;
  readonly shared: boolean;
  /** Who made it. */
  readonly by: string;
  /** Counts its changes, from 1. */
  readonly version: number;
}

export async function getSavedView(db: Db, id: string): Promise<StoredView | undefined> {
  return read<StoredView>(db, key.savedView(id));
}

/** Those of everybody, in the order of their ids: how many there may be is limited where they are made. */
export async function listSavedViews(db: Db): Promise<StoredView[]> {
  return (await readPartition<StoredView>(db, 'VIEWS')).map(({ doc }) => doc);
}

/** Refused when it has changed since `before` was read. */
export async function putSavedView(db: Db, view: StoredView, before: StoredView | undefined): Promise<Outcome> {
  const when = before ? { version: before.version } : ('new' as const);
  return transact(db, [{ put: key.savedView(view.id), doc: view, version: view.version, when }]);
}

/** Refused when it has changed since `view` was read. */
export async function removeSavedView(db: Db, view: StoredView): Promise<Outcome> {
  return transact(db, [{ remove: key.savedView(view.id), when: { version: view.version } }]);
}

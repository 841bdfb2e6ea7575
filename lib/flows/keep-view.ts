// Keeps a list with a filter under a name: for whoever made it, or for all.
import type { Asker } from '../domain/may-take.ts';
import { parseFilter } from '../domain/thread-filter.ts';
import type { Db } from '../store/db.ts';
import { getSavedView, listSavedViews, putSavedView, removeSavedView, type StoredView } from '../store/saved-views.ts';

/** Views of one person, and of all: they are read together. */
const MOST_VIEWS = 50;
const MOST_OF_ALL = 1000;

export type ViewRefusal =
  | { readonly refused: 'invalid-request'; readonly why: string }
  | { readonly refused: 'forbidden'; readonly why: string }
  | { readonly refused: 'changed-meanwhile' };

export type NewView = Omit<StoredView, 'by' | 'version'>;

/** What `reader` sees: their own views and those that are shared. */
export async function readViews(db: Db, reader: string): Promise<StoredView[]> {
  return seenBy(await listSavedViews(db), reader);
}

/** Makes the view, or changes it: a shared one may be changed by its maker, a lead or an admin, and stays its maker's. */
export async function keepView(db: Db, view: NewView, asker: Asker): Promise<StoredView[] | ViewRefusal> {
  const read = parseFilter(view.query);
  if ('problems' in read) return { refused: 'invalid-request', why: read.problems.join('; ') };
  const views = await listSavedViews(db);
  const before = views.find(({ id }) => id === view.id);
  if (before && !mayChange(before, asker)) return notYours(before);
  if (!before && views.filter(({ by }) => by === asker.name).length >= MOST_VIEWS)
    return { refused: 'invalid-request', why: `you have ${MOST_VIEWS} views, which is the most; delete one first` };
  if (!before && views.length >= MOST_OF_ALL)
    return {
      refused: 'invalid-request',
      why: `the team has ${MOST_OF_ALL} views, which is the most; delete some first`,
    };
  const kept = { ...view, by: before?.by ?? asker.name, version: (before?.version ?? 0) + 1 };
  if (!(await putSavedView(db, kept, before)).done) return { refused: 'changed-meanwhile' };
  return seenBy([...views.filter(({ id }) => id !== view.id), kept], asker.name);
}

/** Deleting what is gone already is done. */
export async function dropView(db: Db, id: string, asker: Asker): Promise<StoredView[] | ViewRefusal> {
  const view = await getSavedView(db, id);
  if (view && !mayChange(view, asker)) return notYours(view);
  if (view && !(await removeSavedView(db, view)).done) return { refused: 'changed-meanwhile' };
  return readViews(db, asker.name);
}

function seenBy(views: readonly StoredView[], reader: string): StoredView[] {
  return views
    .filter(({ by, shared }) => shared || by === reader)
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en') || one.id.localeCompare(other.id, 'en'));
}

function mayChange({ by, shared }: StoredView, { name, role }: Asker): boolean {
  return by === name || (shared && role !== 'agent');
}

function notYours({ shared }: StoredView): ViewRefusal {
  const why = shared
    ? 'A shared view is changed by whoever made it, a lead or an admin; save yours under another name.'
    : 'This view is a colleague’s own; save yours under another name.';
  return { refused: 'forbidden', why };
}

// The lists of threads in the server's order. A row leaves only by the agent's own act; arrivals wait for a button.
import { batch, type Signal, signal } from '@preact/signals';
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { type Api, reason } from './api.ts';
import type { ThreadBook } from './thread-book.ts';
import { belongs, VIEW, VIEWS, type Viewer, type ViewName } from './views.ts';

export interface List {
  readonly phase: 'new' | 'loading' | 'ready' | 'failed';
  readonly ids: readonly string[];
  /** Dealt with by this agent, and therefore out of sight. */
  readonly hidden: ReadonlySet<string>;
  readonly arrivals: ReadonlySet<string>;
  readonly next?: string | undefined;
  readonly problem?: string;
}

const NEW: List = { phase: 'new', ids: [], hidden: new Set(), arrivals: new Set() };

export interface ListNeeds {
  readonly api: Pick<Api, 'threads'>;
  readonly book: ThreadBook;
  readonly viewer: () => Viewer;
}

interface Shelves extends ListNeeds {
  readonly lists: Signal<ReadonlyMap<ViewName, List>>;
}

export function createThreadLists(needs: ListNeeds) {
  const shelves: Shelves = { ...needs, lists: signal(new Map(VIEWS.map((name) => [name, NEW]))) };
  return {
    get: (name: ViewName) => get(shelves, name),
    load: (name: ViewName) => load(shelves, name),
    loadMore: (name: ViewName) => loadMore(shelves, name),
    merge: (threads: readonly ThreadView[]) => merge(shelves, threads),
    /** The rows in order, without what the agent has dealt with. */
    visible(name: ViewName): readonly string[] {
      const { ids, hidden } = get(shelves, name);
      return hidden.size === 0 ? ids : ids.filter((id) => !hidden.has(id));
    },
    /** How many threads stand in a list, as far as it was read. */
    count: (name: ViewName) => count(shelves, name),
    hide: (id: string) => changeHidden(shelves, (hidden) => new Set([...hidden, id])),
    unhide: (id: string) => changeHidden(shelves, (hidden) => new Set([...hidden].filter((other) => other !== id))),
  };
}

export type ThreadLists = ReturnType<typeof createThreadLists>;

function get({ lists }: Shelves, name: ViewName): List {
  return lists.value.get(name) ?? NEW;
}

function set(shelves: Shelves, name: ViewName, change: Partial<List>): void {
  shelves.lists.value = new Map(shelves.lists.value).set(name, { ...get(shelves, name), ...change });
}

function changeHidden(shelves: Shelves, change: (hidden: List['hidden']) => List['hidden']): void {
  batch(() => {
    for (const name of VIEWS) set(shelves, name, { hidden: change(get(shelves, name).hidden) });
  });
}

async function fetchPage({ api, book, viewer }: Shelves, name: ViewName, after?: string) {
  const { status, own } = VIEW[name];
  const owner = own ? { owner: viewer().agent } : {};
  const page = await api.threads({ status, ...owner, ...(after === undefined ? {} : { after }) });
  book.put(page.items);
  const ids = page.items.filter((thread) => belongs(name, thread, viewer())).map((thread) => thread.id);
  return { ids, next: page.next };
}

/** Reads the first page anew, in the server's order; what the agent just moved away stays away until it is confirmed. */
async function load(shelves: Shelves, name: ViewName): Promise<void> {
  if (get(shelves, name).phase === 'loading') return;
  set(shelves, name, { phase: 'loading' });
  try {
    const page = await fetchPage(shelves, name);
    const hidden = new Set([...get(shelves, name).hidden].filter((id) => shelves.book.isPatched(id)));
    set(shelves, name, { ...NEW, ...page, phase: 'ready', hidden });
  } catch (error) {
    set(shelves, name, { phase: 'failed', problem: reason(error) });
  }
}

async function loadMore(shelves: Shelves, name: ViewName): Promise<void> {
  const { phase, next } = get(shelves, name);
  if (phase !== 'ready' || next === undefined) return;
  set(shelves, name, { phase: 'loading' });
  try {
    const page = await fetchPage(shelves, name, next);
    const ids = [...new Set([...get(shelves, name).ids, ...page.ids])];
    set(shelves, name, { phase: 'ready', ids, next: page.next });
  } catch (error) {
    set(shelves, name, { phase: 'ready', problem: reason(error) });
  }
}

/** Puts what changed on the server into the lists: as arrivals, so that no row moves under the pointer. */
function merge(shelves: Shelves, threads: readonly ThreadView[]): void {
  const news = shelves.book.put(threads).filter((thread) => !shelves.book.isPatched(thread.id));
  if (news.length === 0) return;
  batch(() => {
    for (const name of VIEWS) arrive(shelves, name, news);
  });
}

function arrive(shelves: Shelves, name: ViewName, news: readonly ThreadView[]): void {
  const list = get(shelves, name);
  if (list.phase === 'new' || list.phase === 'failed') return;
  const stands = (thread: ThreadView) => belongs(name, thread, shelves.viewer()) && thread.pendingReply === undefined;
  const shown = new Set(list.ids.filter((id) => !list.hidden.has(id)));
  const arrivals = new Set(list.arrivals);
  for (const thread of news) {
    if (!stands(thread)) arrivals.delete(thread.id);
    else if (!shown.has(thread.id)) arrivals.add(thread.id);
  }
  set(shelves, name, { arrivals });
}

function count(shelves: Shelves, name: ViewName): number {
  const { ids, hidden, arrivals } = get(shelves, name);
  const viewer = shelves.viewer();
  const stands = (id: string) => {
    const thread = hidden.has(id) ? undefined : shelves.book.get(id);
    return thread !== undefined && belongs(name, thread, viewer);
  };
  return ids.filter(stands).length + arrivals.size;
}

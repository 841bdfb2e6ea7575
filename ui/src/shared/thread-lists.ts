// The lists of threads in the server's order. A row leaves only by the agent's own act; arrivals wait for a button.
import { batch, type Signal, signal } from '@preact/signals';
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { type Api, reason } from './api.ts';
import type { ThreadBook } from './thread-book.ts';
import { belongs, compareIn, isOverdue, VIEW, VIEWS, type Viewer, type ViewName } from './views.ts';

export interface List {
  readonly phase: 'new' | 'loading' | 'ready' | 'failed';
  readonly ids: readonly string[];
  /** Dealt with by this agent, and therefore out of sight. */
  readonly hidden: ReadonlySet<string>;
  readonly arrivals: ReadonlySet<string>;
  /** Where the next page begins, for each status of which there is one. */
  readonly next: Readonly<Partial<Record<ThreadView['status'], string>>>;
  readonly problem?: string;
}

const NEW: List = { phase: 'new', ids: [], hidden: new Set(), arrivals: new Set(), next: {} };

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
    merge: (threads: readonly ThreadView[]) => merge(shelves, shelves.book.put(threads)),
    /** Takes over what the server made of the agent's own act: that is no news. */
    adopt(thread: ThreadView): void {
      shelves.book.put([thread]);
      insert(shelves, thread.id);
    },
    /** What became overdue by now arrives there, although nobody changed it. */
    passTime(): void {
      arrive(
        shelves,
        'overdue',
        notUnderWay(
          shelves,
          shelves.book.matching(() => true),
        ),
      );
    },
    /** The rows in order, without what the agent has dealt with. */
    visible(name: ViewName): readonly string[] {
      const { ids, hidden } = get(shelves, name);
      return hidden.size === 0 ? ids : ids.filter((id) => !hidden.has(id));
    },
    /** How many threads stand in a list, as far as it was read. */
    count: (name: ViewName) => count(shelves, name),
    hasMore: (name: ViewName) => Object.keys(get(shelves, name).next).length > 0,
    /** Takes a thread the agent has dealt with out of the lists where it no longer stands. */
    hide: (id: string) => hide(shelves, id),
    /** Shows it again at its place, wherever it was. */
    unhide: (id: string) => unhide(shelves, id),
  };
}

export type ThreadLists = ReturnType<typeof createThreadLists>;

function get({ lists }: Shelves, name: ViewName): List {
  return lists.value.get(name) ?? NEW;
}

function set(shelves: Shelves, name: ViewName, change: Partial<List>): void {
  shelves.lists.value = new Map(shelves.lists.value).set(name, { ...get(shelves, name), ...change });
}

function change(shelves: Shelves, of: (list: List, name: ViewName) => Partial<List>): void {
  batch(() => {
    for (const name of VIEWS) set(shelves, name, of(get(shelves, name), name));
  });
}

function hide(shelves: Shelves, id: string): void {
  const thread = shelves.book.get(id);
  change(shelves, ({ hidden }, name) =>
    thread && stands(shelves, name, thread) ? {} : { hidden: new Set([...hidden, id]) },
  );
}

function unhide(shelves: Shelves, id: string): void {
  change(shelves, ({ hidden }) => ({ hidden: without(hidden, id) }));
  insert(shelves, id);
}

/** Puts a thread where it stands in each list that was read; the other rows keep their order. */
function insert(shelves: Shelves, id: string): void {
  const { book } = shelves;
  const thread = book.get(id);
  if (!thread) return;
  change(shelves, ({ phase, ids, hidden, arrivals }, name) => {
    if (phase === 'new' || phase === 'failed' || !stands(shelves, name, thread)) return {};
    const seen = { hidden: without(hidden, id), arrivals: without(arrivals, id) };
    if (ids.includes(id)) return seen;
    const after = ids.findIndex((other) => compareIn(name, book.get(other) ?? thread, thread) > 0);
    return { ...seen, ids: ids.toSpliced(after < 0 ? ids.length : after, 0, id) };
  });
}

/** An answer on its way takes a thread out of the work, whatever its status. */
function stands({ viewer }: Shelves, name: ViewName, thread: ThreadView): boolean {
  return belongs(name, thread, viewer()) && thread.pendingReply === undefined;
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : ids;
}

/** The first page of a list, or the one that begins at `from`; of each status that it shows. */
async function fetchPage({ api, book, viewer }: Shelves, name: ViewName, from?: List['next']) {
  const { statuses, own, drawn } = VIEW[name];
  const only = { ...(own ? { owner: viewer().agent } : {}), ...(drawn ? { spotCheck: 'true' as const } : {}) };
  const fetchOf = async (status: ThreadView['status']) => {
    const after = from?.[status];
    const { items, next } = await api.threads({ status, ...only, ...(after === undefined ? {} : { after }) });
    return { status, items, next: mayGoOn(name, items, viewer()) ? next : undefined };
  };
  const pages = await Promise.all(statuses.filter((status) => !from || from[status] !== undefined).map(fetchOf));
  const threads = pages.flatMap(({ items }) => items);
  book.put(threads);
  const ids = threads.filter((thread) => belongs(name, thread, viewer())).map((thread) => thread.id);
  const next = pages.flatMap((page) => (page.next === undefined ? [] : [[page.status, page.next]]));
  return { ids: inOrder(book, name, ids), next: Object.fromEntries(next) };
}

/** The server sorts by deadline: where the first one that is not yet due stands, what is overdue has ended. */
function mayGoOn(name: ViewName, items: readonly ThreadView[], { now }: Viewer): boolean {
  const last = items.at(-1);
  return !VIEW[name].late || (last !== undefined && isOverdue(last, now));
}

/** The server has one status in order; the threads of several are put in order here. */
function inOrder(book: ThreadBook, name: ViewName, ids: readonly string[]): readonly string[] {
  if (VIEW[name].statuses.length === 1) return ids;
  const threads = ids.flatMap((id) => book.get(id) ?? []);
  return threads.sort((a, b) => compareIn(name, a, b)).map(({ id }) => id);
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
  if (phase !== 'ready' || Object.keys(next).length === 0) return;
  set(shelves, name, { phase: 'loading' });
  try {
    const page = await fetchPage(shelves, name, next);
    const ids = [...new Set([...get(shelves, name).ids, ...page.ids])];
    set(shelves, name, { phase: 'ready', ids: inOrder(shelves.book, name, ids), next: page.next });
  } catch (error) {
    set(shelves, name, { phase: 'ready', problem: reason(error) });
  }
}

/** Puts what changed on the server into the lists: as arrivals, so that no row moves under the pointer. */
function merge(shelves: Shelves, threads: readonly ThreadView[]): void {
  const news = notUnderWay(shelves, threads);
  if (news.length === 0) return;
  batch(() => {
    for (const name of VIEWS) arrive(shelves, name, news);
  });
}

/** Without what the agent is just changing: the answer to that tells. */
function notUnderWay({ book }: Shelves, threads: readonly ThreadView[]): readonly ThreadView[] {
  return threads.filter((thread) => !book.isPatched(thread.id));
}

function arrive(shelves: Shelves, name: ViewName, news: readonly ThreadView[]): void {
  const list = get(shelves, name);
  if (list.phase === 'new' || list.phase === 'failed') return;
  const shown = new Set(list.ids.filter((id) => !list.hidden.has(id)));
  const arrivals = new Set(list.arrivals);
  for (const thread of news) {
    if (!stands(shelves, name, thread)) arrivals.delete(thread.id);
    else if (!shown.has(thread.id)) arrivals.add(thread.id);
  }
  set(shelves, name, { arrivals });
}

function count(shelves: Shelves, name: ViewName): number {
  const { ids, hidden, arrivals } = get(shelves, name);
  const viewer = shelves.viewer();
  const isHere = (id: string) => {
    const thread = hidden.has(id) ? undefined : shelves.book.get(id);
    return thread !== undefined && belongs(name, thread, viewer);
  };
  return ids.filter(isHere).length + arrivals.size;
}

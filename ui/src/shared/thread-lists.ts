// The lists of threads in the server's order. A row leaves only by the agent's own act; arrivals wait for a button.

import type { ThreadList, ThreadView } from '../../../lib/api/schemas.ts';
import { type Api, reason } from './api.ts';
import { batch, type Signal, signal } from './signals.ts';
import type { ThreadBook } from './thread-book.ts';
import {
  belongs,
  compareIn,
  isOverdue,
  type ListKey,
  type ListName,
  partsOf,
  VIEW,
  VIEWS,
  type Viewer,
} from './views.ts';

export interface List {
  readonly phase: 'new' | 'loading' | 'ready' | 'failed';
  readonly ids: readonly string[];
  /** Dealt with by this agent, and therefore out of sight. */
  readonly hidden: ReadonlySet<string>;
  readonly arrivals: ReadonlySet<string>;
  /** Where the next page begins, for each of the server's lists of which there is one. */
  readonly next: Readonly<Partial<Record<ListName, string>>>;
  readonly problem?: string;
}

const NEW: List = { phase: 'new', ids: [], hidden: new Set(), arrivals: new Set(), next: {} };

export interface ListNeeds {
  readonly api: Pick<Api, 'threads'>;
  readonly book: ThreadBook;
  readonly viewer: () => Viewer;
}

interface Shelves extends ListNeeds {
  /** Questions under way: several lists begin with the same page. */
  readonly asked: Map<string, Promise<ThreadList>>;
  readonly lists: Signal<ReadonlyMap<ListKey, List>>;
}

export function createThreadLists(needs: ListNeeds) {
  const shelves: Shelves = { ...needs, asked: new Map(), lists: signal(new Map(VIEWS.map((name) => [name, NEW]))) };
  return {
    get: (name: ListKey) => get(shelves, name),
    load: (name: ListKey) => load(shelves, name),
    loadMore: (name: ListKey) => loadMore(shelves, name),
    merge: (threads: readonly ThreadView[]) => merge(shelves, shelves.book.put(threads)),
    /** Takes over what the server made of the agent's own act: that is no news. */
    adopt(thread: ThreadView): void {
      shelves.book.put([thread]);
      insert(shelves, thread.id);
    },
    /** What became overdue by now arrives there, although nobody changed it. */
    passTime: () => arrive(shelves, 'overdue', shelves.book.matching(isFree(shelves))),
    /** The rows in order, without what the agent has dealt with. */
    visible: (name: ListKey) => visible(shelves, name),
    /** How many threads stand in a list, as far as it was read. */
    count: (name: ListKey) => count(shelves, name),
    hasMore: (name: ListKey) => Object.keys(get(shelves, name).next).length > 0,
    /** Takes a thread the agent has dealt with out of the lists where it no longer stands. */
    hide: (id: string) => hide(shelves, id),
    /** Shows it again at its place, wherever it was. */
    unhide: (id: string) => unhide(shelves, id),
  };
}

export type ThreadLists = ReturnType<typeof createThreadLists>;

function get({ lists }: Shelves, name: ListKey): List {
  return lists.value.get(name) ?? NEW;
}

function set(shelves: Shelves, name: ListKey, change: Partial<List>): void {
  shelves.lists.value = new Map(shelves.lists.value).set(name, { ...get(shelves, name), ...change });
}

function change(shelves: Shelves, of: (list: List, name: ListKey) => Partial<List>): void {
  batch(() => {
    for (const name of shelves.lists.value.keys()) set(shelves, name, of(get(shelves, name), name));
  });
}

function visible(shelves: Shelves, name: ListKey): readonly string[] {
  const { ids, hidden } = get(shelves, name);
  return hidden.size > 0 ? ids.filter((id) => !hidden.has(id)) : ids;
}

function hide(shelves: Shelves, id: string): void {
  const thread = shelves.book.get(id);
  change(shelves, ({ hidden }, name) =>
    thread && stands(shelves, name, thread) ? {} : { hidden: hidden.union(new Set([id])) },
  );
}

function unhide(shelves: Shelves, id: string): void {
  change(shelves, ({ hidden }) => ({ hidden: hidden.difference(new Set([id])) }));
  insert(shelves, id);
}

/** Puts a thread where it stands in each list that was read; the other rows keep their order. */
function insert(shelves: Shelves, id: string): void {
  const { book } = shelves;
  const thread = book.get(id);
  if (!thread) return;
  change(shelves, ({ phase, ids, hidden, arrivals }, name) => {
    if (phase === 'new' || phase === 'failed' || !stands(shelves, name, thread)) return {};
    const own = new Set([id]);
    const seen = { hidden: hidden.difference(own), arrivals: arrivals.difference(own) };
    const [view, q] = partsOf(name);
    // What a search finds, the server alone can tell.
    if (ids.includes(id) || q !== '') return seen;
    const after = ids.findIndex((other) => compareIn(view, book.get(other) ?? thread, thread) > 0);
    return { ...seen, ids: ids.toSpliced(after < 0 ? ids.length : after, 0, id) };
  });
}

/** An answer on its way takes a thread out of the work, whatever its status. */
function stands({ viewer }: Shelves, name: ListKey, thread: ThreadView): boolean {
  return (
    belongs(partsOf(name)[0], thread, viewer()) && (thread.pendingReply === undefined || thread.list === 'approval')
  );
}

/** The first page of a list, or the one that begins at `from`; of each of the server's lists that it shows. */
async function fetchPage(shelves: Shelves, name: ListKey, from?: List['next']) {
  const { book, viewer } = shelves;
  const [view, q] = partsOf(name);
  const only = {
    ...(view === 'mine' ? { owner: viewer().agent } : {}),
    ...(view === 'spot-check' ? { spotCheck: 'true' as const } : {}),
    ...(q === '' ? {} : { q }),
  };
  const fetchOf = async (list: ListName) => {
    const after = from?.[list];
    const { items, next } = await ask(shelves, { status: list, ...only, ...(after === undefined ? {} : { after }) });
    return { list, items, next: mayGoOn(name, items, viewer()) ? next : undefined };
  };
  const pages = await Promise.all(VIEW[view].lists.filter((list) => !from || from[list] !== undefined).map(fetchOf));
  const threads = pages.flatMap(({ items }) => items);
  book.put(threads);
  const ids = threads.filter((thread) => belongs(view, thread, viewer())).map((thread) => thread.id);
  const next = pages.flatMap((page) => (page.next === undefined ? [] : [[page.list, page.next]]));
  return { ids: inOrder(book, name, ids), next: Object.fromEntries(next) };
}

function ask({ api, asked }: Shelves, query: Parameters<Api['threads']>[0]): Promise<ThreadList> {
  const key = JSON.stringify(query);
  const answer = asked.get(key) ?? api.threads(query).finally(() => asked.delete(key));
  asked.set(key, answer);
  return answer;
}

/** The server sorts by deadline: where the first one that is not yet due stands, what is overdue has ended. */
function mayGoOn(name: ListKey, items: readonly ThreadView[], { now }: Viewer): boolean {
  const last = items.at(-1);
  return name !== 'overdue' || (last !== undefined && isOverdue(last, now));
}

/** The server has one list in order; the threads of several are put in order here. */
function inOrder(book: ThreadBook, name: ListKey, ids: readonly string[]): readonly string[] {
  const [view] = partsOf(name);
  if (VIEW[view].lists.length === 1) return ids;
  const threads = ids.flatMap((id) => book.get(id) ?? []);
  return threads.sort((a, b) => compareIn(view, a, b)).map(({ id }) => id);
}

/** Pages that are read on in vain, where what a list shows stands far down in the server's list. */
const IN_VAIN = 10;

/** Reads the first page anew, in the server's order; what the agent just moved away stays away until it is confirmed. */
async function load(shelves: Shelves, name: ListKey): Promise<void> {
  if (get(shelves, name).phase === 'loading') return;
  // What was found before by other words is forgotten.
  const kept = [...shelves.lists.value].filter(([other]) => partsOf(other)[1] === '' || other === name);
  shelves.lists.value = new Map(kept);
  set(shelves, name, { phase: 'loading' });
  try {
    const page = await fetchPage(shelves, name);
    const hidden = new Set([...get(shelves, name).hidden].filter((id) => shelves.book.isPatched(id)));
    set(shelves, name, { ...NEW, ...page, phase: 'ready', hidden });
    if (page.ids.length === 0) await loadMore(shelves, name);
  } catch (error) {
    set(shelves, name, { phase: 'failed', problem: reason(error) });
  }
}

async function loadMore(shelves: Shelves, name: ListKey, tries = IN_VAIN): Promise<void> {
  const { phase, next } = get(shelves, name);
  if (phase !== 'ready' || Object.keys(next).length === 0) return;
  set(shelves, name, { phase: 'loading' });
  try {
    const page = await fetchPage(shelves, name, next);
    const ids = [...new Set([...get(shelves, name).ids, ...page.ids])];
    set(shelves, name, { phase: 'ready', ids: inOrder(shelves.book, name, ids), next: page.next });
    if (ids.length === 0 && tries > 1) await loadMore(shelves, name, tries - 1);
  } catch (error) {
    set(shelves, name, { phase: 'ready', problem: reason(error) });
  }
}

/** Puts what changed on the server into the lists: as arrivals, so that no row moves under the pointer. */
function merge(shelves: Shelves, threads: readonly ThreadView[]): void {
  const news = threads.filter(isFree(shelves));
  batch(() => {
    for (const name of VIEWS) arrive(shelves, name, news);
  });
}

/** Not what the agent is just changing: the answer to that tells. */
function isFree({ book }: Shelves): (thread: ThreadView) => boolean {
  return ({ id }) => !book.isPatched(id);
}

function arrive(shelves: Shelves, name: ListKey, news: readonly ThreadView[]): void {
  const { phase, arrivals: before } = get(shelves, name);
  if (phase === 'new' || phase === 'failed' || news.length === 0) return;
  const shown = new Set(visible(shelves, name));
  const arrivals = new Set(before);
  for (const thread of news) {
    if (!stands(shelves, name, thread)) arrivals.delete(thread.id);
    else if (!shown.has(thread.id)) arrivals.add(thread.id);
  }
  set(shelves, name, { arrivals });
}

function count(shelves: Shelves, name: ListKey): number {
  const [view] = partsOf(name);
  const viewer = shelves.viewer();
  const here = visible(shelves, name).filter((id) => {
    const thread = shelves.book.get(id);
    return thread && belongs(view, thread, viewer);
  });
  return here.length + get(shelves, name).arrivals.size;
}

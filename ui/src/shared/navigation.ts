// Where the agent is and how they get on: the next row, the thread after a decision, the list behind a link.

import type { ThreadView } from '../../../lib/api/schemas.ts';
import type { Drafts } from './drafts.ts';
import { presenceOf, typing } from './presence.ts';
import type { Route } from './route.ts';
import { batch, signal } from './signals.ts';
import type { ThreadBook } from './thread-book.ts';
import type { ThreadLists } from './thread-lists.ts';
import type { ThreadPages } from './thread-pages.ts';
import { type ListKey, listKey, partsOf, VIEW, type ViewName } from './views.ts';

export interface NavigationNeeds {
  readonly book: ThreadBook;
  readonly lists: ThreadLists;
  readonly pages: ThreadPages;
  readonly drafts: Drafts;
  /** Reads a conversation and what is to be written in it. */
  readonly prepare: (threadId: string) => Promise<void>;
  readonly start: Route;
  /** Writes the route into the address; `replace` leaves no step for the Back button. */
  readonly address: (route: Route, replace: boolean) => void;
}

export interface GoOptions {
  readonly replace?: boolean;
  /** The address has changed already. */
  readonly fromAddress?: boolean;
}

/** How many conversations are fetched ahead. */
const AHEAD = 2;

export function createNavigation(needs: NavigationNeeds) {
  const { book, lists } = needs;
  const place = createPlace(needs);
  const { list, here, go, selectedId } = place;
  const open = (threadId: string, options?: GoOptions) => go(here(threadId), options);

  /** The row `step` places after the open one; the first when none is open. */
  function move(step: 1 | -1): void {
    const ids = lists.visible(list());
    const current = ids.indexOf(selectedId() ?? '');
    const target = current < 0 ? 0 : Math.min(Math.max(current + step, 0), ids.length - 1);
    const id = ids[target];
    if (id !== undefined) open(id, { replace: true });
    if (target === ids.length - 1) void lists.loadMore(list());
  }

  /** Decides; where the open thread is among those that leave, the next row opens, else the one before, else none. */
  function advanceAfter(decide: () => void, leaving: ReadonlySet<string> = new Set([selectedId() ?? ''])): void {
    const open = selectedId() ?? '';
    const next = nextIn(lists.visible(list()), open, leaving);
    batch(() => {
      decide();
      if (leaving.has(open)) go(here(next), { replace: true });
    });
  }

  const selected = (): ThreadView | undefined => book.get(selectedId() ?? '');

  return { ...place, open, move, advanceAfter, selected };
}

export type Navigation = ReturnType<typeof createNavigation>;

/** Which list is on screen, what is looked for in it, which thread is open; and going elsewhere. */
function createPlace(needs: NavigationNeeds) {
  const { lists, pages, drafts } = needs;
  const route = signal<Route>(needs.start);
  /** The list that stays behind a customer's page and the settings. */
  const view = signal<ViewName>(needs.start.page === 'inbox' ? needs.start.view : 'open');
  /** What is looked for in it. */
  const q = signal(needs.start.page === 'inbox' ? (needs.start.q ?? '') : '');
  /** The rows on screen. */
  const list = () => listKey(view.value, q.value);
  const selectedId = () => (route.value.page === 'inbox' ? route.value.threadId : undefined);

  /** The list behind whatever is open, or a thread in it. */
  const here = (threadId?: string, words = q.value): Route => ({
    page: 'inbox',
    view: view.value,
    ...(threadId === undefined ? {} : { threadId }),
    ...(words === '' ? {} : { q: words }),
  });

  function go(to: Route, options: GoOptions = {}): void {
    const cameFrom = list();
    batch(() => {
      if (to.page !== 'inbox' || to.threadId !== selectedId()) typing.value = false;
      route.value = to;
      if (to.page === 'inbox') [view.value, q.value] = [to.view, to.q ?? ''];
      if (to.page === 'inbox' && to.threadId !== undefined) void read(to.threadId);
    });
    if (!options.fromAddress) needs.address(to, options.replace ?? false);
    if (to.page === 'inbox') freshen(lists, list(), list() !== cameFrom);
  }

  async function read(threadId: string): Promise<void> {
    drafts.load('reply', threadId);
    drafts.load('note', threadId);
    await needs.prepare(threadId);
    if (selectedId() !== threadId) return;
    void pages.refresh(threadId);
    const ids = lists.visible(list());
    const at = ids.indexOf(threadId) + 1;
    for (const id of ids.slice(at, at + AHEAD)) void needs.prepare(id);
  }

  /** Looks for something else in the list, or with no words for nothing. */
  const search = (words: string) => {
    if (words !== q.value) go(here(undefined, words), { replace: true });
  };

  return { route, view, q, list, here, search, go, selectedId };
}

/** The next row that stays and in which no colleague is writing, else the nearest before; none when none was open. */
function nextIn(ids: readonly string[], open: string, leaving: ReadonlySet<string>): string | undefined {
  const at = ids.indexOf(open);
  const others = at < 0 ? [] : [...ids.slice(at + 1), ...ids.slice(0, at).toReversed()];
  return others.find((id) => !leaving.has(id) && !presenceOf(id).some((one) => one.typing));
}

/** A list that was never read, or that has news while nobody looked at it, is read anew. */
function freshen(lists: ThreadLists, key: ListKey, isEntered: boolean): void {
  const { phase, arrivals } = lists.get(key);
  const [view, q] = partsOf(key);
  if (phase === 'new' || phase === 'failed') void lists.load(key);
  else if (isEntered && (arrivals.size > 0 || !VIEW[view].counted || q !== '')) void lists.load(key);
}

// Where the agent is and how they get on: the next row, the thread after a decision, the list behind a link.
import { batch, signal } from '@preact/signals';
import type { ThreadView } from '../../../lib/api/schemas.ts';
import type { Drafts } from './drafts.ts';
import type { Route } from './route.ts';
import type { ThreadBook } from './thread-book.ts';
import type { ThreadLists } from './thread-lists.ts';
import type { ThreadPages } from './thread-pages.ts';
import { VIEW, type ViewName } from './views.ts';

export interface NavigationNeeds {
  readonly book: ThreadBook;
  readonly lists: ThreadLists;
  readonly pages: ThreadPages;
  readonly drafts: Drafts;
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
  const { book, lists, pages, drafts } = needs;
  const route = signal<Route>(needs.start);
  /** The list that stays behind a customer's page and the settings. */
  const view = signal<ViewName>(needs.start.page === 'inbox' ? needs.start.view : 'open');
  const selectedId = () => (route.value.page === 'inbox' ? route.value.threadId : undefined);

  function go(to: Route, options: GoOptions = {}): void {
    const cameFrom = view.value;
    batch(() => {
      route.value = to;
      if (to.page === 'inbox') view.value = to.view;
      if (to.page === 'inbox' && to.threadId !== undefined) void read(to.threadId);
    });
    if (!options.fromAddress) needs.address(to, options.replace ?? false);
    if (to.page === 'inbox') freshen(lists, to.view, to.view !== cameFrom);
  }

  async function read(threadId: string): Promise<void> {
    drafts.load('reply', threadId);
    drafts.load('note', threadId);
    await pages.ensure(threadId);
    if (selectedId() !== threadId) return;
    void pages.refresh(threadId);
    const ids = lists.visible(view.value);
    const at = ids.indexOf(threadId) + 1;
    for (const id of ids.slice(at, at + AHEAD)) void pages.ensure(id);
  }

  const open = (threadId: string, options?: GoOptions) => go({ page: 'inbox', view: view.value, threadId }, options);

  /** The row `step` places after the open one; the first when none is open. */
  function move(step: 1 | -1): void {
    const ids = lists.visible(view.value);
    const current = ids.indexOf(selectedId() ?? '');
    const target = current < 0 ? 0 : Math.min(Math.max(current + step, 0), ids.length - 1);
    const id = ids[target];
    if (id !== undefined) open(id, { replace: true });
    if (target === ids.length - 1) void lists.loadMore(view.value);
  }

  /** Decides, then opens the next row, else the one before, else the empty list. */
  function advanceAfter(decide: () => void): void {
    const ids = lists.visible(view.value);
    const at = ids.indexOf(selectedId() ?? '');
    const threadId = at < 0 ? undefined : (ids[at + 1] ?? ids[at - 1]);
    batch(() => {
      decide();
      go({ page: 'inbox', view: view.value, ...(threadId === undefined ? {} : { threadId }) }, { replace: true });
    });
  }

  const selected = (): ThreadView | undefined => book.get(selectedId() ?? '');

  return { route, view, go, open, move, advanceAfter, selectedId, selected };
}

export type Navigation = ReturnType<typeof createNavigation>;

/** A list that was never read, or that has news while nobody looked at it, is read anew. */
function freshen(lists: ThreadLists, view: ViewName, isEntered: boolean): void {
  const { phase, arrivals } = lists.get(view);
  if (phase === 'new' || phase === 'failed') void lists.load(view);
  else if (isEntered && (arrivals.size > 0 || !VIEW[view].counted)) void lists.load(view);
}

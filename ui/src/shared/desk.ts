// The desk as one object: who works here, what they see, and everything they can do.
import { type Signal, signal } from '@preact/signals';
import type { Me, ThreadView } from '../../../lib/api/schemas.ts';
import type { StatusView } from '../../../lib/api/status-schema.ts';
import { type Api, Refused, reason } from './api.ts';
import { createDrafts } from './drafts.ts';
import { createPolling, type LiveSource, type PollingNeeds } from './live.ts';
import { createNavigation, type Navigation, type NavigationNeeds } from './navigation.ts';
import { createOperations } from './operations.ts';
import { createPreferences, type Shelf } from './preferences.ts';
import { createSending } from './sending.ts';
import { createThreadBook } from './thread-book.ts';
import { createThreadLists, type ThreadLists } from './thread-lists.ts';
import { createThreadPages, type ThreadPages } from './thread-pages.ts';
import { createToasts } from './toasts.ts';
import { VIEW, VIEWS } from './views.ts';

export interface DeskNeeds
  extends Pick<PollingNeeds, 'isVisible' | 'isOnline' | 'now' | 'later'>,
    Pick<NavigationNeeds, 'start' | 'address'> {
  readonly api: Api;
  readonly shelf: Shelf;
  readonly newId: () => string;
}

export function createDesk(needs: DeskNeeds) {
  const { api, now, newId } = needs;
  const me = signal<Me | undefined>();
  /** Coarse time for everything that shows a span. */
  const clock = signal(now());
  const preferences = createPreferences(needs.shelf);
  const agent = () => preferences.current.value.agent || (me.value?.name ?? '');

  const book = createThreadBook();
  const lists = createThreadLists({ api, book, viewer: () => ({ agent: agent(), now: clock.value }) });
  const pages = createThreadPages(api, book);
  const drafts = createDrafts(needs.shelf);
  const toasts = createToasts(now);
  const nav = createNavigation({ book, lists, pages, drafts, ...needs });
  const shared = { book, lists, pages, toasts, changed: () => live.poke(), open: nav.open };
  const operations = createOperations(shared);
  const sending = createSending({ ...shared, api, operations, drafts, agent, now, newId });
  const live = createPolling({
    ...needs,
    changes: api.changes,
    onThreads: hear,
    onRestart: () => void lists.load(nav.view.value),
  });

  function hear(threads: readonly ThreadView[]): void {
    lists.merge(threads);
    void sending.watch(threads);
    const selected = nav.selectedId();
    if (selected !== undefined) void pages.refresh(selected);
  }

  const parts = { api, agent, book, lists, pages, drafts, toasts, nav, operations, sending, live, preferences };
  return { ...parts, me, clock, now, newId, ...createOpening({ ...parts, me }) };
}

export type Desk = ReturnType<typeof createDesk>;

interface OpeningNeeds {
  readonly api: Api;
  readonly live: LiveSource;
  readonly lists: ThreadLists;
  readonly nav: Navigation;
  readonly pages: ThreadPages;
  readonly me: Signal<Me | undefined>;
}

/** What happens when the desk opens: who am I, then the list on screen, then the others and the sources' lamps. */
function createOpening({ api, live, lists, nav, pages, me }: OpeningNeeds) {
  const sources = signal<StatusView | undefined>();
  const startProblem = signal<string | undefined>();

  /** What was switched off or on changes what may be sent in every conversation. */
  function takeStatus(status: StatusView): void {
    const before = sources.value;
    sources.value = status;
    if (before && JSON.stringify(before.stops) !== JSON.stringify(status.stops)) pages.reread(nav.selectedId());
  }

  async function readStatus(): Promise<void> {
    try {
      takeStatus(await api.status());
    } catch {
      // The lamps keep their last state; the connection's own lamp says that nothing comes through.
    }
  }

  async function start(): Promise<void> {
    startProblem.value = undefined;
    try {
      me.value = await api.me();
    } catch (error) {
      const isForbidden = error instanceof Refused && error.status === 403;
      startProblem.value = isForbidden ? 'Your account may not use this desk.' : reason(error);
      return;
    }
    live.start();
    nav.go(nav.route.value, { fromAddress: true });
    for (const view of VIEWS) if (VIEW[view].counted && view !== nav.view.value) void lists.load(view);
    await readStatus();
  }

  return { sources, startProblem, start, readStatus, takeStatus };
}

// The desk as one object: who works here, what they see, and everything they can do.

import type { SavedViewList } from '../../../lib/api/library-schemas.ts';
import type { Changes } from '../../../lib/api/page-schemas.ts';
import type { Me } from '../../../lib/api/schemas.ts';
import type { StatusView } from '../../../lib/api/status-schema.ts';
import { type Api, Refused, reason } from './api.ts';
import { createDrafts } from './drafts.ts';
import { createPolling, type LiveSource, type PollingNeeds } from './live.ts';
import { createNavigation, type Navigation, type NavigationNeeds } from './navigation.ts';
import { createOffline } from './offline.ts';
import { createOperations } from './operations.ts';
import { createPreferences, type Shelf } from './preferences.ts';
import { createPresence } from './presence.ts';
import { createSending } from './sending.ts';
import { type Signal, signal } from './signals.ts';
import { createThreadBook } from './thread-book.ts';
import { createThreadLists, type ThreadLists } from './thread-lists.ts';
import { createThreadPages, type ThreadPages } from './thread-pages.ts';
import { createTicks } from './ticks.ts';
import { createToasts } from './toasts.ts';
import { VIEW, VIEWS } from './views.ts';
import { createWriting } from './writing.ts';

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
  const writing = createWriting({ api, drafts, pages, later: needs.later });
  const prepare = async (id: string) => {
    await pages.ensure(id);
    await pages.refresh(id);
    await writing.open(id);
  };
  const nav = createNavigation({ book, lists, pages, drafts, prepare, ...needs });
  const offline = createOffline(needs.isOnline);
  const ticks = createTicks({ rows: () => lists.visible(nav.list()), openId: nav.selectedId, move: nav.move });
  const presence = createPresence({ api, agent, openId: () => (needs.isVisible() ? nav.selectedId() : undefined) });
  const shared = { book, lists, pages, toasts, offline, changed: () => live.poke(), open: nav.open };
  const operations = createOperations(shared);
  const sending = createSending({ ...shared, api, operations, drafts, writing, agent, now, newId });
  const live = createPolling({
    ...needs,
    changes: api.changes,
    onChanges: hear,
    onRestart: () => void lists.load(nav.list()),
  });

  function hear({ threads, presence: present }: Changes): void {
    offline.back();
    presence.hear(present);
    lists.merge(threads);
    void sending.watch(threads);
    const selected = nav.selectedId();
    // With the conversation comes its draft, which may be a colleague's, or one's own given back.
    if (selected !== undefined)
      void pages.refresh(selected).then((isRead) => (isRead ? writing.open(selected) : undefined));
  }

  const shown = { api, agent, book, lists, pages, drafts, toasts, nav, preferences };
  const parts = { ...shown, ticks, presence, offline, operations, sending, writing, live };
  return { ...parts, me, clock, now, newId, ...createOpening({ ...parts, me }) };
}

export type Desk = ReturnType<typeof createDesk>;

const nothing = () => {};

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
  const team = signal<readonly string[]>([]);
  const savedViews = signal<SavedViewList['items']>([]);

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

  /** One's own threads wait for the name; all other lists are asked for at once. */
  function show(own: boolean): void {
    const isNow = (view: string) => (view === 'mine') === own;
    if (isNow(nav.view.value)) nav.go(nav.route.value, { fromAddress: true });
    for (const view of VIEWS) if (VIEW[view].counted && isNow(view) && view !== nav.list()) void lists.load(view);
  }

  async function start(): Promise<void> {
    startProblem.value = undefined;
    const named = api.me();
    show(false);
    try {
      me.value = await named;
    } catch (error) {
      const isForbidden = error instanceof Refused && error.status === 403;
      startProblem.value = isForbidden ? 'Your account may not use this desk.' : reason(error);
      return;
    }
    live.start();
    show(true);
    await readStatus();
    // Without these the desk works as well.
    void api.team().then((names) => (team.value = names), nothing);
    void api.savedViews().then(({ items }) => (savedViews.value = items), nothing);
  }

  return { sources, startProblem, team, savedViews, start, readStatus, takeStatus };
}

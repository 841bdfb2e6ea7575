// The list an agent works down, however long it is.
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../shared/desk-context.ts';
import { hint, keyOf } from '../shared/keys.ts';
import { keepFocus } from '../shared/overlay.ts';
import { Button, Icon, Problem, Skeleton } from '../shared/parts.tsx';
import { VIEW } from '../shared/views.ts';
import { BulkBar } from './bulk-bar.tsx';
import { EmptyList } from './empty-list.tsx';
import { ListSearch } from './list-search.tsx';
import { ROW_HEIGHT, rowWindow, scrollToShow } from './row-window.ts';
import { ThreadRow } from './thread-row.tsx';

export function ThreadList() {
  const { desk } = useDesk();
  const { view, q } = desk.nav;
  const key = desk.nav.list();
  const list = desk.lists.get(key);
  const ids = desk.lists.visible(key);
  const saved = q.value === '' ? undefined : desk.savedViews.value.find(({ query }) => query === q.value);
  const { label, order } = VIEW[view.value];
  const title = saved?.name ?? label;
  useFirstThread();
  // What is ticked and out of sight would be decided on unseen.
  useEffect(() => desk.ticks.clear(), [key]);
  return (
    <section id="list" class="list" tabIndex={-1} aria-label={title}>
      <header class="list-head">
        <button type="button" class="icon-button menu" popoverTarget="nav" aria-label="Lists">
          <Icon name="menu" />
        </button>
        <h2>{title}</h2>
        <span class="muted">
          {list.phase === 'new' ? '' : `${ids.length}${desk.lists.hasMore(key) ? '+' : ''}, ${order}`}
        </span>
        <Arrivals />
      </header>
      <ListSearch />
      <BulkBar />
      {list.phase === 'failed' ? (
        <Problem retry={() => desk.lists.load(key)}>{list.problem}</Problem>
      ) : ids.length > 0 ? (
        <Rows ids={ids} />
      ) : list.phase === 'ready' ? (
        <EmptyList />
      ) : (
        <Skeleton rows={8} />
      )}
    </section>
  );
}

/** On a screen with room for both, the first thread is open from the start. */
function useFirstThread(): void {
  const { desk } = useDesk();
  const key = desk.nav.list();
  const first = desk.lists.visible(key)[0];
  const isOpen = desk.nav.selectedId() !== undefined;
  useEffect(() => {
    if (first !== undefined && !isOpen && matchMedia('(min-width: 680px)').matches) {
      desk.nav.open(first, { replace: true });
    }
  }, [first, isOpen, key]);
}

/** New threads wait here, so that no row moves under the pointer. */
function Arrivals() {
  const { desk, commands } = useDesk();
  const count = desk.lists.get(desk.nav.list()).arrivals.size;
  return (
    <div role="status" class="arrivals">
      {count > 0 && (
        <Button class="primary small" title={hint('arrivals')} onClick={commands.arrivals}>
          {count} new <kbd aria-hidden="true">{keyOf('arrivals')}</kbd>
        </Button>
      )}
    </div>
  );
}

function Rows({ ids }: { readonly ids: readonly string[] }) {
  const { desk } = useDesk();
  const [box, setBox] = useState<HTMLElement | null>(null);
  const [viewport, setViewport] = useState({ scrollTop: 0, height: 900 });
  const selectedId = desk.nav.selectedId();
  const index = selectedId === undefined ? -1 : ids.indexOf(selectedId);
  const [first, end] = rowWindow(ids.length, viewport);
  useEffect(() => keepFocus, []);
  useEffect(() => {
    if (document.activeElement?.id === 'list') box?.focus();
    return watchSize(box, (height) => setViewport((old) => ({ ...old, height })));
  }, [box]);
  useEffect(() => {
    if (!box || index < 0) return;
    box.scrollTop = scrollToShow(index, { scrollTop: box.scrollTop, height: box.clientHeight });
  }, [box, index, viewport.height]);
  const onScroll = (event: { readonly currentTarget: HTMLElement }) => {
    const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
    setViewport({ scrollTop, height: clientHeight });
    if (scrollTop + clientHeight > scrollHeight - 10 * ROW_HEIGHT) void desk.lists.loadMore(desk.nav.list());
  };
  return (
    <div
      ref={setBox}
      id="rows"
      class="rows"
      role="listbox"
      aria-multiselectable="true"
      tabIndex={0}
      aria-label={`Threads, ${VIEW[desk.nav.view.value].order}`}
      aria-activedescendant={index >= first && index < end ? `row-${selectedId}` : undefined}
      onScroll={onScroll}
    >
      <div class="rows-space" role="presentation" style={{ height: `${ids.length * ROW_HEIGHT}px` }}>
        {ids.slice(first, end).map((id, offset) => (
          <ThreadRow key={id} id={id} position={first + offset} of={ids.length} isOpen={id === selectedId} />
        ))}
      </div>
    </div>
  );
}

function watchSize(element: HTMLElement | null, report: (height: number) => void): () => void {
  if (!element) return () => {};
  const observer = new ResizeObserver(() => report(element.clientHeight));
  observer.observe(element);
  return () => observer.disconnect();
}

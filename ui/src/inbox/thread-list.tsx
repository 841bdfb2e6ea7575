// The list an agent works down, however long it is.
import { useEffect, useRef, useState } from 'preact/hooks';
import { useDesk } from '../shared/desk-context.ts';
import { hint, keyOf } from '../shared/keys.ts';
import { Icon, Problem, Skeleton } from '../shared/parts.tsx';
import { VIEW } from '../shared/views.ts';
import { ROW_HEIGHT, rowWindow, scrollToShow } from './row-window.ts';
import { ThreadRow } from './thread-row.tsx';

export function ThreadList() {
  const { desk } = useDesk();
  const view = desk.nav.view.value;
  const list = desk.lists.get(view);
  const ids = desk.lists.visible(view);
  useFirstThread();
  return (
    <section class="list" aria-label={VIEW[view].label}>
      <header class="list-head">
        <button type="button" class="icon-button menu" popoverTarget="nav" aria-label="Lists">
          <Icon name="menu" />
        </button>
        <h2>{VIEW[view].label}</h2>
        <span class="muted">
          {list.phase === 'new' ? '' : `${ids.length}${desk.lists.hasMore(view) ? '+' : ''}, ${VIEW[view].order}`}
        </span>
        <Arrivals />
      </header>
      {list.phase === 'failed' ? (
        <Problem retry={() => desk.lists.load(view)}>{list.problem}</Problem>
      ) : ids.length > 0 ? (
        <Rows ids={ids} />
      ) : list.phase === 'ready' ? (
        <Empty />
      ) : (
        <Skeleton rows={8} />
      )}
    </section>
  );
}

/** On a screen with room for both, the first thread is open from the start. */
function useFirstThread(): void {
  const { desk } = useDesk();
  const view = desk.nav.view.value;
  const first = desk.lists.visible(view)[0];
  const isOpen = desk.nav.selectedId() !== undefined;
  useEffect(() => {
    if (first !== undefined && !isOpen && matchMedia('(min-width: 680px)').matches) {
      desk.nav.open(first, { replace: true });
    }
  }, [first, isOpen, view]);
}

/** New threads wait here, so that no row moves under the pointer. */
function Arrivals() {
  const { desk, commands } = useDesk();
  const count = desk.lists.get(desk.nav.view.value).arrivals.size;
  return (
    <div role="status" class="arrivals">
      {count > 0 && (
        <button type="button" class="button primary small" title={hint('arrivals')} onClick={commands.arrivals}>
          {count} new <kbd aria-hidden="true">{keyOf('arrivals')}</kbd>
        </button>
      )}
    </div>
  );
}

function Empty() {
  const { desk } = useDesk();
  const view = desk.nav.view.value;
  return (
    <div class="state">
      <p class="big">{VIEW[view].empty}</p>
      <p class="muted">{VIEW[view].comes ?? 'New complaints appear here by themselves.'}</p>
      {view !== 'waiting' && <a href="#/inbox/waiting">See what waits for a customer</a>}
    </div>
  );
}

function Rows({ ids }: { readonly ids: readonly string[] }) {
  const { desk } = useDesk();
  const box = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState({ scrollTop: 0, height: 900 });
  const selectedId = desk.nav.selectedId();
  const index = selectedId === undefined ? -1 : ids.indexOf(selectedId);
  const [first, end] = rowWindow(ids.length, viewport);
  useEffect(() => watchSize(box.current, (height) => setViewport((old) => ({ ...old, height }))), []);
  useEffect(() => {
    const { current } = box;
    if (!current || index < 0) return;
    current.scrollTop = scrollToShow(index, { scrollTop: current.scrollTop, height: current.clientHeight });
  }, [index, viewport.height]);
  const onScroll = (event: { readonly currentTarget: HTMLElement }) => {
    const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
    setViewport({ scrollTop, height: clientHeight });
    if (scrollTop + clientHeight > scrollHeight - 10 * ROW_HEIGHT) void desk.lists.loadMore(desk.nav.view.value);
  };
  return (
    <div
      ref={box}
      id="rows"
      class="rows"
      role="listbox"
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

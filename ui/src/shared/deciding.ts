// Who a decision is about, the ticked threads or else the open one, and carrying it out on all of them.
import type { ThreadView } from '../../../lib/api/schemas.ts';
import type { Desk } from './desk.ts';
import type { Operation } from './operations.ts';
import { heldByOther } from './views.ts';

export type Decide = (desk: Desk, thread: ThreadView) => Operation;

interface DecideOptions {
  /** Which threads can be decided on like this; all when absent. */
  readonly applies?: (thread: ThreadView) => boolean;
  /** It takes nothing from a colleague who has claimed the thread. */
  readonly mayBeHeld?: boolean;
}

export function targets({ ticks, book, nav }: Desk): readonly ThreadView[] {
  const open = nav.selected();
  if (ticks.ids.value.size === 0) return open ? [open] : [];
  return [...ticks.ids.value].flatMap((id) => book.get(id) ?? []);
}

/** Decides, leaves the ticks behind, and opens the next thread where the open one leaves the list. */
export function decideOn(desk: Desk, decide: Decide, { applies = () => true, mayBeHeld = false }: DecideOptions = {}) {
  const able = targets(desk).filter(applies);
  const viewer = { agent: desk.agent(), now: desk.now() };
  const free = mayBeHeld ? able : able.filter((thread) => heldByOther(thread, viewer) === undefined);
  const [held] = able.filter((thread) => !free.includes(thread));
  if (held) {
    const others = able.length > 1 ? ` Left out: ${able.length - free.length} of ${able.length}.` : '';
    const text = `${heldByOther(held, viewer)} has claimed this thread.${others}`;
    desk.toasts.show({ kind: 'problem', text });
  }
  carryOut(
    desk,
    free.map((thread) => decide(desk, thread)),
  );
}

function carryOut(desk: Desk, operations: readonly Operation[]): void {
  const { nav, ticks } = desk;
  const [first] = operations;
  if (!first) return;
  const isSet = ticks.ids.value.size > 1;
  ticks.clear();
  const act = () => void (isSet ? desk.operations.runSet(operations) : desk.operations.run(first));
  const leaving = new Set(operations.filter(({ leaves }) => leaves).map(({ threadId }) => threadId));
  nav.advanceAfter(act, leaving);
}

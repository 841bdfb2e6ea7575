// The threads that are ticked, to be decided on together.
import { signal } from './signals.ts';

const NONE: ReadonlySet<string> = new Set();

export interface TickNeeds {
  /** The rows of the list on screen, in order. */
  readonly rows: () => readonly string[];
  readonly openId: () => string | undefined;
  readonly move: (step: 1 | -1) => void;
}

export function createTicks({ rows, openId, move }: TickNeeds) {
  const ticked = signal(NONE);
  /** Where a range begins: the row ticked last. */
  let anchor: string | undefined;

  function toggle(id = openId()): void {
    if (id === undefined) return;
    const next = new Set(ticked.value);
    if (!next.delete(id)) next.add(id);
    ticked.value = next;
    anchor = id;
  }

  return {
    ids: ticked,
    toggle,
    /** Everything from the row ticked last to this one. */
    to(id: string): void {
      const ids = rows();
      const [from, until] = [ids.indexOf(anchor ?? openId() ?? id), ids.indexOf(id)].sort((a, b) => a - b);
      ticked.value = new Set([...ticked.value, ...ids.slice(from, (until ?? 0) + 1)]);
    },
    /** Ticks the open row and the one it moves on to; back over ticked ones it takes the tick away. */
    extend(step: 1 | -1): void {
      const from = openId();
      move(step);
      const to = openId();
      if (from === undefined || to === undefined || from === to) return;
      const isBack = ticked.value.has(from) && ticked.value.has(to);
      const next = new Set(ticked.value).add(from).add(to);
      if (isBack) next.delete(from);
      ticked.value = next;
      anchor ??= from;
    },
    all: () => {
      ticked.value = new Set(rows());
    },
    clear: () => {
      ticked.value = NONE;
      anchor = undefined;
    },
  };
}

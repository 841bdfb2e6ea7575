// Short messages at the edge of the screen: what was done, with its undo, and what failed, with its reason.

import { reason } from './api.ts';
import { signal } from './signals.ts';

export interface Toast {
  readonly id: number;
  readonly kind: 'done' | 'problem';
  readonly text: string;
  readonly actions: readonly ToastAction[];
  /** Milliseconds since 1970. */
  readonly until: number;
  /** A reply on hold: the seconds left are shown. */
  readonly countdown?: boolean;
}

interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface NewToast {
  readonly kind?: Toast['kind'];
  readonly text: string;
  readonly actions?: readonly ToastAction[];
  readonly countdown?: boolean;
}

const SHOWN = 10_000;
const AT_ONCE = 2;

export function createToasts(now: () => number) {
  const list = signal<readonly Toast[]>([]);
  let lastId = 0;
  const dismiss = (id: number) => {
    list.value = list.value.filter((toast) => toast.id !== id);
  };
  const show = ({ kind = 'done', actions = [], ...rest }: NewToast): number => {
    lastId += 1;
    list.value = [...list.value, { ...rest, id: lastId, kind, actions, until: now() + SHOWN }].slice(-AT_ONCE);
    return lastId;
  };
  return {
    list,
    dismiss,
    show,
    /** Does it; what keeps it from being done is told after these words. */
    async attempt(notDone: string, task: () => Promise<unknown>): Promise<void> {
      try {
        await task();
      } catch (error) {
        show({ kind: 'problem', text: `${notDone}: ${reason(error)}` });
      }
    },
    /** Drops what has been shown long enough. While the pointer rests on them, nobody calls this. */
    expire(): void {
      const left = list.value.filter((toast) => toast.until > now());
      if (left.length < list.value.length) list.value = left;
    },
  };
}

export type Toasts = ReturnType<typeof createToasts>;

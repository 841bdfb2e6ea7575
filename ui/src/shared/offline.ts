// What an agent does without a connection waits, is counted, and goes out in order once the server answers again.

import { Unreachable } from './api.ts';
import { signal } from './signals.ts';

export function createOffline(isOnline: () => boolean) {
  /** How many changes wait. */
  const waiting = signal(0);
  let waiters: (() => void)[] = [];

  /** Does it, again after each time the connection was away; a server that does not answer is a failure, as ever. */
  async function persist<T>(task: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await task();
      } catch (error) {
        if (!(error instanceof Unreachable) || isOnline()) throw error;
      }
      const back = new Promise<void>((resolve) => waiters.push(resolve));
      waiting.value += 1;
      await back;
      waiting.value -= 1;
    }
  }

  return {
    waiting,
    persist,
    /** The server answers again. */
    back(): void {
      const all = waiters;
      waiters = [];
      for (const resume of all) resume();
    },
  };
}

export type Offline = ReturnType<typeof createOffline>;

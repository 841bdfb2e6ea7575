// The threads this browser knows: what the server said last, with what the agent just did laid over it until it is confirmed.

import type { ThreadView } from '../../../lib/api/schemas.ts';
import { signal } from './signals.ts';

interface Patch {
  readonly threadId: string;
  readonly change: Partial<ThreadView>;
}

export function createThreadBook() {
  const known = signal<ReadonlyMap<string, ThreadView>>(new Map());
  const patches = signal<readonly Patch[]>([]);

  return {
    /** What the agent sees: the server's state with the unconfirmed changes in order. */
    get(id: string): ThreadView | undefined {
      const thread = known.value.get(id);
      const changes = patches.value.flatMap(({ threadId, change }) => (threadId === id ? [change] : []));
      return thread && changes.length > 0 ? Object.assign({}, thread, ...changes) : thread;
    },
    /** What the server said last. */
    confirmed(id: string): ThreadView | undefined {
      return known.value.get(id);
    },
    /** Among the known ones, for a search in this browser. */
    matching(test: (thread: ThreadView) => boolean): readonly ThreadView[] {
      return [...known.value.values()].filter(test);
    },
    isPatched: (id: string): boolean => patches.value.some(({ threadId }) => threadId === id),
    /** Takes over what the server says; an older version than the known one is an echo. Answers with what was news. */
    put(threads: readonly ThreadView[]): readonly ThreadView[] {
      const news = threads.filter((thread) => (known.value.get(thread.id)?.version ?? 0) < thread.version);
      if (news.length > 0) known.value = new Map([...known.value, ...news.map((t) => [t.id, t] as const)]);
      return news;
    },
    /** Shows a change at once; the answer takes exactly this change back, whatever else happened meanwhile. */
    patch(threadId: string, change: Partial<ThreadView>): () => void {
      const patch = { threadId, change };
      patches.value = [...patches.value, patch];
      return () => {
        patches.value = patches.value.filter((other) => other !== patch);
      };
    },
  };
}

export type ThreadBook = ReturnType<typeof createThreadBook>;

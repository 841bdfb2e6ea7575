// The threads this browser knows: what the server said last, with what the agent just did laid over it until it is confirmed.
import { computed, signal } from '@preact/signals';
import type { ThreadView } from '../../../lib/api/schemas.ts';

interface Patch {
  readonly threadId: string;
  readonly change: Partial<ThreadView>;
}

export function createThreadBook() {
  const known = signal<ReadonlyMap<string, ThreadView>>(new Map());
  const patches = signal<readonly Patch[]>([]);
  const patchedIds = computed(() => new Set(patches.value.map((patch) => patch.threadId)));

  return {
    /** What the agent sees: the server's state with the unconfirmed changes in order. */
    get(id: string): ThreadView | undefined {
      const thread = known.value.get(id);
      if (!thread || !patchedIds.value.has(id)) return thread;
      return patches.value.filter((p) => p.threadId === id).reduce((seen, p) => ({ ...seen, ...p.change }), thread);
    },
    /** What the server said last. */
    confirmed(id: string): ThreadView | undefined {
      return known.value.get(id);
    },
    /** Among the known ones, for a search in this browser. */
    matching(test: (thread: ThreadView) => boolean): readonly ThreadView[] {
      return [...known.value.values()].filter(test);
    },
    isPatched(id: string): boolean {
      return patchedIds.value.has(id);
    },
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

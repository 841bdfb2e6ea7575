// Whole conversations as they were last read from the server, with the next ones fetched ahead.
import { signal } from '@preact/signals';
import type { CustomerView, ThreadPage, ThreadView } from '../../../lib/api/schemas.ts';
import { type Api, Refused, reason } from './api.ts';
import type { ThreadBook } from './thread-book.ts';

export interface PageState {
  readonly page?: ThreadPage;
  readonly problem?: string;
  /** The thread no longer exists. */
  readonly gone?: boolean;
}

/** Enough to go back and forth without waiting, few enough to forget. */
const KEPT = 40;

export function createThreadPages(api: Pick<Api, 'thread'>, book: ThreadBook) {
  const states = signal<ReadonlyMap<string, PageState>>(new Map());
  const underWay = new Map<string, Promise<void>>();

  const set = (id: string, state: PageState) => {
    const others = [...states.value].filter(([other]) => other !== id).slice(-(KEPT - 1));
    states.value = new Map([...others, [id, state]]);
  };
  const read = async (id: string) => {
    try {
      const first = await api.thread(id);
      // Overtaken by an act of the agent: taken for what the agent sees, it would have the next act refused as stale.
      const isOvertaken = first.thread.version < (book.confirmed(id)?.version ?? 0);
      const page = isOvertaken ? await api.thread(id) : first;
      book.put([page.thread]);
      set(id, { page });
    } catch (error) {
      const { page } = states.value.get(id) ?? {};
      const gone = error instanceof Refused && error.status === 404;
      set(id, { ...(page ? { page } : {}), problem: reason(error), gone });
    }
  };

  /** Reads the conversation from the server; calls at the same time share one request. */
  function load(id: string): Promise<void> {
    const running = underWay.get(id);
    if (running) return running;
    const started = read(id).finally(() => underWay.delete(id));
    underWay.set(id, started);
    return started;
  }

  return {
    load,
    get: (id: string): PageState => states.value.get(id) ?? {},
    ensure: async (id: string) => {
      if (!states.value.get(id)?.page) await load(id);
    },
    /** Reads again what is older than the thread's known version. */
    refresh: async (id: string) => {
      const page = states.value.get(id)?.page;
      if (page && page.thread.version < (book.confirmed(id)?.version ?? 0)) await load(id);
    },
    /** Something has changed for all of them: only the open one is kept, and read anew. */
    reread: (openId: string | undefined) => {
      states.value = new Map([...states.value].filter(([id]) => id === openId));
      if (openId !== undefined) void load(openId);
    },
    /** The agent's own act makes the next version; anything further ahead has things the agent has not read. */
    adopt(thread: ThreadView): void {
      const page = states.value.get(thread.id)?.page;
      if (page && thread.version === page.thread.version + 1) set(thread.id, { page: { ...page, thread } });
    },
    adoptCustomer(threadId: string, customer: CustomerView): void {
      const page = states.value.get(threadId)?.page;
      if (page) set(threadId, { page: { ...page, customer } });
    },
  };
}

export type ThreadPages = ReturnType<typeof createThreadPages>;

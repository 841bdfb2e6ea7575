// Whole conversations as they were last read from the server, with the next ones fetched ahead.

import type { CustomerView } from '../../../lib/api/customer-schemas.ts';
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { type Api, Refused, reason } from './api.ts';
import { createById } from './by-id.ts';
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
  const states = createById<PageState>();
  const underWay = new Map<string, Promise<void>>();
  const get = (id: string): PageState => states.get(id) ?? {};
  const isBehind = (id: string, page: ThreadPage | undefined) =>
    page !== undefined && page.thread.version < (book.confirmed(id)?.version ?? 0);
  const change = (id: string, changed: Partial<ThreadPage>) => {
    const { page } = get(id);
    if (page) states.set(id, { page: { ...page, ...changed } }, KEPT);
  };

  const read = async (id: string) => {
    try {
      const first = await api.thread(id);
      // Overtaken by an act of the agent: taken for what the agent sees, it would have the next act refused as stale.
      const page = isBehind(id, first) ? await api.thread(id) : first;
      book.put([page.thread]);
      states.set(id, { page }, KEPT);
    } catch (error) {
      const { page } = get(id);
      const gone = error instanceof Refused && error.status === 404;
      states.set(id, { ...(page && { page }), problem: reason(error), gone }, KEPT);
    }
  };

  /** Reads the conversation from the server; calls at the same time share one request. */
  function load(id: string): Promise<void> {
    const running = underWay.get(id) ?? read(id).finally(() => underWay.delete(id));
    underWay.set(id, running);
    return running;
  }

  return {
    load,
    get,
    ensure: async (id: string) => {
      if (!get(id).page) await load(id);
    },
    /** Reads again what is older than the thread's known version; answers whether it was. */
    refresh: async (id: string) => {
      const isOld = isBehind(id, get(id).page);
      if (isOld) await load(id);
      return isOld;
    },
    /** Something has changed for all of them: only the open one is kept, and read anew. */
    reread: (openId: string | undefined) => {
      states.keepOnly(openId);
      if (openId !== undefined) void load(openId);
    },
    /** The agent's own act makes the next version; anything further ahead has things the agent has not read. */
    adopt(thread: ThreadView): void {
      if (get(thread.id).page?.thread.version === thread.version - 1) change(thread.id, { thread });
    },
    adoptCustomer: (threadId: string, customer: CustomerView) => change(threadId, { customer }),
  };
}

export type ThreadPages = ReturnType<typeof createThreadPages>;

// What the agent does: shown at once, sent in order per thread, taken back alone when the server refuses, undone with one key.
import { batch } from '@preact/signals';
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { Refused, reason } from './api.ts';
import type { ThreadBook } from './thread-book.ts';
import type { ThreadLists } from './thread-lists.ts';
import type { ThreadPages } from './thread-pages.ts';
import type { Toasts } from './toasts.ts';

export interface Operation {
  readonly threadId: string;
  /** What is said when it is done: "Resolved". */
  readonly done: string;
  readonly change: Partial<ThreadView>;
  /** The thread leaves the list it is worked from. */
  readonly leaves: boolean;
  /** Sends it; `version` is the one the agent saw when deciding. */
  readonly send: (version: number) => Promise<ThreadView>;
  /** How to take it back; absent where it cannot be. */
  readonly undo?: () => Operation;
}

export interface OperationNeeds {
  readonly book: ThreadBook;
  readonly lists: ThreadLists;
  readonly pages: ThreadPages;
  readonly toasts: Toasts;
  /** Called after each change that reached the server. */
  readonly changed: () => void;
  /** Shows a thread to the agent. */
  readonly open: (threadId: string) => void;
}

interface Done {
  readonly threadId: string;
  readonly undo: () => Promise<void>;
}

const UNDOABLE = 20;

export function createOperations(needs: OperationNeeds) {
  const { book, lists, pages, toasts } = needs;
  const inOrder = createQueues();
  const log = createLog(needs);

  /** The version the agent has before their eyes: the open conversation's, else the row's. */
  const seenVersion = (id: string): number => pages.get(id).page?.thread.version ?? book.confirmed(id)?.version ?? 1;

  function confirm(thread: ThreadView, takeBack = () => {}): void {
    batch(() => {
      pages.adopt(thread);
      takeBack();
      lists.adopt(thread);
    });
    void pages.load(thread.id);
  }

  async function run(operation: Operation, isUndo = false): Promise<void> {
    const { threadId, undo } = operation;
    const seen = seenVersion(threadId);
    const takeBack = book.patch(threadId, operation.change);
    if (isUndo) lists.unhide(threadId);
    else if (operation.leaves) lists.hide(threadId);
    const canUndo = undo !== undefined && !isUndo;
    const forget = canUndo ? log.remember({ threadId, undo: () => run(undo(), true) }) : () => {};
    const actions = canUndo ? [{ label: 'Undo', run: log.undoLast }] : [];
    const toast = toasts.show({ text: operation.done, actions });
    try {
      await inOrder(threadId, async (hasWaited) => {
        confirm(await operation.send(hasWaited ? seenVersion(threadId) : seen), takeBack);
      });
    } catch (error) {
      takeBack();
      forget();
      if (!isUndo && operation.leaves) lists.unhide(threadId);
      toasts.dismiss(toast);
      explain(operation, error);
    }
    needs.changed();
  }

  function explain(operation: Operation, error: unknown): void {
    void pages.load(operation.threadId);
    const who = book.get(operation.threadId)?.author.handle ?? 'this thread';
    const isStale = error instanceof Refused && error.code === 'stale';
    const text = isStale
      ? `Not done: the thread of ${who} changed in the meantime. Look again, then decide.`
      : `Not done for ${who}: ${reason(error)}`;
    toasts.show({ kind: 'problem', text, actions: [{ label: 'Retry', run: () => void run(operation) }] });
  }

  return { run, inOrder, confirm, seenVersion, remember: log.remember, undoLast: log.undoLast };
}

export type Operations = ReturnType<typeof createOperations>;

/** One change after the other per thread; a task hears whether it waited for one, which changed the version. */
function createQueues() {
  const ends = new Map<string, Promise<unknown>>();
  return async <T>(threadId: string, task: (hasWaited: boolean) => Promise<T>): Promise<T> => {
    const before = ends.get(threadId);
    const result = before ? before.then(() => task(true)) : task(false);
    const end = result.catch(() => undefined);
    ends.set(threadId, end);
    await end;
    if (ends.get(threadId) === end) ends.delete(threadId);
    return result;
  };
}

/** The last changes that can be taken back, newest last. */
function createLog({ toasts, open }: OperationNeeds) {
  let log: readonly Done[] = [];
  return {
    /** Answers with a way to drop it, for a change that did not happen. */
    remember(done: Done): () => void {
      log = [...log, done].slice(-UNDOABLE);
      return () => {
        log = log.filter((other) => other !== done);
      };
    },
    undoLast(): void {
      const last = log.at(-1);
      if (!last) {
        toasts.show({ text: 'Nothing to undo.' });
        return;
      }
      log = log.slice(0, -1);
      open(last.threadId);
      void last.undo();
    },
  };
}

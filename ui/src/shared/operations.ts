// What the agent does: shown at once, sent in order per thread, taken back alone when the server refuses, undone with one key.
import { batch } from '@preact/signals';
import type { ThreadView } from '../../../lib/api/schemas.ts';
import { Refused, reason } from './api.ts';
import type { ThreadBook } from './thread-book.ts';
import type { ThreadLists } from './thread-lists.ts';
import type { ThreadPages } from './thread-pages.ts';
import type { NewToast, Toasts } from './toasts.ts';
import { authorName } from './words.ts';

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
  /** What the agent reads meanwhile, with the button that takes it back. */
  readonly said: Pick<NewToast, 'text' | 'countdown'>;
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
    const said = { text: operation.done };
    const forget = undo && !isUndo ? log.remember({ threadId, undo: () => run(undo(), true), said }) : tell(said);
    try {
      await inOrder(threadId, async (hasWaited) => {
        confirm(await operation.send(hasWaited ? seenVersion(threadId) : seen), takeBack);
      });
    } catch (error) {
      takeBack();
      forget();
      if (!isUndo && operation.leaves) lists.unhide(threadId);
      explain(operation, error);
    }
    needs.changed();
  }

  /** Says it; answers with a way to say it no more. */
  function tell(said: NewToast): () => void {
    const toast = toasts.show(said);
    return () => toasts.dismiss(toast);
  }

  function explain(operation: Operation, error: unknown): void {
    void pages.load(operation.threadId);
    const author = book.get(operation.threadId)?.author;
    const who = author ? authorName(author) : 'this thread';
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

interface Entry extends Pick<Done, 'threadId' | 'undo'> {
  readonly toast: number;
}

/** The last changes that can be taken back, newest last. A change and its message go together. */
function createLog({ toasts, open }: OperationNeeds) {
  let log: readonly Entry[] = [];
  const drop = (entry: Entry) => {
    log = log.filter((other) => other !== entry);
    toasts.dismiss(entry.toast);
  };
  const takeBack = (entry: Entry) => {
    drop(entry);
    open(entry.threadId);
    void entry.undo();
  };
  return {
    /** Answers with a way to drop it, for a change that did not happen or was taken back elsewhere. */
    remember({ said, ...done }: Done): () => void {
      // What a thread has been through is taken back from the end: an earlier button would undo the later change.
      for (const { threadId, toast } of log) if (threadId === done.threadId) toasts.dismiss(toast);
      const actions = [{ label: 'Undo', run: () => takeBack(entry) }];
      const entry: Entry = { ...done, toast: toasts.show({ ...said, actions }) };
      log = [...log, entry].slice(-UNDOABLE);
      return () => drop(entry);
    },
    undoLast(): void {
      const last = log.at(-1);
      if (last) takeBack(last);
      else toasts.show({ text: 'Nothing to undo.' });
    },
  };
}

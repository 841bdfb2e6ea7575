// What the agent does: shown at once, sent in order per thread, taken back alone when the server refuses, undone with one key.

import type { ThreadView } from '../../../lib/api/schemas.ts';
import { Refused, reason } from './api.ts';
import type { Offline } from './offline.ts';
import { createLog, type OperationLog, type Task } from './operation-log.ts';
import { batch } from './signals.ts';
import type { ThreadBook } from './thread-book.ts';
import type { ThreadLists } from './thread-lists.ts';
import type { ThreadPages } from './thread-pages.ts';
import type { Toasts } from './toasts.ts';
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
  readonly offline: Pick<Offline, 'persist'>;
  /** Called after each change that reached the server. */
  readonly changed: () => void;
  /** Shows a thread to the agent. */
  readonly open: (threadId: string) => void;
}

export function createOperations(needs: OperationNeeds) {
  const { book, lists, pages, toasts } = needs;
  const inOrder = createQueues(needs);
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

  /** Answers why it was not done, if it was not; said already, unless it is one of a set. */
  async function run(operation: Operation, isUndo = false): Promise<string | undefined> {
    const { threadId, undo } = operation;
    const seen = seenVersion(threadId);
    const takeBack = book.patch(threadId, operation.change);
    if (isUndo) lists.unhide(threadId);
    else if (operation.leaves) lists.hide(threadId);
    const isInSet = log.isInSet();
    const said = { text: operation.done };
    const forget = log.remember({ threadId, said, ...(undo && !isUndo ? { undo: () => run(undo(), true) } : {}) });
    let failure: unknown;
    try {
      await inOrder(threadId, async (hasWaited) => {
        confirm(await operation.send(hasWaited ? seenVersion(threadId) : seen), takeBack);
      });
    } catch (error) {
      failure = error;
      takeBack();
      forget();
      if (!isUndo && operation.leaves) lists.unhide(threadId);
      void pages.load(threadId);
      if (!isInSet) {
        const again = { label: 'Retry', run: () => void run(operation) };
        toasts.show({ kind: 'problem', text: whyNot(nameOf(book, threadId), error), actions: [again] });
      }
    }
    needs.changed();
    return failure === undefined ? undefined : reason(failure);
  }

  const { remember, undoLast, undoable } = log;
  return {
    run,
    ...createSets({ book, toasts, log, run }),
    inOrder,
    confirm,
    seenVersion,
    remember,
    undoLast,
    undoable,
  };
}

export type Operations = ReturnType<typeof createOperations>;

function whyNot(author: string, error: unknown): string {
  return error instanceof Refused && error.code === 'stale'
    ? `Not done: the thread of ${author} changed in the meantime. Look again, then decide.`
    : `Not done for ${author}: ${reason(error)}`;
}

interface SetNeeds extends Pick<OperationNeeds, 'book' | 'toasts'> {
  readonly log: OperationLog;
  readonly run: (operation: Operation) => Promise<string | undefined>;
}

function createSets({ book, toasts, log, run }: SetNeeds) {
  /** Several at once, which are one to be undone. */
  function runSet(operations: readonly Operation[]): Promise<undefined> {
    const [first] = operations;
    const what = first ? first.done.replace(`: ${nameOf(book, first.threadId)}`, '') : '';
    return asOne(
      what,
      operations.map((operation) => ({ threadId: operation.threadId, run: () => run(operation) })),
    );
  }

  /** What is begun by these tasks has one message and one undo; whatever fails is told by name. */
  async function asOne(what: string, tasks: readonly Task[]): Promise<undefined> {
    const [first] = tasks;
    if (!first) return;
    const { members, running } = log.collect(tasks);
    const undos = () =>
      [...members].flatMap(({ threadId, undo }): readonly Task[] => (undo ? [{ threadId, run: undo }] : []));
    const said = { text: `${what}: ${tasks.length} ${tasks.length === 1 ? 'thread' : 'threads'}` };
    const undo = { undo: () => asOne('Taken back', undos()) };
    const forget = log.remember({ threadId: first.threadId, said, ...(undos().length > 0 ? undo : {}) });
    const failures = (await Promise.all(running)).flatMap((why, at) =>
      why === undefined ? [] : [`${nameOf(book, tasks[at]?.threadId ?? '')} (${why.replace(/\.$/, '')})`],
    );
    if (members.size === 0) forget();
    if (failures.length > 0)
      toasts.show({
        kind: 'problem',
        text: `Not done for ${failures.length} of ${tasks.length}: ${failures.join('; ')}`,
      });
    return undefined;
  }

  return { runSet, asOne };
}

function nameOf(book: ThreadBook, threadId: string): string {
  const author = book.get(threadId)?.author;
  return author ? authorName(author) : 'this thread';
}

/** One change after the other per thread; a task hears whether it waited for one, which changed the version. */
function createQueues({ offline: { persist } }: OperationNeeds) {
  const ends = new Map<string, Promise<unknown>>();
  return async <T>(threadId: string, task: (hasWaited: boolean) => Promise<T>): Promise<T> => {
    const before = ends.get(threadId);
    const result = before ? before.then(() => persist(() => task(true))) : persist(() => task(false));
    const end = result.catch(() => undefined);
    ends.set(threadId, end);
    await end;
    if (ends.get(threadId) === end) ends.delete(threadId);
    return result;
  };
}

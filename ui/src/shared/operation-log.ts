// What was done last, with its message and the way to take it back; several that were begun together are one.
import type { NewToast, Toasts } from './toasts.ts';

interface LogNeeds {
  readonly toasts: Toasts;
  /** Shows a thread to the agent. */
  readonly open: (threadId: string) => void;
}

interface Done {
  readonly threadId: string;
  readonly undo?: () => Promise<string | undefined | void>;
  /** What the agent reads meanwhile, with the button that takes it back. */
  readonly said: Pick<NewToast, 'text' | 'countdown'>;
}

/** One of several that are done together; answers why it was not done. */
export interface Task {
  readonly threadId: string;
  readonly run: () => Promise<string | undefined | void>;
}

const UNDOABLE = 20;

interface Entry {
  readonly threadId: string;
  readonly text: string;
  readonly undo: () => void;
  readonly toast: number;
}

/** The last changes that can be taken back, newest last. A change and its message go together. */
export function createLog({ toasts, open }: LogNeeds) {
  let log: readonly Entry[] = [];
  let set: Set<Done> | undefined;
  const drop = (entry: Entry) => {
    log = log.filter((other) => other !== entry);
    toasts.dismiss(entry.toast);
  };

  return {
    isInSet: () => set !== undefined,
    /** Answers with a way to drop it, for a change that did not happen or was taken back elsewhere. */
    remember(done: Done): () => void {
      const { threadId, said, undo } = done;
      const members = set?.add(done);
      if (members) return () => members.delete(done);
      if (!undo) {
        const toast = toasts.show(said);
        return () => toasts.dismiss(toast);
      }
      // What a thread has been through is taken back from the end: an earlier button would undo the later change.
      for (const { threadId: earlier, toast } of log) if (earlier === threadId) toasts.dismiss(toast);
      const takeBack = () => {
        drop(entry);
        open(threadId);
        void undo();
      };
      const toast = toasts.show({ ...said, actions: [{ label: 'Undo', run: takeBack }] });
      const entry: Entry = { threadId, text: said.text, undo: takeBack, toast };
      log = [...log, entry].slice(-UNDOABLE);
      return () => drop(entry);
    },
    /** Begins the tasks; what they remember as they begin is gathered instead. */
    collect(tasks: readonly Task[]) {
      const members = new Set<Done>();
      set = members;
      const running = tasks.map(({ run }) => run());
      set = undefined;
      return { members, running };
    },
    undoLast(): void {
      const last = log.at(-1);
      if (last) last.undo();
      else toasts.show({ text: 'Nothing to undo.' });
    },
    /** The newest first; of each thread only its last change, since an earlier one lies beneath it. */
    undoable: (): readonly Pick<Entry, 'text' | 'undo'>[] => {
      const newest = log.toReversed();
      return newest.filter(({ threadId }, at) => newest.findIndex((other) => other.threadId === threadId) === at);
    },
  };
}

export type OperationLog = ReturnType<typeof createLog>;

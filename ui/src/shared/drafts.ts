// What the agent has written and not sent, per thread, kept in this browser through reload, sign-out and lost connections.
import { signal } from '@preact/signals';
import type { Shelf } from './preferences.ts';

export interface Draft {
  readonly text: string;
  /** Id of the reply this text was sent as, kept so that sending it again makes no second reply. */
  readonly replyId?: string;
}

export type DraftKind = 'reply' | 'note';

const EMPTY: Draft = { text: '' };

const keyOf = (kind: DraftKind, threadId: string) => `earshot.draft.${kind}.${threadId}`;

export function createDrafts(shelf: Shelf) {
  const open = signal<ReadonlyMap<string, Draft>>(new Map());

  const keep = (key: string, draft: Draft) => {
    open.value = new Map(open.value).set(key, draft);
    if (draft.text === '') shelf.removeItem(key);
    else shelf.setItem(key, JSON.stringify(draft));
  };

  return {
    /** Brings the stored draft of this thread into the composer; until then there is none to send. */
    load(kind: DraftKind, threadId: string): void {
      const key = keyOf(kind, threadId);
      if (!open.value.has(key)) open.value = new Map(open.value).set(key, parse(shelf.getItem(key)));
    },
    get: (kind: DraftKind, threadId: string): Draft | undefined => open.value.get(keyOf(kind, threadId)),
    /** For the mark in the list; reads the storage, since most threads were never opened. */
    has: (threadId: string): boolean => {
      const key = keyOf('reply', threadId);
      return (open.value.get(key) ?? parse(shelf.getItem(key))).text !== '';
    },
    /** Another text is another reply: the old id is not used for it. */
    write(kind: DraftKind, threadId: string, text: string): void {
      keep(keyOf(kind, threadId), { text });
    },
    markSent(threadId: string, draft: Required<Draft>): void {
      keep(keyOf('reply', threadId), draft);
    },
    clear(kind: DraftKind, threadId: string): void {
      keep(keyOf(kind, threadId), EMPTY);
    },
  };
}

export type Drafts = ReturnType<typeof createDrafts>;

function parse(stored: string | null): Draft {
  if (stored === null) return EMPTY;
  try {
    const draft: Partial<Draft> = JSON.parse(stored);
    return typeof draft.text === 'string' ? { ...draft, text: draft.text } : EMPTY;
  } catch {
    return EMPTY;
  }
}

// What the agent has written and not sent, per thread, kept in this browser through reload, sign-out and lost connections.

import { createById } from './by-id.ts';
import { kept, type Shelf } from './preferences.ts';

export interface Draft {
  readonly text: string;
  /** Id of the reply this text was sent as, kept so that sending it again makes no second reply. */
  readonly replyId?: string;
  /** The saved reply it began as. */
  readonly savedReplyId?: string;
  /** Whose words these are, as long as nobody has changed them: shown, and kept nowhere. */
  readonly suggested?: string;
}

export type DraftKind = 'reply' | 'note';

const EMPTY: Draft = { text: '' };

const keyOf = (kind: DraftKind, threadId: string) => `earshot.draft.${kind}.${threadId}`;

export function createDrafts(shelf: Shelf) {
  const open = createById<Draft>();
  const read = (key: string) => open.get(key) ?? kept<Draft>(shelf, key) ?? EMPTY;
  const keep = (key: string, draft: Draft) => {
    open.set(key, draft);
    if (draft.text === '') shelf.removeItem(key);
    else shelf.setItem(key, JSON.stringify(draft));
  };

  return {
    /** Brings the stored draft of this thread into the composer; until then there is none to send. */
    load(kind: DraftKind, threadId: string): void {
      const key = keyOf(kind, threadId);
      if (!open.get(key)) open.set(key, read(key));
    },
    get: (kind: DraftKind, threadId: string): Draft | undefined => open.get(keyOf(kind, threadId)),
    /** Words to begin with, in an empty place; they are the agent's as soon as they are changed or sent. */
    suggest(threadId: string, words: Pick<Draft, 'text' | 'savedReplyId'> & { readonly source: string }) {
      const { source: suggested, ...draft } = words;
      open.set(keyOf('reply', threadId), { ...draft, suggested });
    },
    /** The answer begins as this saved reply. */
    beginAs(threadId: string, savedReplyId: string): void {
      const key = keyOf('reply', threadId);
      keep(key, { text: read(key).text, savedReplyId });
    },
    /** For the mark in the list; reads the storage, since most threads were never opened. */
    has: (threadId: string): boolean => {
      const { text, suggested } = read(keyOf('reply', threadId));
      return text !== '' && !suggested;
    },
    /** Another text is another reply: the old id is not used for it. */
    write(kind: DraftKind, threadId: string, text: string): void {
      const key = keyOf(kind, threadId);
      const { savedReplyId } = open.get(key) ?? {};
      keep(key, { text, ...(savedReplyId && { savedReplyId }) });
    },
    markSent: (threadId: string, draft: Draft) => keep(keyOf('reply', threadId), draft),
    clear: (kind: DraftKind, threadId: string) => keep(keyOf(kind, threadId), EMPTY),
  };
}

export type Drafts = ReturnType<typeof createDrafts>;

// Keeps what somebody has begun to write to a customer, one draft a thread; no words are written over unseen.
import type { Instant } from '../domain/time.ts';
import { type Db, read, type Write } from './db.ts';
import { key } from './table.ts';

/** Empty where it was sent or thrown away: its version goes on, so that an old one never counts as the newest. */
export interface Draft {
  readonly text: string;
  readonly by: string;
  readonly at: Instant;
  readonly version: number;
  /** The customer's newest post when it was begun. */
  readonly latestPostId: string;
}

export async function getDraft(db: Db, threadId: string): Promise<Draft | undefined> {
  return read<Draft>(db, key.draft(threadId));
}

/** Refused when the draft has changed since `before` was read. */
export function putDraft(threadId: string, before: Draft | undefined, draft: Omit<Draft, 'version'>): Write {
  const version = (before?.version ?? 0) + 1;
  const when = before ? { version: before.version } : ('new' as const);
  return { put: key.draft(threadId), doc: { ...draft, version } satisfies Draft, version, when };
}

/** With an answer its writer's draft is gone; what a colleague wrote beside it stays. */
export function clearDraft(threadId: string, before: Draft | undefined, sent: { by: string; text: string }): Write[] {
  if (!before || before.text === '') return [];
  if (before.by !== sent.by && before.text.trim() !== sent.text.trim()) return [];
  return [putDraft(threadId, before, { ...before, text: '' })];
}

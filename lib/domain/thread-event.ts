// Everything that happens to a thread, append-only: its state is their projection and its audit trail the same list.
import type { Assessment, Cause, Decision, Finding, Severity } from './assessment.ts';
import type { Judgement, Status, Thread } from './thread.ts';
import type { Instant } from './time.ts';

interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
  /** Who did it: an agent's name, or `earshot`. */
  readonly by: string;
}

interface PostRead {
  readonly postId: string;
  readonly excerpt: string;
  /** See Thread. */
  readonly deskOnly?: true;
  readonly assessment: Assessment;
}

/** A customer's post arrived. The text itself stands apart, so that erasing it keeps deadlines and statistics. */
interface PostHeard extends PostRead {
  readonly heardAt: Instant;
  /** Loaded from history on request: see Thread. */
  readonly history: boolean;
  /** By when an answer is owed, if one is. */
  readonly dueAt: Instant;
}

/** What a thread is from the beginning to the end. */
export type ThreadIdentity = Pick<Thread, 'id' | 'caseNumber' | 'network' | 'author' | 'sample'>;

/** What the classifier says of a post now. */
export interface PostFinding {
  readonly postId: string;
  readonly finding: Finding;
}

/** The list a thread belongs to by what is said of its posts now. */
export interface Moved {
  readonly status: Status;
  /** By when an answer is owed, where none was before. */
  readonly dueAt?: Instant;
  /** When it was resolved, where it is resolved again. */
  readonly resolvedAt?: Instant;
}

/** What a judgement changes of a thread, as it is without that judgement. */
type Unjudged = Judgement &
  Pick<Thread, 'status' | 'dueAt' | 'dueBefore' | 'dueAfterReply' | 'claim' | 'resolvedAt' | 'spotCheck'>;

export type ThreadEvent =
  | (Happened<'opened'> & PostHeard & { readonly thread: ThreadIdentity })
  | (Happened<'heard'> & PostHeard)
  /** Its author changed a post after it was heard. */
  | (Happened<'post-edited'> & PostRead & { readonly dueAt: Instant })
  /** A post is no longer on its network: its words are erased here, too. */
  | (Happened<'post-gone'> & { readonly postId: string })
  | (Happened<'alerted'> & { readonly chat: string; readonly outcome: 'sent' | 'unknown' })
  | (Happened<'claimed'> & { readonly until: Instant })
  | Happened<'released'>
  | (Happened<'noted'> & { readonly noteId: string })
  | Happened<'resolved'>
  | (Happened<'reopened'> & { readonly dueAt: Instant })
  | (Happened<'judged'> & {
      readonly decision?: Exclude<Decision, 'unsure'>;
      readonly causes?: readonly Cause[];
      readonly severity?: Severity;
      readonly dueAt?: Instant;
    })
  /** The person took their judgement back: the thread is as if it had never been made. */
  | (Happened<'judgement-withdrawn'> & {
      /** The thread's version at which the judgement was made. */
      readonly judgedAt: number;
      readonly unjudged: Unjudged;
    })
  /** Posts were read again, by another model or under another promise. */
  | (Happened<'reassessed'> & {
      readonly posts: readonly PostFinding[];
      readonly judgement: Judgement;
      /** Absent when the thread stays in its list. */
      readonly moved?: Moved;
    })
  /** Called harmless on that UTC day, and drawn for a person to look at. */
  | (Happened<'spot-check-asked'> & { readonly day: string })
  | (Happened<'reply-queued'> & { readonly replyId: string; readonly postId: string; readonly claimUntil: Instant })
  | (Happened<'reply-withdrawn'> & { readonly replyId: string })
  | (Happened<'reply-sent'> & { readonly replyId: string; readonly nativeId?: string; readonly url?: string })
  | (Happened<'reply-failed'> & { readonly replyId: string; readonly reason: string })
  | (Happened<'reply-unknown'> & { readonly replyId: string; readonly reason: string })
  | (Happened<'deadline-missed'> & { readonly dueAt: Instant });

// Everything that happens to a thread, append-only: its state is their projection and its audit trail the same list.
import type { Assessment, Cause, Decision, Finding, Severity } from './assessment.ts';
import type { Deadline } from './deadline.ts';
import type { Approver, EscalationLevel } from './escalation.ts';
import type { NewPromise } from './promise.ts';
import type { RuleAction, RuleOccasion } from './rule.ts';
import type { Judgement, Outcome, Percent, Status, Thread } from './thread.ts';
import type { Instant } from './time.ts';

interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
  /** Who did it: an agent's name, or `earshot`. */
  readonly by: string;
}

/** The clocks that begin with an event. `answer` counts only where its deadline becomes the thread's. */
interface Clocks {
  readonly answer?: Deadline;
  readonly solution?: Deadline;
}

interface PostRead {
  readonly postId: string;
  readonly excerpt: string;
  /** See Thread. */
  readonly deskOnly?: true;
  readonly assessment: Assessment;
}

/** A customer's post arrived. The text itself stands apart, so that erasing it keeps deadlines and statistics. */
interface PostHeard extends PostRead, Clocks {
  readonly heardAt: Instant;
  /** Loaded from history on request: see Thread. */
  readonly history: boolean;
  /** By when an answer is owed, if one is. */
  readonly dueAt: Instant;
}

/** What a thread is from the beginning to the end. */
export type ThreadIdentity = Pick<Thread, 'id' | 'caseNumber' | 'network' | 'author' | 'sample' | 'continues'>;

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
type Unjudged = Judgement & Pick<Thread, 'status' | (typeof UNDONE_WITH_JUDGEMENT)[number]>;

/** What a judgement may set or take away beside what it says. */
export const UNDONE_WITH_JUDGEMENT = [
  'dueAt',
  'dueBefore',
  'dueAfterReply',
  'answerClock',
  'clockAfterReply',
  'solutionClock',
  'breaks',
  'claim',
  'snooze',
  'escalation',
  'mustBeApprovedBy',
  'followUpAt',
  'followUpDue',
  'resolvedAt',
  'closedAt',
  'spotCheck',
] as const satisfies readonly (keyof Thread)[];

export type ThreadEvent =
  | (Happened<'opened'> & PostHeard & { readonly thread: ThreadIdentity })
  | (Happened<'heard'> & PostHeard)
  /** Its author changed a post after it was heard. */
  | (Happened<'post-edited'> & PostRead & Clocks & { readonly dueAt: Instant })
  /** A post is no longer on its network: its words are erased here, too. */
  | (Happened<'post-gone'> & { readonly postId: string })
  | (Happened<'alerted'> & { readonly chat: string; readonly outcome: 'sent' | 'unknown' })
  | (Happened<'claimed'> & { readonly until: Instant })
  | Happened<'released'>
  | (Happened<'noted'> & { readonly noteId: string })
  | (Happened<'resolved'> & { readonly followUpAt?: Instant })
  | (Happened<'reopened'> & Clocks & { readonly dueAt: Instant; readonly notSolved?: true })
  | (Happened<'judged'> &
      Clocks & {
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
  | (Happened<'reassessed'> &
      Clocks & {
        readonly posts: readonly PostFinding[];
        readonly judgement: Judgement;
        /** Absent when the thread stays in its list. */
        readonly moved?: Moved;
      })
  /** Called harmless on that UTC day, and drawn for a person to look at. */
  | (Happened<'spot-check-asked'> & { readonly day: string })
  | (Happened<'reply-queued'> & {
      readonly replyId: string;
      readonly postId: string;
      readonly claimUntil: Instant;
    } & Offered)
  | (Happened<'reply-withdrawn'> & { readonly replyId: string })
  | (Happened<'reply-sent'> & { readonly replyId: string; readonly nativeId?: string; readonly url?: string })
  | (Happened<'reply-failed'> & { readonly replyId: string; readonly reason: string })
  | (Happened<'reply-unknown'> & { readonly replyId: string; readonly reason: string })
  /** Of the clock to the answer, unless it says otherwise. */
  | (Happened<'deadline-missed'> & { readonly dueAt: Instant; readonly clock?: 'solution' })
  | (Happened<'deadline-warned'> & {
      readonly clock: 'answer' | 'solution';
      readonly percent: Percent;
      readonly dueAt: Instant;
    })
  | (Happened<'escalated'> & { readonly level: EscalationLevel; readonly reason: string })
  /** A person gave it to a colleague. */
  | (Happened<'assigned'> & { readonly to: string; readonly until: Instant })
  | (Happened<'snoozed'> & { readonly until: Instant; readonly reason: string })
  | Happened<'woken'>
  | (Happened<'approval-asked'> & {
      readonly replyId: string;
      readonly postId: string;
      readonly needs: Approver;
    } & Offered)
  | (Happened<'approval-given'> & { readonly replyId: string })
  | (Happened<'approval-refused'> & { readonly replyId: string; readonly reason: string })
  | (Happened<'promised'> & { readonly promise: NewPromise })
  | (Happened<'promise-kept' | 'promise-dropped'> & { readonly promiseId: string })
  | (Happened<'promise-broken'> & { readonly promiseId: string; readonly solution?: Deadline })
  | Happened<'follow-up-due'>
  | (Happened<'followed-up'> & { readonly how: 'asked' | 'dismissed' })
  | (Happened<'outcome-seen'> & { readonly outcome: Outcome; readonly postId?: string })
  /** The customer complained of the same matter again, in another thread. */
  | (Happened<'came-back'> & { readonly threadId: string; readonly caseNumber: string })
  /** The customer answered the questions on their page. */
  | (Happened<'surveyed'> & { readonly csat?: number; readonly nps?: number; readonly comment?: string })
  /** The customer asked on their page that their data be deleted: a person decides, and proves who asks. */
  | Happened<'erasure-asked'>
  /** The customer was erased, and what was said of them before; `author` stands in their place. */
  | (Happened<'erased'> & { readonly author: Thread['author'] })
  | (Happened<'ruled'> & {
      readonly ruleId: string;
      readonly rule: string;
      readonly occasion: RuleOccasion;
      readonly actions: readonly RuleAction[];
      /** Why it applied, one readable line a condition. */
      readonly because: readonly string[];
    });

/** What goes with an answer beyond its words. */
interface Offered {
  readonly promise?: NewPromise;
  readonly savedReplyId?: string;
}

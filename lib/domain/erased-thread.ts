// A thread without its customer: no name, handle or words are left of them; times, deadlines, causes and outcome stay.

import type { Mention } from './mention.ts';
import type { NewPromise } from './promise.ts';
import type { Reply } from './reply.ts';
import type { Thread } from './thread.ts';
import type { ThreadEvent } from './thread-event.ts';
import type { Instant } from './time.ts';
import { without } from './without.ts';

/** Stands where words of or about the customer stood that may not be missing. */
const ERASED = '(erased)';

/** Who stands in the place of the author: the same for all of one account's threads, and nobody outside. */
export type Nobody = Thread['author'];

export function nobody(pseudonym: string): Nobody {
  return { id: pseudonym, handle: 'erased' };
}

/** What becomes of the thread by the event `erased`: nothing is owed to anybody any more. */
export function erasedThread(thread: Thread, { at, author }: Extract<ThreadEvent, { type: 'erased' }>): Thread {
  const rest = without(
    { ...thread, author, excerpt: '', erasedAt: at },
    ...(['dueAt', 'dueBefore', 'dueAfterReply', 'answerClock', 'clockAfterReply', 'claim', 'snooze'] as const),
    ...(['approval', 'promises', 'followUpAt', 'followUpDue', 'deskOnly'] as const),
  );
  return thread.status === 'not-complaint'
    ? rest
    : { ...rest, status: 'resolved', resolvedAt: thread.resolvedAt ?? at };
}

/** An event of its history, as if nobody had been named in it. */
export function erasedEvent(event: ThreadEvent, author: Nobody): ThreadEvent {
  switch (event.type) {
    case 'opened':
      return { ...event, ...unread(event), thread: { ...event.thread, author } };
    case 'heard':
    case 'post-edited':
      return { ...event, ...unread(event) };
    case 'escalated':
    case 'snoozed':
    case 'approval-refused':
    case 'reply-failed':
    case 'reply-unknown':
      return { ...event, reason: ERASED };
    case 'promised':
      return { ...event, promise: unsaid(event.promise) };
    case 'reply-queued':
    case 'approval-asked':
      return event.promise ? { ...event, promise: unsaid(event.promise) } : event;
    case 'reply-sent':
      return without(event, 'url');
    case 'surveyed':
      return without(event, 'comment');
    case 'ruled':
      return { ...event, because: [] };
    case 'judgement-withdrawn': {
      const { snooze } = event.unjudged;
      return snooze ? { ...event, unjudged: { ...event.unjudged, snooze: { ...snooze, reason: ERASED } } } : event;
    }
    default:
      return event;
  }
}

function unread({ assessment }: Extract<ThreadEvent, { type: 'opened' | 'heard' | 'post-edited' }>) {
  return { excerpt: '', assessment: { ...assessment, because: [] } };
}

function unsaid(promise: NewPromise): NewPromise {
  return { ...promise, text: ERASED };
}

/** A post of which only is left that it was there. */
export function erasedMention(mention: Mention, author: Nobody): Mention {
  const { id, handle } = author;
  return {
    ...without(mention, 'url', 'inReplyTo', 'threadRoot'),
    text: '',
    author: { id, handle },
    replyRef: {},
  };
}

/** An answer of which only is left that it was given. */
export function erasedReply<T extends Reply>(reply: T): T {
  return { ...without(reply, 'url', 'problem', 'sameText'), text: '' };
}

/** How `erased` reads; the time is the event's own. */
export function erasureEvent(author: Nobody, { at, by }: { readonly at: Instant; readonly by: string }): ThreadEvent {
  return { type: 'erased', at, by, author };
}

// Reads what the brand did last in a thread, for whoever speaks with the customer next.
import type { Deed } from '../domain/customer-summary.ts';
import { excerptOf, type Thread } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import type { Db } from '../store/db.ts';
import { getReply } from '../store/replies.ts';
import { newestEvents } from '../store/threads.ts';

/** What happened last to a thread; nobody asks for what lies further back. */
const MOST_EVENTS = 10;

/** The newest deed among the last events of a thread; none when they hold none. */
export async function readDeeds(db: Db, thread: Thread): Promise<Deed[]> {
  const events = await newestEvents(db, thread.id, MOST_EVENTS);
  const last = events.find((event) => event.type === 'reply-sent' || wordsFor(event, thread) !== undefined);
  if (!last) return [];
  if (last.type === 'reply-sent') return answered(db, thread, last);
  const text = wordsFor(last, thread);
  return text === undefined ? [] : [{ text, by: last.by, at: last.at }];
}

async function answered(
  db: Db,
  { id, network }: Thread,
  { replyId, at, by }: Extract<ThreadEvent, { type: 'reply-sent' }>,
): Promise<Deed[]> {
  const reply = await getReply(db, id, replyId);
  const said = reply?.text ? `: ${excerptOf(reply.text)}` : '';
  return [{ text: `Answered on ${network}${said}`, by: reply?.by ?? by, at }];
}

function wordsFor(event: ThreadEvent, { caseNumber }: Thread): string | undefined {
  switch (event.type) {
    case 'resolved':
      return `Resolved case ${caseNumber}`;
    case 'promised':
      return `Promised: ${event.promise.text}`;
    case 'escalated':
      return `Escalated case ${caseNumber}: ${event.reason}`;
    case 'followed-up':
      return event.how === 'asked' ? `Asked whether the solution of case ${caseNumber} holds` : undefined;
    default:
      return undefined;
  }
}

// The queue of replies on their way out, in order per thread; its delay is the time in which a reply can be taken back.
import * as z from 'zod';
import { parseMessage, type Queue, sendAll } from './queue.ts';

const orderSchema = z.object({ threadId: z.string(), replyId: z.string() });

export type OutboxMessage = z.infer<typeof orderSchema>;

interface Step {
  /** The reply's version: the same step is queued once however often it is asked for, within SQS's five minutes. */
  readonly version: number;
  /** Asked for by the timers, because the first message was lost or came too early: that one must not stand in the way. */
  readonly again?: boolean;
}

export async function sendToOutbox(queue: Queue, message: OutboxMessage & Step): Promise<void> {
  const { threadId, replyId, version, again = false } = message;
  const fifo = { group: threadId, deduplicationId: `${replyId}-${version}${again ? '-again' : ''}` };
  await sendAll(queue, [{ body: { threadId, replyId }, fifo }]);
}

export function parseOutboxMessage(body: string): OutboxMessage {
  return parseMessage(orderSchema, body);
}

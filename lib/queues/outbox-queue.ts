// The queue of replies on their way out, in order per thread; its delay is the time in which a reply can be taken back.
import * as z from 'zod';
import { parseMessage, type Queue, sendAll } from './queue.ts';

const orderSchema = z.object({ threadId: z.string(), replyId: z.string() });

export type OutboxMessage = z.infer<typeof orderSchema>;

/** `version` is the reply's: the same step of a reply is queued once however often it is asked for. */
export async function sendToOutbox(queue: Queue, message: OutboxMessage & { readonly version: number }): Promise<void> {
  const { threadId, replyId, version } = message;
  const fifo = { group: threadId, deduplicationId: `${replyId}-${version}` };
  await sendAll(queue, [{ body: { threadId, replyId }, fifo }]);
}

export function parseOutboxMessage(body: string): OutboxMessage {
  return parseMessage(orderSchema, body);
}

// The queue between hearing and understanding: every post of every network and import, and what could not be read.
import * as z from 'zod';
import { type Mention, mentionSchema } from '../domain/mention.ts';
import { parseMessage, type Queue, sendAll, UnreadableMessage } from './queue.ts';

/** A piece of a network's answer that did not parse: kept raw with the reason, so that it ends in the dead-letter queue and not nowhere. */
const unreadableSchema = z.object({ source: z.string(), raw: z.string(), reason: z.string() });

/** One of both; as a union it could not say what is wrong. */
const messageSchema = z.object({ mention: mentionSchema.optional(), unreadable: unreadableSchema.optional() });

export type Unreadable = z.infer<typeof unreadableSchema>;

export async function sendMentions(queue: Queue, mentions: readonly Mention[]): Promise<void> {
  await sendAll(
    queue,
    mentions.map((mention) => ({ body: { mention } })),
  );
}

export async function sendUnreadable(queue: Queue, unreadable: Unreadable): Promise<void> {
  await sendAll(queue, [{ body: { unreadable } }]);
}

/** Throws UnreadableMessage for garbage and for what the network sent unreadable, with the reason. */
export function parseMention(body: string): Mention {
  const { mention, unreadable } = parseMessage(messageSchema, body);
  if (unreadable) throw new UnreadableMessage(`${unreadable.source} sent what could not be read: ${unreadable.reason}`);
  if (!mention) throw new UnreadableMessage('the message holds neither a mention nor an unreadable piece');
  return mention;
}

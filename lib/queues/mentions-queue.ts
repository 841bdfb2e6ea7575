// The queue between hearing and understanding: every post of every network and import, and what could not be read.
import { z } from 'zod';
import { type Mention, mentionSchema } from '../domain/mention.ts';
import { parseMessage, type Queue, sendAll, UnreadableMessage } from './queue.ts';

/** A piece of a network's answer that did not parse: kept raw with the reason, so that it ends in the dead-letter queue and not nowhere. */
const unreadableSchema = z.object({ source: z.string(), raw: z.string(), reason: z.string() });

const messageSchema = z.union([z.object({ mention: mentionSchema }), z.object({ unreadable: unreadableSchema })]);

export type Unreadable = z.infer<typeof unreadableSchema>;

export async function sendMentions(queue: Queue, mentions: readonly Mention[]): Promise<void> {
  await sendAll(
    queue,
    mentions.map((mention) => ({ body: { mention } })),
  );
}

export async function sendUnreadable(queue: Queue, unreadable: readonly Unreadable[]): Promise<void> {
  await sendAll(
    queue,
    unreadable.map((piece) => ({ body: { unreadable: piece } })),
  );
}

/** Throws UnreadableMessage for garbage and for what the network sent unreadable, with the reason. */
export function parseMention(body: string): Mention {
  const message = parseMessage(messageSchema, body);
  if ('unreadable' in message) {
    throw new UnreadableMessage(
      `${message.unreadable.source} sent what could not be read: ${message.unreadable.reason}`,
    );
  }
  return message.mention;
}

// Messages on their way into a queue of the embedded SQS: delayed, in groups, and once within five minutes where it is FIFO.
import { createHash, randomUUID } from 'node:crypto';
import { epochMs } from '../../domain/time.ts';
import { query } from './sqlite-file.ts';
import { type MessageAttributes, messageBytes } from './sqs-digest.ts';
import type { MessageParts, MessageRow } from './sqs-messages.ts';
import type { Queue } from './sqs-queues.ts';
import { invalidParameter, sqsError } from './sqs-refusals.ts';

/** Source: SQS developer guide, exactly-once processing. */
const DEDUPLICATION_MS = 5 * 60 * 1000;

/** Source: SQS API reference, SendMessage: the characters of XML 1.0. */
const ALLOWED_TEXT = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]+$/u;

interface NewMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly delaySeconds: number | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

interface SentMessage {
  readonly messageId: string;
  readonly sequence: number;
}

export interface Sending {
  /** Throws what SQS refuses. A FIFO duplicate is answered like the first and not kept. */
  readonly send: (queue: Queue, message: NewMessage) => SentMessage;
  /** Puts dead letters back as new messages, where they came from or to `target`; returns how many. */
  readonly moveBack: (deadLetters: Queue, target: Queue | undefined) => number;
}

export function openSending({ database, queues, clock, touched }: MessageParts): Sending {
  const insert = database.prepare(
    `INSERT INTO message (queue_id, message_id, body, attributes, group_id, deduplication_id, sent_at, visible_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const forget = database.prepare('DELETE FROM deduplication WHERE sent_at <= ?');
  const keep = database.prepare('INSERT INTO deduplication VALUES (?, ?, ?, ?, ?)');
  const find = query<{ message_id: string; sequence: number }>(
    database,
    'SELECT message_id, sequence FROM deduplication WHERE queue_id = ? AND id = ?',
  );
  const waiting = query<MessageRow>(
    database,
    'SELECT * FROM message WHERE queue_id = ? AND visible_at <= ? ORDER BY id',
  );
  const remove = database.prepare('DELETE FROM message WHERE id = ?');

  return {
    send: (queue, message) => {
      checkMessage(queue, message);
      const now = epochMs(clock());
      const scope = queue.settings.DeduplicationScope === 'messageGroup' ? `${message.groupId} ` : '';
      const once = deduplicationId(queue, message);
      if (once !== undefined) {
        forget.run(now - DEDUPLICATION_MS);
        const first = find.first(queue.id, scope + once);
        if (first) return { messageId: first.message_id, sequence: first.sequence };
      }
      const messageId = randomUUID();
      const visibleAt = now + (message.delaySeconds ?? queue.settings.DelaySeconds) * 1000;
      const { lastInsertRowid } = insert.run(
        queue.id,
        messageId,
        message.body,
        JSON.stringify(message.attributes),
        message.groupId ?? null,
        once ?? null,
        now,
        visibleAt,
      );
      const sequence = Number(lastInsertRowid);
      if (once !== undefined) keep.run(queue.id, scope + once, messageId, sequence, now);
      touched(queue);
      return { messageId, sequence };
    },
    moveBack: (deadLetters, target) => {
      const now = epochMs(clock());
      let moved = 0;
      for (const row of waiting.all(deadLetters.id, now)) {
        const home = target ?? queues.byArn(row.dead_letter_source ?? '');
        if (!home) continue;
        remove.run(row.id);
        insert.run(home.id, randomUUID(), row.body, row.attributes, row.group_id, row.deduplication_id, now, now);
        touched(home);
        moved++;
      }
      return moved;
    },
  };
}

function checkMessage({ settings }: Queue, message: NewMessage): void {
  const size = messageBytes(message.body, message.attributes);
  if (size > settings.MaximumMessageSize) {
    const reason = `Message must be shorter than ${settings.MaximumMessageSize} bytes`;
    throw invalidParameter('MessageBody', `of ${size} bytes`, reason);
  }
  if (message.body === '') throw sqsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (!ALLOWED_TEXT.test(message.body)) {
    throw sqsError(
      'InvalidMessageContents',
      'The message contains characters outside the allowed set (those of XML 1.0).',
    );
  }
  const wrongKind = 'The request include parameter that is not valid for this queue type';
  if (settings.FifoQueue) {
    if (message.groupId === undefined) {
      throw sqsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
    }
    if (message.delaySeconds) throw invalidParameter('DelaySeconds', message.delaySeconds, wrongKind);
  } else if (message.deduplicationId !== undefined) {
    throw invalidParameter('MessageDeduplicationId', message.deduplicationId, wrongKind);
  }
}

/** What must not come twice within five minutes; undefined for a standard queue. */
function deduplicationId({ settings }: Queue, message: NewMessage): string | undefined {
  if (!settings.FifoQueue || message.deduplicationId !== undefined) return message.deduplicationId;
  if (settings.ContentBasedDeduplication) return createHash('sha256').update(message.body).digest('hex');
  throw invalidParameter(
    'MessageDeduplicationId',
    undefined,
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

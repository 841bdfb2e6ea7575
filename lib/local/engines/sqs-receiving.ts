// Messages on their way out of a queue of the embedded SQS: held by a receiver, given back, deleted, or set aside as dead.
import type { DatabaseSync } from 'node:sqlite';
import { epochMs } from '../../domain/time.ts';
import { query } from './sqlite-file.ts';
import type { MessageParts, MessageRow } from './sqs-messages.ts';
import type { Queue } from './sqs-queues.ts';
import { invalidParameter, sqsError } from './sqs-refusals.ts';

const STANDARD = `
  SELECT * FROM message WHERE queue_id = ?1 AND visible_at <= ?2 ORDER BY visible_at, id LIMIT ?3`;

/** A group waits while one of its messages is in flight, and never gives a message before an earlier one. */
const FIFO = `
  SELECT * FROM message INDEXED BY message_by_order WHERE queue_id = ?1 AND visible_at <= ?2 AND NOT EXISTS (
    SELECT 1 FROM message AS other
    WHERE other.queue_id = message.queue_id AND other.group_id = message.group_id AND other.visible_at > ?2
      AND (other.receive_count > 0 OR other.id < message.id)
  ) ORDER BY id LIMIT ?3`;

export interface ReceivedMessage {
  readonly row: MessageRow;
  readonly receiptHandle: string;
}

export interface Receiving {
  /** Up to `limit` messages, hidden from now on for the visibility timeout; dead ones are moved away instead. */
  readonly receive: (queue: Queue, limit: number, visibilitySeconds: number) => readonly ReceivedMessage[];
  /** Fine when the message is gone already. */
  readonly remove: (queue: Queue, receiptHandle: string) => void;
  /** Throws MessageNotInflight when nobody holds it. */
  readonly hide: (queue: Queue, receiptHandle: string, seconds: number) => void;
}

export function openReceiving({ database, queues, clock, touched }: MessageParts): Receiving {
  const messages = openRows(database);

  /** Sets a message aside that was received too often; true when it did. */
  function buried(queue: Queue, row: MessageRow, now: number): boolean {
    const policy = queue.settings.RedrivePolicy;
    if (!policy || row.receive_count < policy.maxReceiveCount) return false;
    const target = queues.byArn(policy.deadLetterTargetArn);
    if (!target) return false;
    messages.bury.run(target.id, now, queue.arn, row.id);
    touched(target);
    return true;
  }

  /** The message that a receipt handle stands for, unless it is gone or was received again since. */
  function held(queue: Queue, receiptHandle: string): MessageRow | undefined {
    const { id, receiveCount } = readHandle(receiptHandle);
    const row = messages.find.first(id, queue.id);
    return row?.receive_count === receiveCount ? row : undefined;
  }

  return {
    receive: (queue, limit, visibilitySeconds) => {
      const now = epochMs(clock());
      const select = queue.settings.FifoQueue ? messages.fifo : messages.standard;
      let due: readonly MessageRow[];
      do due = select.all(queue.id, now, limit);
      while (due.filter((row) => buried(queue, row, now)).length > 0);
      return due.flatMap(({ id }) => {
        const row = messages.hold.first(now + visibilitySeconds * 1000, now, id);
        return row ? [{ row, receiptHandle: handleOf(row) }] : [];
      });
    },
    remove: (queue, receiptHandle) => {
      const row = held(queue, receiptHandle);
      if (!row) return;
      if (queue.settings.FifoQueue && row.visible_at <= epochMs(clock())) {
        throw invalidParameter('ReceiptHandle', receiptHandle, 'The receipt handle has expired');
      }
      messages.remove.run(row.id);
      touched(queue);
    },
    hide: (queue, receiptHandle, seconds) => {
      const now = epochMs(clock());
      const row = held(queue, receiptHandle);
      if (!row) {
        const reason = 'Message does not exist or is not available for visibility timeout change';
        throw invalidParameter('ReceiptHandle', receiptHandle, reason);
      }
      if (row.visible_at <= now)
        throw sqsError('MessageNotInflight', 'The message is not in flight: its visibility timeout has passed.');
      messages.show.run(now + seconds * 1000, row.id);
      touched(queue);
    },
  };
}

function openRows(database: DatabaseSync) {
  return {
    standard: query<MessageRow>(database, STANDARD),
    fifo: query<MessageRow>(database, FIFO),
    find: query<MessageRow>(database, 'SELECT * FROM message WHERE id = ? AND queue_id = ?'),
    hold: query<MessageRow>(
      database,
      `UPDATE message SET receive_count = receive_count + 1, visible_at = ?, first_received_at = COALESCE(first_received_at, ?)
     WHERE id = ? RETURNING *`,
    ),
    bury: database.prepare('UPDATE message SET queue_id = ?, visible_at = ?, dead_letter_source = ? WHERE id = ?'),
    remove: database.prepare('DELETE FROM message WHERE id = ?'),
    show: database.prepare('UPDATE message SET visible_at = ? WHERE id = ?'),
  };
}

/** A handle names one receive of one message, so that a later receive makes it stale. */
function handleOf({ id, receive_count }: MessageRow): string {
  return Buffer.from(`${id}.${receive_count}`).toString('base64url');
}

function readHandle(handle: string): { readonly id: number; readonly receiveCount: number } {
  const [, id, receiveCount] = /^(\d+)\.(\d+)$/.exec(Buffer.from(handle, 'base64url').toString()) ?? [];
  if (id === undefined || receiveCount === undefined) {
    throw sqsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
  }
  return { id: Number(id), receiveCount: Number(receiveCount) };
}

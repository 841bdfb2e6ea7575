// What the embedded SQS keeps of a message, and how many messages a queue holds.
import type { DatabaseSync } from 'node:sqlite';
import { type Clock, epochMs, type Instant, instantOf } from '../../domain/time.ts';
import { query } from './sqlite-file.ts';
import type { Queue, Queues } from './sqs-queues.ts';

/** A message is hidden until `visible_at` (ms since 1970): delayed when never received, in flight otherwise. */
export const MESSAGE_SCHEMA = `
  CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue_id INTEGER NOT NULL, message_id TEXT NOT NULL, body TEXT NOT NULL,
    attributes TEXT NOT NULL, group_id TEXT, deduplication_id TEXT, sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL,
    receive_count INTEGER NOT NULL DEFAULT 0, first_received_at INTEGER, dead_letter_source TEXT
  );
  CREATE INDEX IF NOT EXISTS message_by_time ON message (queue_id, visible_at);
  CREATE INDEX IF NOT EXISTS message_by_order ON message (queue_id);
  CREATE INDEX IF NOT EXISTS message_by_group ON message (queue_id, group_id, visible_at);
  CREATE TABLE IF NOT EXISTS deduplication (
    queue_id INTEGER NOT NULL, id TEXT NOT NULL, message_id TEXT NOT NULL, sequence INTEGER NOT NULL, sent_at INTEGER NOT NULL,
    PRIMARY KEY (queue_id, id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS deduplication_age ON deduplication (sent_at);
`;

export interface MessageRow {
  readonly id: number;
  readonly queue_id: number;
  readonly message_id: string;
  readonly body: string;
  readonly attributes: string;
  readonly group_id: string | null;
  readonly deduplication_id: string | null;
  readonly sent_at: number;
  readonly visible_at: number;
  readonly receive_count: number;
  readonly first_received_at: number | null;
  readonly dead_letter_source: string | null;
}

export interface Depth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** What sending and receiving work with. */
export interface MessageParts {
  readonly database: DatabaseSync;
  readonly queues: Queues;
  readonly clock: Clock;
  /** Says that the queue may have something to receive now. */
  readonly touched: (queue: Queue) => void;
}

export interface MessageCounts {
  readonly depth: (queue: Queue) => Depth;
  readonly purge: (queue: Queue) => void;
  /** When the next hidden message of any queue comes back to sight. */
  readonly nextWakeAt: () => Instant | undefined;
}

export function openMessageCounts(database: DatabaseSync, clock: Clock): MessageCounts {
  const count = query<Depth>(
    database,
    `SELECT COUNT(*) FILTER (WHERE visible_at <= ?2) AS visible,
            COUNT(*) FILTER (WHERE visible_at > ?2 AND receive_count > 0) AS inFlight,
            COUNT(*) FILTER (WHERE visible_at > ?2 AND receive_count = 0) AS delayed
     FROM message WHERE queue_id = ?1`,
  );
  const wake = query<{ at: number | null }>(
    database,
    `SELECT MIN((SELECT MIN(visible_at) FROM message WHERE queue_id = queue.id AND visible_at > ?)) AS at FROM queue`,
  );
  const purge = database.prepare('DELETE FROM message WHERE queue_id = ?');
  return {
    depth: (queue) => count.first(queue.id, epochMs(clock())) ?? { visible: 0, inFlight: 0, delayed: 0 },
    purge: (queue) => {
      purge.run(queue.id);
    },
    nextWakeAt: () => {
      const at = wake.first(epochMs(clock()))?.at;
      return typeof at === 'number' ? instantOf(at) : undefined;
    },
  };
}

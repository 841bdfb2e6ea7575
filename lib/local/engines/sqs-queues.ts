// The queues of the embedded SQS and their settings.
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { type Clock, epochMs } from '../../domain/time.ts';
import { parseRequest } from './aws-refusal.ts';
import { query } from './sqlite-file.ts';
import { invalidParameter, sqsError } from './sqs-refusals.ts';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:';

export const QUEUE_SCHEMA = `
  CREATE TABLE IF NOT EXISTS queue (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL, attributes TEXT NOT NULL,
    created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL
  );
`;

export interface Queue {
  readonly id: number;
  readonly name: string;
  readonly arn: string;
  /** As AWS tells them: all values are text. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly settings: QueueSettings;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

type QueueSettings = z.infer<typeof settingsSchema>;

export interface Queues {
  readonly all: () => readonly Queue[];
  /** Throws QueueDoesNotExist. */
  readonly get: (name: string) => Queue;
  readonly byArn: (arn: string) => Queue | undefined;
  /** The same again is fine; throws QueueNameExists when an attribute differs. */
  readonly create: (name: string, attributes: Readonly<Record<string, string>>) => Queue;
  readonly change: (queue: Queue, attributes: Readonly<Record<string, string>>) => void;
}

const seconds = (max: number) => z.coerce.number().int().min(0).max(max);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const redrivePolicy = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});

/** The attributes that change what a queue does, with the defaults and limits of AWS. Source: SQS API, SetQueueAttributes. */
const settingsSchema = z.object({
  VisibilityTimeout: seconds(43_200).default(30),
  DelaySeconds: seconds(900).default(0),
  ReceiveMessageWaitTimeSeconds: seconds(20).default(0),
  MaximumMessageSize: z.coerce.number().int().min(1024).max(1_048_576).default(1_048_576),
  RedrivePolicy: z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(redrivePolicy)
    .optional(),
  FifoQueue: flag.default(false),
  ContentBasedDeduplication: flag.default(false),
  DeduplicationScope: z.enum(['queue', 'messageGroup']).default('queue'),
});

/** Kept and told again, but without effect here: nothing is encrypted, shared or thrown away on this machine. */
const WITHOUT_EFFECT = [
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'MessageRetentionPeriod',
  'Policy',
  'RedriveAllowPolicy',
  'SqsManagedSseEnabled',
];

const DEFAULTS = {
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  SqsManagedSseEnabled: 'true',
} as const;

interface QueueRow {
  readonly id: number;
  readonly name: string;
  readonly attributes: string;
  readonly created_at: number;
  readonly modified_at: number;
}

export function openQueues(database: DatabaseSync, clock: Clock): Queues {
  const rows = query<QueueRow>(database, 'SELECT * FROM queue ORDER BY name');
  const insert = database.prepare('INSERT INTO queue (name, attributes, created_at, modified_at) VALUES (?, ?, ?, ?)');
  const update = database.prepare('UPDATE queue SET attributes = ?, modified_at = ? WHERE id = ?');
  let known = load();

  function load(): ReadonlyMap<string, Queue> {
    return new Map(rows.all().map((row) => [row.name, queueOf(row)]));
  }

  const get = (name: string) => {
    const queue = known.get(name);
    if (queue) return queue;
    throw sqsError(
      'QueueDoesNotExist',
      `The specified queue does not exist: "${name}" (known: ${[...known.keys()].join(', ')}).`,
    );
  };
  const byArn = (arn: string) => [...known.values()].find((queue) => queue.arn === arn);

  return {
    all: () => [...known.values()],
    get,
    byArn,
    create: (name, attributes) => {
      const existing = known.get(name);
      if (existing) return sameAgain(existing, attributes);
      checkName(name, attributes);
      checkRedrive(settingsOf(attributes), byArn);
      const now = epochMs(clock());
      insert.run(name, JSON.stringify(attributes), now, now);
      known = load();
      return get(name);
    },
    change: (queue, changes) => {
      const attributes = { ...queue.attributes, ...changes };
      checkRedrive(settingsOf(attributes), byArn);
      update.run(JSON.stringify(attributes), epochMs(clock()), queue.id);
      known = load();
    },
  };
}

function queueOf(row: QueueRow): Queue {
  const given: Record<string, string> = JSON.parse(row.attributes);
  return {
    id: row.id,
    name: row.name,
    arn: ARN + row.name,
    attributes: { ...DEFAULTS, ...given },
    settings: settingsOf(given),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  };
}

function settingsOf(attributes: Readonly<Record<string, string>>): QueueSettings {
  const unknown = Object.keys(attributes).find(
    (name) => !(name in settingsSchema.shape || WITHOUT_EFFECT.includes(name)),
  );
  if (unknown !== undefined) throw sqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  return parseRequest(settingsSchema, attributes, (complaint) => sqsError('InvalidAttributeValue', complaint));
}

function sameAgain(existing: Queue, attributes: Readonly<Record<string, string>>): Queue {
  for (const [name, value] of Object.entries(attributes)) {
    if (existing.attributes[name] === value) continue;
    const was = existing.attributes[name] ?? 'not set';
    throw sqsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${name} ("${was}", asked for "${value}"): change it with SetQueueAttributes.`,
    );
  }
  return existing;
}

function checkName(name: string, attributes: Readonly<Record<string, string>>): void {
  const fifo = attributes['FifoQueue'] === 'true';
  if (/^[\w-]{1,80}$/.test(name.replace(/\.fifo$/, '')) && name.length <= 80 && name.endsWith('.fifo') === fifo) return;
  throw invalidParameter(
    'QueueName',
    name,
    'A name has 1 to 80 letters, digits, hyphens or underscores, and ends in .fifo if and only if FifoQueue is true',
  );
}

function checkRedrive({ RedrivePolicy, FifoQueue }: QueueSettings, byArn: Queues['byArn']): void {
  if (!RedrivePolicy) return;
  const target = byArn(RedrivePolicy.deadLetterTargetArn);
  if (!target)
    throw invalidParameter('RedrivePolicy', RedrivePolicy.deadLetterTargetArn, 'Dead letter target does not exist');
  if (target.settings.FifoQueue === FifoQueue) return;
  throw invalidParameter('RedrivePolicy', target.arn, 'Dead-letter queue must be same type of queue as the source');
}

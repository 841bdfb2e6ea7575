// The embedded SNS: keeps what would have gone to a topic, for the user and the tests to see.
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { Instant } from '../../domain/time.ts';
import { type EngineAnswer, type EngineOptions, startEngineServer } from './engine-server.ts';

export interface PublishedMessage {
  readonly at: Instant;
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject?: string | undefined;
  readonly message: string;
}

export interface SnsEngine {
  readonly endpoint: string;
  /** What was published since the start, oldest first. */
  readonly published: () => readonly PublishedMessage[];
  readonly close: () => Promise<void>;
}

const publish = z.object({
  Action: z.literal('Publish'),
  TopicArn: z.string(),
  Message: z.string().min(1),
  Subject: z.string().optional(),
});

/** With a path, each message is also added to that file as a line of JSON. */
export async function startSnsEngine({ path, port = 0, clock }: EngineOptions): Promise<SnsEngine> {
  if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
  const published: PublishedMessage[] = [];
  const server = await startEngineServer(port, async ({ body }) => {
    const request = publish.safeParse(Object.fromEntries(new URLSearchParams(body)));
    if (!request.success) return refused(z.prettifyError(request.error));
    const { TopicArn: topicArn, Message: message, Subject: subject } = request.data;
    const entry = { at: clock(), messageId: randomUUID(), topicArn, subject, message };
    if (path !== undefined) appendFileSync(path, `${JSON.stringify(entry)}\n`);
    published.push(entry);
    return accepted(entry.messageId);
  });
  return { endpoint: server.endpoint, published: () => [...published], close: server.close };
}

function accepted(messageId: string): EngineAnswer {
  const body = `<PublishResponse><PublishResult><MessageId>${messageId}</MessageId></PublishResult></PublishResponse>`;
  return { status: 200, contentType: 'text/xml', body };
}

function refused(complaint: string): EngineAnswer {
  const message = complaint.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const error = `<Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>${message}</Message></Error>`;
  return { status: 400, contentType: 'text/xml', body: `<ErrorResponse>${error}</ErrorResponse>` };
}

// The queues and requests that the SQS contract speaks of.
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Clock, type Instant, plus } from '../../lib/domain/time.ts';

interface SqsUnderTest {
  readonly endpoint: string;
  readonly nextWakeAt: () => Instant | undefined;
  readonly close: () => Promise<void>;
}

export type StartSqs = (clock: Clock) => Promise<SqsUnderTest>;
export type SqsSession = Awaited<ReturnType<typeof openSqs>>;

/** One engine with a clock that only moves when told to. */
export async function openSqs(start: StartSqs) {
  let now: Instant = '2026-11-21T09:30:00.000Z';
  const engine = await start(() => now);
  const client = sqsClientOf(engine.endpoint);
  return {
    client,
    now: () => now,
    advance: (seconds: number) => {
      now = plus(now, { seconds });
    },
    nextWakeAt: engine.nextWakeAt,
    ...requestsOf(client),
    close: async () => {
      client.destroy();
      await engine.close();
    },
  };
}

export function sqsClientOf(endpoint: string): SQSClient {
  return new SQSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
}

export function requestsOf(client: SQSClient) {
  const attributesOf = async (QueueUrl: string) =>
    (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes ?? {};
  return {
    attributesOf,
    createQueue: async (QueueName: string, Attributes: Record<string, string> = {}) => {
      const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
      return { url: QueueUrl, arn: (await attributesOf(QueueUrl))['QueueArn'] ?? '' };
    },
    send: (QueueUrl: string, MessageBody: string, rest: Partial<SendMessageCommandInput> = {}) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...rest })),
    /** Up to ten messages with all that is known of them. */
    receive: async (
      QueueUrl: string,
      rest: Partial<ReceiveMessageCommandInput> = {},
      abortSignal?: AbortSignal,
    ): Promise<Message[]> => {
      const answer = await client.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['All'],
          ...rest,
        }),
        abortSignal ? { abortSignal } : {},
      );
      return answer.Messages ?? [];
    },
    remove: (QueueUrl: string, { ReceiptHandle }: Message) =>
      client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
    hide: (QueueUrl: string, { ReceiptHandle }: Message, VisibilityTimeout: number) =>
      client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout })),
  };
}

export function bodies(messages: readonly Message[]): (string | undefined)[] {
  return messages.map(({ Body }) => Body);
}

export function redriveTo(arn: string, maxReceiveCount: number): { readonly RedrivePolicy: string } {
  return { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount }) };
}

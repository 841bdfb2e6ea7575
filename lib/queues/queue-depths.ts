// Counts what waits in each queue, dead letters included: for `status` and the desk.
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface WatchedQueue {
  readonly name: string;
  readonly url: string;
}

export interface QueueDepth {
  readonly name: string;
  readonly waiting: number;
  readonly inFlight: number;
  readonly deadLetter: boolean;
}

export async function readQueueDepths(client: SQSClient, queues: readonly WatchedQueue[]): Promise<QueueDepth[]> {
  return Promise.all(
    queues.map(async ({ name, url }) => {
      const names = [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ] as const;
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
      );
      const [visible, inFlight, delayed] = names.map((attribute) => Number(Attributes[attribute] ?? 0));
      return {
        name,
        waiting: (visible ?? 0) + (delayed ?? 0),
        inFlight: inFlight ?? 0,
        deadLetter: name.endsWith('dead-letters'),
      };
    }),
  );
}

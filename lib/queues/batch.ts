// Works through a batch from a queue: each message stands alone, and one that fails is delivered again by itself.
import type { Log } from '../domain/log.ts';

/** The part of Lambda's SQS event that is read here. */
export interface QueueBatch {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

export interface BatchResult {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Hands every message to `handle`, in order; those it throws on are reported as failed. */
export async function handleBatch(
  batch: QueueBatch,
  handle: (body: string) => Promise<unknown>,
  log: Log,
): Promise<BatchResult> {
  const failed: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of batch.Records) {
    try {
      await handle(body);
    } catch (error) {
      log.error(`message ${messageId} failed and is delivered again`, error);
      failed.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures: failed };
}

// For each reply whose time has come: puts it on the network.
import { sendReply } from '../lib/flows/send-reply.ts';
import { handleBatch, type QueueBatch } from '../lib/queues/batch.ts';
import { parseOutboxMessage } from '../lib/queues/outbox-queue.ts';
import { onLambda, opened } from './door.ts';

export const open = opened((house) => {
  const deps = { ...house, db: house.db(), platforms: house.platforms() };
  return (batch: QueueBatch) => handleBatch(batch, (body) => sendReply(deps, parseOutboxMessage(body)), house.log);
});

export const handler = onLambda(open);

// For each thread that needs a person: tells the team chat.
import { raiseAlert } from '../lib/flows/raise-alert.ts';
import { handleBatch, type QueueBatch } from '../lib/queues/batch.ts';
import { parseComplaint } from '../lib/queues/complaints-queue.ts';
import { onLambda, opened } from './door.ts';

export const open = opened((house) => {
  const deps = { ...house, db: house.db(), chats: house.chats(), deskUrl: house.deskUrl() };
  return (batch: QueueBatch) => handleBatch(batch, (body) => raiseAlert(deps, parseComplaint(body)), house.log);
});

export const handler = onLambda(open);

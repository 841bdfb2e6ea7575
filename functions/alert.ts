// For each thread that needs a person, and for what must be known of Earshot itself: tells the team chat.
import { tellTeam } from '../lib/flows/tell-team.ts';
import { handleBatch, type QueueBatch } from '../lib/queues/batch.ts';
import { parseChatMessage } from '../lib/queues/complaints-queue.ts';
import { onLambda, opened } from './door.ts';

export const open = opened((house) => {
  const deps = { ...house, db: house.db(), chats: house.chats(), deskUrl: house.deskUrl() };
  return (batch: QueueBatch) => handleBatch(batch, (body) => tellTeam(deps, parseChatMessage(body)), house.log);
});

export const handler = onLambda(open);

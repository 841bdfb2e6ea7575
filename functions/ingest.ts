// For each heard post: understands and stores it.
import { assessorFor } from '../lib/classifier/assessor.ts';
import { ingestMention } from '../lib/flows/ingest-mention.ts';
import { handleBatch, type QueueBatch } from '../lib/queues/batch.ts';
import { parseMention } from '../lib/queues/mentions-queue.ts';
import { onLambda, opened } from './door.ts';

export const open = opened((house) => {
  const watchlist = house.watchlist();
  const { businessHours, deadlines, country } = watchlist;
  const assess = assessorFor(watchlist);
  const stores = { db: house.db(), complaints: house.queue('complaintsQueue') };
  const deps = { ...house, ...stores, assess, businessHours, deadlines, country };
  return (batch: QueueBatch) => handleBatch(batch, (body) => ingestMention(deps, parseMention(body)), house.log);
});

export const handler = onLambda(open);

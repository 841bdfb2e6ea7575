// For each heard post: understands and stores it.
import { createClassifier } from '../lib/classifier/classifier.ts';
import { shippedModel } from '../lib/classifier/shipped-model.ts';
import { ingestMention } from '../lib/flows/ingest-mention.ts';
import { handleBatch, type QueueBatch } from '../lib/queues/batch.ts';
import { parseMention } from '../lib/queues/mentions-queue.ts';
import { onLambda, opened } from './door.ts';

export const open = opened((house) => {
  const { brand, competitors, businessHours, missAtMostPercent } = house.watchlist();
  const classifier = createClassifier(shippedModel(), { missAtMostPercent });
  const companies = [brand, ...competitors];
  const assess = (text: string) => classifier.assess(text, { companies });
  const deps = { ...house, db: house.db(), complaints: house.queue('complaintsQueue'), assess, businessHours };
  return (batch: QueueBatch) => handleBatch(batch, (body) => ingestMention(deps, parseMention(body)), house.log);
});

export const handler = onLambda(open);

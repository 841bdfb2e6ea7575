// The App Store Connect API's JSON of reviews as far as Earshot reads it.
import * as z from 'zod';
import { instantSchema } from '../../domain/time.ts';

const idSchema = z.string().min(1);

export const reviewSchema = z.object({
  id: idSchema,
  attributes: z.object({
    rating: z.number().int().min(1).max(5).nullish(),
    title: z.string().nullish(),
    body: z.string().nullish(),
    reviewerNickname: z.string().nullish(),
    createdDate: instantSchema,
  }),
  relationships: z.object({ response: z.object({ data: z.object({ id: idSchema }).nullish() }).nullish() }).nullish(),
});

export type StoreReview = z.output<typeof reviewSchema>;

export const responseSchema = z.object({
  type: z.literal('customerReviewResponses'),
  id: idSchema,
  attributes: z.object({ responseBody: z.string() }),
});

export const reviewListSchema = z.object({
  data: z.array(z.unknown()),
  links: z.object({ next: z.string().nullish() }).nullish(),
});

/** One review with its answer, if it has one: an answer that is still to be published counts. */
export const oneReviewSchema = z.object({
  data: z.looseObject({ id: idSchema }),
  included: z.array(z.unknown()).default([]),
});

export const createdDateSchema = z.object({ attributes: z.object({ createdDate: instantSchema }) });

export const sentSchema = z.object({ data: z.object({ id: idSchema }) });

export const appSchema = z.object({ data: z.object({ attributes: z.object({ bundleId: z.string().min(1) }) }) });

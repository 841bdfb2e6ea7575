// The Google Play Developer API's JSON of reviews as far as Earshot reads it.
import * as z from 'zod';
import { type Instant, instantOf } from '../../domain/time.ts';

const idSchema = z.string().min(1);

/** Whole numbers come as text, because JSON's lose digits. */
const timestampSchema = z
  .object({
    seconds: z.union([z.string().regex(/^\d{1,11}$/), z.number().int().nonnegative()]),
    nanos: z.number().default(0),
  })
  .transform(({ seconds, nanos }): Instant => instantOf(Number(seconds) * 1000 + Math.floor(nanos / 1_000_000)));

const userCommentSchema = z.object({
  /** Left out when the author has taken all words away and left the stars. */
  text: z.string().default(''),
  lastModified: timestampSchema,
  starRating: z.number().int().min(1).max(5).nullish(),
});

const developerCommentSchema = z.object({ text: z.string().default('') });

/** What the author wrote, then what the developer answered, if anything. */
const commentSchema = z.object({
  userComment: userCommentSchema.optional(),
  developerComment: developerCommentSchema.optional(),
});

export const reviewSchema = z
  .object({ reviewId: idSchema, authorName: z.string().nullish(), comments: z.array(commentSchema) })
  .transform(({ reviewId, authorName, comments }, context) => {
    const user = comments.map(({ userComment }) => userComment).find((comment) => comment !== undefined);
    const answer = comments.map(({ developerComment }) => developerComment).find((comment) => comment !== undefined);
    if (user === undefined) {
      context.addIssue({ code: 'custom', message: 'the review holds no words of its author' });
      return z.NEVER;
    }
    return { id: reviewId, authorName: authorName ?? '', user, ...(answer === undefined ? {} : { answer }) };
  });

export type PlayReview = z.output<typeof reviewSchema>;

/** An app without reviews is answered with an empty object; one that holds other things is no list. */
export const reviewListSchema = z
  .looseObject({
    reviews: z.array(z.unknown()).optional(),
    tokenPagination: z.object({ nextPageToken: z.string().nullish() }).nullish(),
  })
  .refine(
    (body) => Object.keys(body).every((name) => ['reviews', 'tokenPagination', 'pageInfo', 'kind'].includes(name)),
    'expected a list of reviews',
  )
  .transform(({ reviews = [], tokenPagination }) => ({ reviews, next: tokenPagination?.nextPageToken ?? undefined }));

/** Where even a broken review shows when it was changed last. */
export const lastModifiedSchema = z.object({
  comments: z.tuple([z.object({ userComment: z.object({ lastModified: timestampSchema }) })], z.unknown()),
});

export const sentSchema = z.object({ result: z.object({ replyText: z.string() }) });

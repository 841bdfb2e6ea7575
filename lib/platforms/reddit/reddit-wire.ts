// Reddit's JSON as far as Earshot reads it, see reddit.com/dev/api.
import * as z from 'zod';
import { instantOf } from '../../domain/time.ts';

/** Type and number in one, e.g. `t1_lkj2h4g`: `t1` is a comment, `t3` a post, `t4` a private message. */
const fullnameSchema = z.string().regex(/^t\d_[a-z0-9]+$/);

/** Seconds since 1970, with a fraction that says nothing. */
const secondsSchema = z.number().transform((seconds) => instantOf(Math.round(seconds * 1000)));

const shared = {
  name: fullnameSchema,
  /** `[deleted]` once the account is gone; null for what Reddit and moderators send. */
  author: z.string().nullable(),
  created_utc: secondsSchema,
  permalink: z.string().startsWith('/').nullish(),
  locked: z.boolean().nullish(),
  archived: z.boolean().nullish(),
  removed_by_category: z.string().nullish(),
};

export const commentSchema = z.object({
  ...shared,
  body: z.string(),
  parent_id: fullnameSchema,
  /** The post it stands under; the inbox tells it only in `context`, a path as of a web page. */
  link_id: fullnameSchema.nullish(),
  context: z.string().nullish(),
});

export const linkSchema = z.object({ ...shared, title: z.string(), selftext: z.string() });

export const messageSchema = z.object({ ...shared, subject: z.string(), body: z.string() });

export type RedditComment = z.output<typeof commentSchema>;
export type RedditLink = z.output<typeof linkSchema>;
export type RedditMessage = z.output<typeof messageSchema>;

export const thingSchema = z.object({ kind: z.string(), data: z.unknown() });

export const nameSchema = z.object({ data: z.object({ name: fullnameSchema }) });

export const createdSchema = z.object({ data: z.object({ created_utc: secondsSchema }) });

export const listingSchema = z
  .object({ data: z.object({ after: z.string().nullish(), children: z.array(z.unknown()) }) })
  .transform(({ data }) => data);

/** A post with its comments: two listings. The answers to a comment stand within it. */
export const threadSchema = z.tuple([listingSchema, listingSchema]).transform(([, comments]) => comments.children);

/** Of a comment without answers it is empty text. */
export const answersSchema = z.object({
  data: z.object({ replies: z.union([z.literal(''), listingSchema]).nullish() }),
});

export const meSchema = z.object({ name: z.string().min(1) });

/** What Reddit says to a new comment: errors come with status 200, each as its name, its words and the field. */
export const sentSchema = z
  .object({
    json: z.object({
      errors: z.array(z.array(z.unknown())),
      /** Seconds to wait, with the error RATELIMIT. */
      ratelimit: z.number().nullish(),
      data: z.object({ things: z.array(z.unknown()) }).nullish(),
    }),
  })
  .transform(({ json }) => json);

export type Sent = z.output<typeof sentSchema>;

// The JSON of a Discourse forum as far as Earshot reads it.
import * as z from 'zod';
import { instantSchema } from '../../domain/time.ts';

/** Discourse counts with 64-bit numbers at most; one that JavaScript cannot hold is refused, not rounded. */
const numberSchema = z.int();
const idSchema = numberSchema.transform(String);

export const discoursePostSchema = z.object({
  id: idSchema,
  user_id: numberSchema,
  username: z.string().min(1),
  name: z.string().nullish(),
  created_at: instantSchema,
  /** 1 is a person's post; the others are notes of moderators, of staff among themselves and of the forum itself. */
  post_type: numberSchema.default(1),
  post_number: numberSchema,
  topic_id: idSchema,
  topic_slug: z.string().nullish(),
  /** Only in lists. */
  topic_title: z.string().nullish(),
  /** As it was written, in Markdown; left out of some answers. */
  raw: z.string().nullish(),
  /** As it is shown, in HTML. */
  cooked: z.string(),
  reply_to_post_number: numberSchema.nullish(),
  reply_to_user: z.object({ username: z.string() }).nullish(),
  /** Flagged by others and not shown until its author has changed it. */
  hidden: z.boolean().nullish(),
  /** The staff see deleted posts. */
  deleted_at: z.string().nullish(),
  /** The author took it back; the forum keeps an empty shell for a day. */
  user_deleted: z.boolean().nullish(),
});

export type DiscoursePost = z.output<typeof discoursePostSchema>;

/** `/posts.json` and `/private-posts.json` name the same list differently. */
export const latestSchema = z
  .union([z.object({ latest_posts: z.array(z.unknown()) }), z.object({ private_posts: z.array(z.unknown()) })])
  .transform((body) => ('latest_posts' in body ? body.latest_posts : body.private_posts));

export const itemIdSchema = z.object({ id: numberSchema });

export const createdAtSchema = z.object({ created_at: instantSchema });

export const listSchema = z.array(z.unknown());

export const topicsSchema = z.object({
  topic_list: z.object({
    topics: z.array(z.object({ id: idSchema, bumped_at: instantSchema.nullish() })),
    more_topics_url: z.string().nullish(),
  }),
});

export const sessionSchema = z.object({ current_user: z.object({ username: z.string().min(1) }) });

/** Of the settings that a forum shows to everyone. */
export const siteSettingsSchema = z.object({
  max_post_length: z.number().int().positive(),
  min_post_length: z.number().int().nonnegative(),
  min_personal_message_post_length: z.number().int().nonnegative().nullish(),
});

/** What a forum says to a new post: the post, or that its moderators look at it first. */
export const createdSchema = z.union([
  z.object({ action: z.literal('enqueued'), pending_post: z.object({ id: idSchema }).nullish() }),
  z.object({ id: idSchema, topic_id: idSchema, topic_slug: z.string().nullish(), post_number: numberSchema }),
]);

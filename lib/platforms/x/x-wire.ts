// X's JSON as far as Earshot reads it, in both spellings: `tweet` and, since the specification's version 2.16, `post`.
import * as z from 'zod';

const idSchema = z.string().regex(/^\d{1,19}$/, 'expected an id of X: up to 19 digits, as text');

const referencesSchema = z.array(z.object({ type: z.string(), id: idSchema })).optional();

const entitiesSchema = z
  .object({
    mentions: z.array(z.object({ id: z.string().optional() })).optional(),
    urls: z.array(z.object({ url: z.string(), expanded_url: z.string().optional() })).optional(),
  })
  .optional();

/** The whole text of a post longer than 280 characters; `text` then ends in the middle of a sentence. */
const noteSchema = z.object({ text: z.string(), entities: entitiesSchema }).optional();

export const xPostSchema = z
  .object({
    id: idSchema,
    text: z.string(),
    author_id: idSchema,
    conversation_id: idSchema.optional(),
    in_reply_to_user_id: z.string().optional(),
    entities: entitiesSchema,
    referenced_tweets: referencesSchema,
    referenced_posts: referencesSchema,
    edit_history_tweet_ids: z.array(idSchema).optional(),
    edit_history_post_ids: z.array(idSchema).optional(),
    note_tweet: noteSchema,
    note_post: noteSchema,
  })
  .transform((wire) => ({
    id: wire.id,
    /** An edit is a new id; the first one stays the post's name. */
    firstId: (wire.edit_history_tweet_ids ?? wire.edit_history_post_ids)?.[0] ?? wire.id,
    authorId: wire.author_id,
    conversationId: wire.conversation_id,
    answersUserId: wire.in_reply_to_user_id,
    text: (wire.note_tweet ?? wire.note_post)?.text ?? wire.text,
    urls: [...(wire.entities?.urls ?? []), ...((wire.note_tweet ?? wire.note_post)?.entities?.urls ?? [])],
    mentionedIds: [
      ...(wire.entities?.mentions ?? []),
      ...((wire.note_tweet ?? wire.note_post)?.entities?.mentions ?? []),
    ].flatMap(({ id }) => id ?? []),
    references: wire.referenced_tweets ?? wire.referenced_posts ?? [],
  }));

export type XPost = z.output<typeof xPostSchema>;

export const xUserSchema = z.object({
  id: idSchema,
  username: z.string(),
  name: z.string().optional(),
  public_metrics: z.object({ followers_count: z.number() }).optional(),
});

export type XUser = z.output<typeof xUserSchema>;

/** A page of posts. Without `meta` it is no page: X answers 200 with nothing but `errors` when it could not read at all. */
export const xPageSchema = z.object({
  data: z.array(z.unknown()).default([]),
  includes: z.object({ users: z.array(z.unknown()).default([]) }).optional(),
  meta: z.object({ next_token: z.string().optional() }),
});

export const xCreatedSchema = z.object({ data: z.object({ id: z.string().min(1) }) });

export const xMeSchema = z.object({ data: z.object({ username: z.string() }) });

// X's JSON as far as Earshot reads it, in both spellings: `tweet` and, since the specification's version 2.16, `post`.
import * as z from 'zod';
import { instantSchema } from '../../domain/time.ts';

export const idSchema = z.string().regex(/^\d{1,19}$/, 'expected an id of X: up to 19 digits, as text');

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
    reply_settings: z.string().optional(),
  })
  .transform((wire) => ({
    id: wire.id,
    /** An edit is a new id; the first one stays the post's name. */
    firstId: versionsOf(wire)[0] ?? wire.id,
    /** The version that stands on X, as far as this answer knows. */
    latestId: versionsOf(wire).at(-1) ?? wire.id,
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
    /** Whom the author lets answer: `everyone`, `mentionedUsers`, `following`, `subscribers`, `verified`. */
    replySettings: wire.reply_settings ?? 'everyone',
  }));

interface Versions {
  readonly id: string;
  readonly edit_history_tweet_ids?: readonly string[] | undefined;
  readonly edit_history_post_ids?: readonly string[] | undefined;
}

/** Oldest first. */
function versionsOf({ id, edit_history_tweet_ids, edit_history_post_ids }: Versions): string[] {
  return [...(edit_history_tweet_ids ?? edit_history_post_ids ?? []), id].toSorted(byAge);
}

/** Ids grow with time; the shorter one is the older one. */
export function byAge(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

export type XPost = z.output<typeof xPostSchema>;

export const xUserSchema = z.object({
  id: idSchema,
  username: z.string(),
  name: z.string().optional(),
  public_metrics: z.object({ followers_count: z.number() }).optional(),
  protected: z.boolean().optional(),
});

export type XUser = z.output<typeof xUserSchema>;

/** What X says in the `errors` beside what it did give, with status 200. */
export const xProblemSchema = z.object({
  type: z.string().default(''),
  title: z.string().optional(),
  detail: z.string().optional(),
  value: z.string().optional(),
  resource_id: z.string().optional(),
});

/** A page of posts. Without `meta` it is no page: X answers 200 with nothing but `errors` when it could not read at all. */
export const xPageSchema = z.object({
  data: z.array(z.unknown()).default([]),
  includes: z.object({ users: z.array(z.unknown()).default([]) }).optional(),
  errors: z.array(z.unknown()).default([]),
  meta: z.object({ next_token: z.string().optional() }),
});

/** Posts asked for by their ids. Those that are not given are explained in `errors`. */
export const xLookupSchema = z.object({
  data: z.array(z.unknown()).default([]),
  errors: z.array(z.unknown()).default([]),
});

export const xCreatedSchema = z.object({ data: z.object({ id: z.string().min(1) }) });

export const xMeSchema = z.object({ data: z.object({ username: z.string() }) });

/** The answer of X's token endpoint (docs.x.com, "OAuth 2.0 Authorization Code Flow with PKCE"). */
export const xTokensSchema = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1) });

/** Source: docs.x.com, "Batch Compliance". */
export const xComplianceJobSchema = z.object({
  data: z.object({
    id: idSchema,
    status: z.string(),
    upload_url: z.url({ protocol: /^https?$/ }).optional(),
    upload_expires_at: instantSchema.optional(),
    download_url: z.url({ protocol: /^https?$/ }).optional(),
    download_expires_at: instantSchema.optional(),
  }),
});

/** One line of a job's result; one about an id that X could not read has `error` instead of `action`. */
export const xComplianceLineSchema = z.object({ id: z.string(), action: z.string().optional() });

const countSchema = z.union([z.string().regex(/^\d+$/), z.number()]).optional();

export const xUsageSchema = z.object({
  data: z.object({ project_usage: countSchema, project_cap: countSchema, cap_reset_day: z.number().optional() }),
});

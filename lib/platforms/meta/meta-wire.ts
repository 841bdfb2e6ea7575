// What Meta's webhooks send, as far as Earshot reads it: changes of a Facebook Page, of Instagram, and of Threads.
import * as z from 'zod';
import { instantOf, instantSchema } from '../../domain/time.ts';

/** Meta writes ids as text, in old fields as numbers; a number that has lost digits is refused. */
export const metaIdSchema = z.union([z.string().min(1), z.int().transform(String)]);

/** Above this a number counts milliseconds: as seconds it would lie beyond the year 5000. */
const SECONDS_UP_TO = 100_000_000_000;

/** Seconds, milliseconds, or ISO 8601 with an offset like `+0000`. */
export const metaTimeSchema = z.union([
  z
    .int()
    .positive()
    .transform((time) => instantOf(time > SECONDS_UP_TO ? time : time * 1000)),
  z
    .string()
    .transform((text) => text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
    .pipe(instantSchema),
]);

export const changeSchema = z.object({ field: z.string(), value: z.record(z.string(), z.unknown()) });

/** Source: Meta, "Webhooks for Pages" and the Page reference, fields `feed` and `mention`. */
export const pageChangeSchema = z
  .object({
    item: z.string(),
    verb: z.string().default('add'),
    post_id: metaIdSchema.optional(),
    comment_id: metaIdSchema.optional(),
    parent_id: metaIdSchema.optional(),
    message: z.string().default(''),
    from: z.object({ id: metaIdSchema, name: z.string().optional() }).optional(),
    sender_id: metaIdSchema.optional(),
    sender_name: z.string().optional(),
    created_time: metaTimeSchema.optional(),
    permalink_url: z.string().optional(),
    post: z.object({ permalink_url: z.string().optional() }).optional(),
  })
  .transform((wire) => ({
    item: wire.item,
    verb: wire.verb,
    postId: wire.post_id,
    commentId: wire.comment_id,
    parentId: wire.parent_id,
    text: wire.message,
    author: wire.from ?? (wire.sender_id === undefined ? undefined : { id: wire.sender_id, name: wire.sender_name }),
    createdAt: wire.created_time,
    link: wire.permalink_url ?? wire.post?.permalink_url,
  }));

export type PageChange = z.output<typeof pageChangeSchema>;

/** Source: Meta, "Instagram Platform Webhook Notification Examples", fields `comments` and `live_comments`. They carry no time. */
export const instagramCommentSchema = z
  .object({
    id: metaIdSchema,
    text: z.string(),
    from: z.object({ id: metaIdSchema, username: z.string().min(1) }),
    media: z.object({ id: metaIdSchema }).optional(),
    parent_id: metaIdSchema.optional(),
  })
  .transform(({ parent_id, ...wire }) => ({ ...wire, parentId: parent_id }));

export type InstagramComment = z.output<typeof instagramCommentSchema>;

/** Source: Meta, "Webhooks for Threads", fields `replies` and `mentions`. The author has a name there and no id. */
export const threadsPostSchema = z
  .object({
    id: metaIdSchema,
    username: z.string().min(1),
    text: z.string().default(''),
    permalink: z.string().optional(),
    timestamp: metaTimeSchema.optional(),
    replied_to: z.object({ id: metaIdSchema }).optional(),
    root_post: z.object({ id: metaIdSchema }).optional(),
  })
  .transform(({ replied_to, root_post, timestamp, ...wire }) => ({
    ...wire,
    createdAt: timestamp,
    repliedTo: replied_to?.id,
    root: root_post?.id,
  }));

export type ThreadsPost = z.output<typeof threadsPostSchema>;

// The YouTube Data API's JSON as far as Earshot reads it.
import * as z from 'zod';
import { instantSchema } from '../../domain/time.ts';

const idSchema = z.string().min(1);

export const commentSchema = z.object({
  id: idSchema,
  snippet: z.object({
    authorDisplayName: z.string().nullish(),
    /** Missing for accounts that are gone. */
    authorChannelId: z.object({ value: idSchema }).nullish(),
    /** Given to the comment's own author only. */
    textOriginal: z.string().nullish(),
    textDisplay: z.string(),
    videoId: z.string().nullish(),
    /** The comment at the top of the thread; only answers have one. */
    parentId: idSchema.nullish(),
    publishedAt: instantSchema,
  }),
});

export type YoutubeComment = z.output<typeof commentSchema>;

export const threadSchema = z.object({
  id: idSchema,
  snippet: z.object({
    videoId: z.string().nullish(),
    canReply: z.boolean().nullish(),
    totalReplyCount: z.number().int().nonnegative().default(0),
    topLevelComment: z.unknown(),
  }),
  /** A few of the answers; which ones is not documented. */
  replies: z.object({ comments: z.array(z.unknown()).default([]) }).nullish(),
});

export type YoutubeThread = z.output<typeof threadSchema>;

/** Some lists leave `items` out when there are none; `kind` shows that it is YouTube that says so. */
export const listSchema = z.object({
  kind: z.string().startsWith('youtube#'),
  items: z.array(z.unknown()).default([]),
  nextPageToken: z.string().nullish(),
});

/** Where even a broken item shows when it was written. */
export const publishedAtSchema = z.object({ snippet: z.object({ publishedAt: instantSchema }) });

export const threadAtSchema = z.object({ snippet: z.object({ topLevelComment: publishedAtSchema }) });

export const itemIdSchema = z.object({ id: idSchema });

export const createdSchema = z.object({ id: idSchema });

export const channelSchema = z.object({
  id: idSchema,
  snippet: z.object({ title: z.string(), customUrl: z.string().nullish() }),
});

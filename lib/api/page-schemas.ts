// What the HTTP API shows at once: a thread with all that belongs to it, and what has changed everywhere.
import * as z from 'zod';
import { APPROVERS } from '../domain/escalation.ts';
import { draftSchema, presenceSchema } from './action-schemas.ts';
import { customerSchema } from './customer-schemas.ts';
import { eventSchema, noteSchema, permitSchema, postSchema, replySchema, threadSchema } from './schemas.ts';

export const threadPageSchema = z.object({
  thread: threadSchema,
  posts: z.array(postSchema),
  replies: z.array(replySchema),
  notes: z.array(noteSchema),
  events: z.array(eventSchema),
  /** For a reply to the newest post. */
  permit: permitSchema,
  customer: customerSchema,
  draft: draftSchema.optional(),
  /** Who must agree to an answer of the asker before it leaves. */
  mustAgree: z.enum(APPROVERS).optional(),
});

export const changesSchema = z.object({
  threads: z.array(threadSchema),
  /** Pass as `since` next time. The last seconds are repeated on purpose; a thread is told apart by id and version. */
  cursor: z.string(),
  /** More is waiting: ask again at once. */
  more: z.boolean(),
  /** Who has which thread open now, the asker among them. */
  presence: z.array(presenceSchema),
});

export type ThreadPage = z.infer<typeof threadPageSchema>;
export type Changes = z.infer<typeof changesSchema>;

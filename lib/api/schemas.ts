// What the HTTP API speaks: the one description of its shapes, for validation, OpenAPI and the desk's types.
import * as z from 'zod';
import { assessmentSchema, CAUSES, DECISIONS, KINDS, RISKS, severitySchema } from '../domain/assessment.ts';
import { APPROVERS } from '../domain/escalation.ts';
import { authorSchema, networkSchema, VISIBILITIES } from '../domain/mention.ts';
import { REPLY_STATES } from '../domain/reply.ts';
import { ROLES } from '../domain/role.ts';
import { LISTS, OUTCOMES, STATUSES } from '../domain/thread.ts';
import { nextStepSchema } from './customer-schemas.ts';

const at = z.iso.datetime();
const agent = z.string().min(1).max(100);

/** The `{id}` of a path. */
export const byIdSchema = z.object({ id: z.string().min(1).max(100) });

/** RFC 9457. `code` is stable for programs; `title` and `detail` are for people. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  problems: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

export const threadSchema = z.object({
  id: z.string(),
  caseNumber: z.string(),
  network: networkSchema,
  author: authorSchema.pick({ id: true, handle: true, name: true, followers: true }),
  status: z.enum(STATUSES),
  version: z.number().int(),
  openedAt: at,
  changedAt: at,
  heardAt: at,
  dueAt: at.optional(),
  /** The clock that runs to `dueAt`, readable: "60 min: 25 min Fri 17:35–18:00 + 35 min Mon 09:00–09:35". */
  sum: z.string().optional(),
  /** How much of its time has passed, said once at 50, 75 and 100. */
  warned: z.union([z.literal(50), z.literal(75), z.literal(100)]).optional(),
  /** Readable, by when it must be solved and how that is counted; absent while the clock stands still. */
  solution: z.object({ dueAt: at, sum: z.string(), isLate: z.boolean() }).optional(),
  /** The list it stands in. */
  list: z.enum(LISTS),
  escalation: z.object({ level: z.number().int().min(1).max(5), name: z.string(), who: z.string() }),
  snooze: z.object({ until: at, reason: z.string(), by: agent }).optional(),
  approval: z.object({ replyId: z.string(), by: agent, needs: z.enum(APPROVERS) }).optional(),
  promises: z.array(z.object({ id: z.string(), text: z.string(), dueAt: at, by: agent, isBroken: z.boolean() })),
  followUpAt: at.optional(),
  outcome: z.enum(OUTCOMES).optional(),
  survey: z.object({ at, csat: z.number().int().optional(), nps: z.number().int().optional() }).optional(),
  /** When the customer asked on their page that their data be deleted. */
  erasureAskedAt: at.optional(),
  /** The earlier thread whose matter this is again, or the later one in which it came back. */
  continues: z.object({ threadId: z.string(), caseNumber: z.string() }).optional(),
  continuedBy: z.object({ threadId: z.string(), caseNumber: z.string() }).optional(),
  /** What happens next, who does it and by when; absent where nothing is left to do. */
  next: nextStepSchema.optional(),
  claim: z.object({ agent, until: at }).optional(),
  firstRepliedAt: at.optional(),
  resolvedAt: at.optional(),
  /** When the customer was erased. */
  erasedAt: at.optional(),
  decision: z.enum(DECISIONS),
  probability: z.number(),
  kind: z.enum(KINDS),
  severity: severitySchema,
  gradedByPerson: z.literal(true).optional(),
  /** The competitor it is about, and the own brand is not. */
  competitor: z.string().optional(),
  causes: z.array(z.enum(CAUSES)),
  risks: z.array(z.enum(RISKS)),
  language: assessmentSchema.shape.language,
  latestPostId: z.string(),
  excerpt: z.string(),
  posts: z.number().int(),
  pendingReply: z.string().optional(),
  /** Called harmless and drawn for a person to look at. */
  spotCheck: z.object({ day: z.iso.date(), answered: z.boolean() }).optional(),
  sample: z.boolean(),
  /** One readable line: why the thread stands where it stands in the list. */
  why: z.string(),
});

export const threadListSchema = z.object({
  items: z.array(threadSchema),
  /** For the next page; absent on the last one. */
  next: z.string().optional(),
});

export const postSchema = z.object({
  id: z.string(),
  network: networkSchema,
  text: z.string(),
  author: authorSchema,
  createdAt: at,
  editedAt: at.optional(),
  /** When it was found to be no longer on the network: its text is erased. */
  goneAt: at.optional(),
  url: z.string().optional(),
  inReplyTo: z.string().optional(),
  visibility: z.enum(VISIBILITIES),
  sample: z.boolean(),
  assessment: assessmentSchema,
});

export const permitSchema = z.object({
  allowed: z.boolean(),
  reason: z.string().optional(),
  openUrl: z.string().optional(),
  maxLength: z.number().int(),
  unit: z.enum(['x-weighted', 'grapheme', 'character']),
  costMicros: z.number().int(),
  /** Whether the same network lets us answer in private; where only the customer can begin, the link that lets them. */
  direct: z
    .object({ allowed: z.boolean(), reason: z.string().optional(), inviteUrl: z.string().optional() })
    .optional(),
});

export const replySchema = z.object({
  id: z.string(),
  threadId: z.string(),
  postId: z.string(),
  text: z.string(),
  by: agent,
  state: z.enum(REPLY_STATES),
  /** Where it stands; absent: in public. */
  visibility: z.literal('direct').optional(),
  createdAt: at,
  holdUntil: at,
  sentAt: at.optional(),
  nativeId: z.string().optional(),
  url: z.string().optional(),
  problem: z.string().optional(),
  /** Whose agreement it waits or waited for. */
  needs: z.enum(APPROVERS).optional(),
});

/** One line of the thread's history, in order. */
export const eventSchema = z.object({
  type: z.string(),
  at,
  by: agent,
  /** Readable, e.g. "Ana claimed this until 14:30". */
  text: z.string(),
});

export const noteSchema = z.object({ id: z.string(), at, by: agent, text: z.string() });

export const meSchema = z.object({
  name: agent,
  role: z.enum(ROLES),
  brand: z.string(),
  sample: z.boolean(),
});

export type ThreadView = z.infer<typeof threadSchema>;
export type ThreadList = z.infer<typeof threadListSchema>;
export type PostView = z.infer<typeof postSchema>;
export type ReplyView = z.infer<typeof replySchema>;
export type EventView = z.infer<typeof eventSchema>;
export type NoteView = z.infer<typeof noteSchema>;
export type PermitView = z.infer<typeof permitSchema>;
export type Me = z.infer<typeof meSchema>;
export type Problem = z.infer<typeof problemSchema>;

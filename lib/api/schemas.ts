// What the HTTP API speaks: the one description of its shapes, for validation, OpenAPI and the desk's types.
import * as z from 'zod';
import { assessmentSchema, CAUSES, DECISIONS, KINDS, RISKS, severitySchema } from '../domain/assessment.ts';
import { ANSWER_STATES, CONTACT_CHANNELS, IDENTITY_KINDS, LINK_BASES, MOST_SUMMARY } from '../domain/customer.ts';
import { authorSchema, networkSchema, VISIBILITIES } from '../domain/mention.ts';
import { REPLY_STATES } from '../domain/reply.ts';
import { ROLES } from '../domain/role.ts';
import { STATUSES } from '../domain/thread.ts';
import { instantSchema } from '../domain/time.ts';

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
  claim: z.object({ agent, until: at }).optional(),
  firstRepliedAt: at.optional(),
  resolvedAt: at.optional(),
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

const postSchema = z.object({
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

const permitSchema = z.object({
  allowed: z.boolean(),
  reason: z.string().optional(),
  openUrl: z.string().optional(),
  maxLength: z.number().int(),
  unit: z.enum(['x-weighted', 'grapheme', 'character']),
  costMicros: z.number().int(),
});

export const replySchema = z.object({
  id: z.string(),
  threadId: z.string(),
  postId: z.string(),
  text: z.string(),
  by: agent,
  state: z.enum(REPLY_STATES),
  createdAt: at,
  holdUntil: at,
  sentAt: at.optional(),
  nativeId: z.string().optional(),
  url: z.string().optional(),
  problem: z.string().optional(),
});

/** One line of the thread's history, in order. */
const eventSchema = z.object({
  type: z.string(),
  at,
  by: agent,
  /** Readable, e.g. "Ana claimed this until 14:30". */
  text: z.string(),
});

const noteSchema = z.object({ id: z.string(), at, by: agent, text: z.string() });

const linkSchema = z.object({
  id: z.string(),
  kind: z.enum(IDENTITY_KINDS),
  value: z.string(),
  /** What people call it: an account's handle, else the value itself. */
  label: z.string(),
  basis: z.enum(LINK_BASES),
  evidence: z.string(),
  by: agent,
  at,
});

const contactSchema = z.object({
  id: z.string(),
  channel: z.enum(CONTACT_CHANNELS),
  at,
  summary: z.string(),
  by: agent,
  promise: z.object({ text: z.string(), dueAt: at }).optional(),
  /** Of an e-mail that Earshot has read or sent itself. */
  message: z
    .object({
      subject: z.string(),
      from: z.string(),
      direction: z.enum(['in', 'out']),
      /** With quotes and signature, where it is more than the summary. */
      whole: z.string().optional(),
      attachments: z.array(z.string()).readonly().optional(),
      state: z.enum(ANSWER_STATES).optional(),
      problem: z.string().optional(),
    })
    .optional(),
});

export const customerSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  links: z.array(linkSchema),
  /** Everything this person told the company, newest first: threads on any network and contacts on any channel. */
  timeline: z.array(
    z.discriminatedUnion('type', [
      z.object({
        type: z.literal('thread'),
        at,
        threadId: z.string(),
        caseNumber: z.string(),
        network: networkSchema,
        status: z.enum(STATUSES),
        excerpt: z.string(),
      }),
      contactSchema.extend({ type: z.literal('contact') }),
    ]),
  ),
});

export const threadPageSchema = z.object({
  thread: threadSchema,
  posts: z.array(postSchema),
  replies: z.array(replySchema),
  notes: z.array(noteSchema),
  events: z.array(eventSchema),
  /** For a reply to the newest post. */
  permit: permitSchema,
  customer: customerSchema,
});

export const newReplySchema = z.object({
  /** Chosen by the client, one per reply (a ULID): sending the same request twice makes one reply. */
  id: z.ulid(),
  text: z.string().trim().min(1).max(10_000),
  /** The post to answer; the newest of the customer when absent. */
  postId: z.string().optional(),
  /** The thread's version the writer saw; an older one is refused with 412. */
  version: z.number().int().positive(),
});

export const lengthCheckSchema = z.object({ text: z.string().max(10_000), postId: z.string().optional() });
export const measureSchema = z.object({
  length: z.number().int(),
  max: z.number().int(),
  unit: permitSchema.shape.unit,
  fits: z.boolean(),
});

const versioned = { version: z.number().int().positive() };

/** What a person does to a thread. `version` as for a reply; a claim and a note are harmless on a stale version and need none. */
export const actionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('claim') }),
  z.object({ type: z.literal('release') }),
  z.object({ type: z.literal('note'), id: z.ulid(), text: z.string().trim().min(1).max(10_000) }),
  z.object({ type: z.literal('resolve'), ...versioned }),
  z.object({ type: z.literal('reopen'), ...versioned }),
  z.object({
    type: z.literal('judge'),
    decision: z.enum(['complaint', 'not']).optional(),
    causes: z.array(z.enum(CAUSES)).optional(),
    severity: severitySchema.optional(),
    ...versioned,
  }),
  z.object({ type: z.literal('withdraw-judgement'), ...versioned }),
  z.object({ type: z.literal('withdraw-reply'), replyId: z.string() }),
  /** For a reply whose outcome is unknown: what the person saw on the network. */
  z.object({
    type: z.literal('settle-reply'),
    replyId: z.string(),
    stands: z.boolean(),
    /** A colleague will open it: a link to a page, never a script. */
    url: z.url({ protocol: /^https?$/ }).optional(),
  }),
]);

export const newLinkSchema = z.object({
  kind: z.enum(IDENTITY_KINDS),
  /** `network/id` of an account, an e-mail address, a phone number, a CRM id. */
  value: z.string().trim().min(1).max(500),
  basis: z.enum(LINK_BASES).exclude(['own-account']),
  evidence: z
    .string()
    .trim()
    .min(3, 'say what a colleague can check, e.g. "gave the address in the call of 3 May"')
    .max(1000),
});

export const newContactSchema = z.object({
  /** Chosen by the client: sending the same request twice adds one contact. */
  id: z.ulid(),
  channel: z.enum(CONTACT_CHANNELS),
  at: instantSchema,
  summary: z.string().trim().min(1).max(MOST_SUMMARY),
  promise: z.object({ text: z.string().trim().min(1).max(500), dueAt: instantSchema }).optional(),
});

export const newAnswerSchema = z.object({
  /** Chosen by the client, one for each answer: sending the same request twice sends one e-mail. */
  id: z.ulid(),
  text: z.string().trim().min(1).max(MOST_SUMMARY),
  /** Ids of the answers that the writer has seen: with another one to this e-mail, this is refused with 409. */
  seen: z.array(z.string().max(100)).max(500).default([]),
});

export const customerListSchema = z.object({ items: z.array(customerSchema) });

export const changesSchema = z.object({
  threads: z.array(threadSchema),
  /** Pass as `since` next time. The last seconds are repeated on purpose; a thread is told apart by id and version. */
  cursor: z.string(),
  /** More is waiting: ask again at once. */
  more: z.boolean(),
});

export const meSchema = z.object({
  name: agent,
  role: z.enum(ROLES),
  brand: z.string(),
  sample: z.boolean(),
});

export type ThreadView = z.infer<typeof threadSchema>;
export type ThreadList = z.infer<typeof threadListSchema>;
export type ThreadPage = z.infer<typeof threadPageSchema>;
export type PostView = z.infer<typeof postSchema>;
export type ReplyView = z.infer<typeof replySchema>;
export type EventView = z.infer<typeof eventSchema>;
export type NoteView = z.infer<typeof noteSchema>;
export type LinkView = z.infer<typeof linkSchema>;
export type CustomerView = z.infer<typeof customerSchema>;
export type PermitView = z.infer<typeof permitSchema>;
export type MeasureView = z.infer<typeof measureSchema>;
export type NewReply = z.infer<typeof newReplySchema>;
export type Action = z.infer<typeof actionSchema>;
export type NewLink = z.infer<typeof newLinkSchema>;
export type NewContact = z.infer<typeof newContactSchema>;
export type NewAnswer = z.input<typeof newAnswerSchema>;
export type Changes = z.infer<typeof changesSchema>;
export type Me = z.infer<typeof meSchema>;
export type Problem = z.infer<typeof problemSchema>;

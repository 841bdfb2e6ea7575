// What the HTTP API takes from a person at work on a thread: answers, drafts, decisions, and what it says of them.
import * as z from 'zod';
import { CAUSES, severitySchema } from '../domain/assessment.ts';
import { MOST_PROMISE } from '../domain/promise.ts';
import { QUALITIES } from '../domain/reply-finding.ts';
import { instantSchema } from '../domain/time.ts';
import { threadSchema } from './schemas.ts';

const at = z.iso.datetime();
const agent = z.string().min(1).max(100);
/** Longer than any that there is; the table takes no key without end. */
const replyId = z.string().min(1).max(100);
const postId = z.string().min(1).max(1000);

/** A date in an answer that somebody is held to. */
const newPromiseSchema = z.object({
  id: z.ulid(),
  text: z.string().trim().min(1).max(MOST_PROMISE),
  dueAt: instantSchema,
});

export const newReplySchema = z.object({
  /** Chosen by the client, one per reply (a ULID): sending the same request twice makes one reply. */
  id: z.ulid(),
  text: z.string().trim().min(1).max(10_000),
  /** The post to answer; the newest of the customer when absent. */
  postId: postId.optional(),
  /** The thread's version the writer saw; an older one is refused with 412. */
  version: z.number().int().positive(),
  /** Where it is to stand; `direct` only where the permit allows it. */
  visibility: z.enum(['public', 'direct']).default('public'),
  /** What it promises, if the writer says so. */
  promise: newPromiseSchema.optional(),
  /** The saved reply it began as: its use and what came of it are counted. */
  savedReplyId: z.string().max(100).optional(),
});

export const replyCheckOrderSchema = z.object({
  text: z.string().max(10_000),
  postId: postId.optional(),
  visibility: z.enum(['public', 'direct']).default('public'),
});
const measureSchema = z.object({
  length: z.number().int(),
  max: z.number().int(),
  unit: z.enum(['x-weighted', 'grapheme', 'character']),
  fits: z.boolean(),
});

/** For colleagues: one line. */
const why = z.string().trim().min(1).max(500);

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
  z.object({ type: z.literal('assign'), to: z.string().trim().min(1).max(100) }),
  z.object({
    type: z.literal('escalate'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
    reason: why,
    ...versioned,
  }),
  z.object({ type: z.literal('snooze'), until: instantSchema, reason: why, ...versioned }),
  z.object({ type: z.literal('wake') }),
  z.object({ type: z.literal('promise'), promise: newPromiseSchema }),
  z.object({ type: z.enum(['keep-promise', 'drop-promise']), promiseId: z.string().max(100) }),
  /** `dismissed`: nobody needs to ask. */
  z.object({ type: z.literal('follow-up'), how: z.enum(['asked', 'dismissed']) }),
  z.object({ type: z.literal('approve-reply'), replyId }),
  z.object({ type: z.literal('refuse-reply'), replyId, reason: why }),
  z.object({ type: z.literal('withdraw-reply'), replyId }),
  /** For a reply whose outcome is unknown: what the person saw on the network. */
  z.object({
    type: z.literal('settle-reply'),
    replyId,
    stands: z.boolean(),
    /** A colleague will open it: a link to a page, never a script. */
    url: z.url({ protocol: /^https?$/ }).optional(),
  }),
]);

/** What is said of an answer before it is sent. Advice, unless it is an error. */
export const replyCheckSchema = z.object({
  measure: measureSchema,
  /** American school grade of the text by Flesch and Kincaid; absent for too few words or another language than English. */
  grade: z.number().optional(),
  findings: z.array(
    z.object({
      id: z.string(),
      level: z.enum(['good', 'advice', 'error']),
      /** Of the five (requirement A3), the one it concerns; absent: none. */
      quality: z.enum(QUALITIES).optional(),
      /** Readable, in few words: "Says sorry", "No next step with a date". */
      text: z.string(),
      /** UTF-16 offsets of the words it is about. */
      marks: z.array(z.object({ start: z.number().int(), end: z.number().int() })),
    }),
  ),
  /** Dates that were found and could be promises. */
  promises: z.array(z.object({ text: z.string(), dueAt: at })),
});

/** A draft as the server keeps it, for everybody who opens the thread. */
export const draftSchema = z.object({
  text: z.string(),
  by: agent,
  at,
  /** The draft's own version: whoever writes over another one's words must have seen them. */
  version: z.number().int(),
  /** The customer wrote again since it was begun. */
  isBehind: z.boolean(),
});
export const newDraftSchema = z.object({
  text: z.string().max(10_000),
  /** The version that was seen; 0: none. */
  version: z.number().int().nonnegative(),
});

/** What could be sent, beyond what somebody writes. */
export const suggestionsSchema = z.object({
  /** The draft to begin with, with its variables filled in. */
  draft: z.object({ text: z.string(), savedReplyId: z.string(), source: z.string() }).optional(),
  /** Offered when an answer will be late; never sent by itself. */
  holding: z.object({ text: z.string(), why: z.string() }).optional(),
  /** Asks whether the solution holds. */
  followUp: z.object({ text: z.string() }).optional(),
  /** What fits the cause and the language, what has worked best first. */
  saved: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['reply', 'article']),
      title: z.string(),
      text: z.string(),
      url: z.string().optional(),
      uses: z.number().int(),
      thanked: z.number().int(),
      cameBack: z.number().int(),
    }),
  ),
  /** The customer's page, to be put into an answer; absent where none is served. */
  pageUrl: z.string().optional(),
});

export const presenceOrderSchema = z.object({ typing: z.boolean() });

/** Who has which thread open now. */
export const presenceSchema = z.object({ agent, threadId: z.string(), typing: z.boolean(), at });

export const nextOrderSchema = z.object({ skip: z.array(z.string().max(100)).max(100).default([]) });
/** The most urgent thread nobody else works on, claimed; absent when nothing is left. */
export const nextSchema = z.object({ thread: threadSchema.optional() });

export type NewReply = z.input<typeof newReplySchema>;
export type Action = z.infer<typeof actionSchema>;
export type ReplyCheckOrder = z.input<typeof replyCheckOrderSchema>;
export type ReplyCheckView = z.infer<typeof replyCheckSchema>;
export type DraftView = z.infer<typeof draftSchema>;
export type NewDraft = z.infer<typeof newDraftSchema>;
export type SuggestionsView = z.infer<typeof suggestionsSchema>;
export type PresenceView = z.infer<typeof presenceSchema>;

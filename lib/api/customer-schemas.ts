// What the HTTP API speaks of customers: who they are, what belongs to them, what they were told.
import * as z from 'zod';
import { ANSWER_STATES, CONTACT_CHANNELS, IDENTITY_KINDS, LINK_BASES, MOST_SUMMARY } from '../domain/customer.ts';
import { networkSchema } from '../domain/mention.ts';
import { MOST_PROMISE } from '../domain/promise.ts';
import { LISTS, OUTCOMES } from '../domain/thread.ts';
import { instantSchema } from '../domain/time.ts';

const at = z.iso.datetime();
const agent = z.string().min(1).max(100);

/** What happens next, who does it and by when. */
export const nextStepSchema = z.object({ what: z.string(), who: z.string(), by: at.optional() });

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

/** Two identities that may be one person: a question, never a fact. */
const suggestionSchema = z.object({
  id: z.string(),
  kind: z.enum(IDENTITY_KINDS),
  value: z.string(),
  label: z.string(),
  /** The customer it belongs to now. */
  customerId: z.string().optional(),
  /** What it rests on, readable: "the e-mail of 3 May names case 4821-7305". */
  why: z.string(),
  /** The basis that the evidence would allow. */
  basis: z.enum(LINK_BASES).exclude(['own-account']),
  at,
});

/** What whoever speaks with them next must know at a glance. */
const customerSummarySchema = z.object({
  /** What they last said, and where. */
  said: z.object({ text: z.string(), where: z.string(), at }).optional(),
  /** What the brand did last. */
  done: z.object({ text: z.string(), by: agent, at }).optional(),
  /** Open promises, the first due first. */
  promised: z.array(
    z.object({ text: z.string(), by: agent, dueAt: at, isBroken: z.boolean(), threadId: z.string().optional() }),
  ),
  next: nextStepSchema.optional(),
  /** The open thread that is most urgent. */
  openThreadId: z.string().optional(),
});

export const customerSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  summary: customerSummarySchema,
  suggestions: z.array(suggestionSchema),
  links: z.array(linkSchema),
  /** There are older threads or contacts than the timeline shows. */
  more: z.boolean().optional(),
  /** Everything this person told the company, newest first: threads on any network and contacts on any channel. */
  timeline: z.array(
    z.discriminatedUnion('type', [
      z.object({
        type: z.literal('thread'),
        at,
        threadId: z.string(),
        caseNumber: z.string(),
        network: networkSchema,
        list: z.enum(LISTS),
        excerpt: z.string(),
        outcome: z.enum(OUTCOMES).optional(),
        /** The case number of the earlier thread whose matter this is again. */
        continues: z.string().optional(),
      }),
      contactSchema.extend({ type: z.literal('contact') }),
    ]),
  ),
});

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

/** Somebody who is met for the first time, by telephone or over the counter. */
export const newCustomerSchema = z.object({
  kind: z.enum(['email', 'phone', 'crm']),
  value: newLinkSchema.shape.value,
  evidence: newLinkSchema.shape.evidence,
  name: z.string().trim().min(1).max(200).optional(),
});

export const newContactSchema = z.object({
  /** Chosen by the client: sending the same request twice adds one contact. */
  id: z.ulid(),
  channel: z.enum(CONTACT_CHANNELS),
  at: instantSchema,
  summary: z.string().trim().min(1).max(MOST_SUMMARY),
  promise: z.object({ text: z.string().trim().min(1).max(MOST_PROMISE), dueAt: instantSchema }).optional(),
});

export const newAnswerSchema = z.object({
  /** Chosen by the client, one for each answer: sending the same request twice sends one e-mail. */
  id: z.ulid(),
  text: z.string().trim().min(1).max(MOST_SUMMARY),
  /** Ids of the answers that the writer has seen: with another one to this e-mail, this is refused with 409. */
  seen: z.array(z.string().max(100)).max(500).default([]),
});

export const customerListSchema = z.object({ items: z.array(customerSchema) });

/** Answering a suggested link: a person decides, with what a colleague can check. */
export const suggestionAnswerSchema = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('yes'), basis: newLinkSchema.shape.basis, evidence: newLinkSchema.shape.evidence }),
  z.object({ answer: z.literal('no') }),
]);

/** A code the customer sends from the other channel: who sends it has proved that both are theirs. */
export const linkCodeSchema = z.object({ code: z.string(), expiresAt: at, text: z.string() });

/** Everything is erased, or nothing is: the case number or an identity of this customer, typed again, says it is meant. */
export const erasureOrderSchema = z.object({
  confirm: z.string().trim().min(1).max(500),
  reason: z.string().trim().min(3).max(500),
});

/** The proof: what was erased, counted, without any of it. */
export const erasureSchema = z.object({
  id: z.string(),
  at,
  by: agent,
  reason: z.string(),
  erased: z.record(z.string(), z.number().int()),
  kept: z.array(z.string()),
  /** SHA-256 of everything that was kept of the person, as an export made right before holds it in `person`. */
  digest: z.string(),
});

/** The newest proofs, the newest first. */
export const erasureListSchema = z.object({ items: z.array(erasureSchema) });

/** Everything kept about one person. `schema` changes when the form of `person` does. */
export const customerExportSchema = z.object({
  schema: z.string(),
  exportedAt: at,
  /** SHA-256 of `person` as JSON with sorted keys and without spaces. */
  digest: z.string(),
  person: z.record(z.string(), z.unknown()),
});

export type LinkView = z.infer<typeof linkSchema>;
export type CustomerView = z.infer<typeof customerSchema>;
export type NewLink = z.infer<typeof newLinkSchema>;
export type NewContact = z.infer<typeof newContactSchema>;
export type NewAnswer = z.input<typeof newAnswerSchema>;
export type SuggestionView = CustomerView['suggestions'][number];
export type SuggestionAnswer = z.infer<typeof suggestionAnswerSchema>;
export type LinkCodeView = z.infer<typeof linkCodeSchema>;
export type ErasureOrder = z.infer<typeof erasureOrderSchema>;
export type ErasureView = z.infer<typeof erasureSchema>;

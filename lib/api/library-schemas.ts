// What the HTTP API speaks of a team's common things: saved replies, saved views, rules, and the load.
import * as z from 'zod';
import { CAUSES } from '../domain/assessment.ts';
import { ruleListSchema } from '../domain/rule.ts';
import { LISTS } from '../domain/thread.ts';

const at = z.iso.datetime();
const agent = z.string().min(1).max(100);

/** A text to answer with, or an article to answer from. `{name}` and the like are filled in when it is offered. */
export const savedReplySchema = z.object({
  id: z.string().min(1).max(100),
  kind: z.enum(['reply', 'article']),
  title: z.string().trim().min(1).max(100),
  text: z.string().trim().min(1).max(5000),
  /** ISO 639-1. */
  language: z.string().regex(/^[a-z]{2}$/, 'expected two letters such as en'),
  /** Empty: fits any cause. */
  causes: z.array(z.enum(CAUSES)),
  /** Of an article. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  /** Thanks somebody who praises; never offered to somebody who complains. Absent in a change: as it was. */
  praise: z.boolean().optional(),
});
export const savedReplyListSchema = z.object({
  items: z.array(
    savedReplySchema.extend({
      uses: z.number().int(),
      thanked: z.number().int(),
      cameBack: z.number().int(),
      changedBy: agent,
    }),
  ),
  /** What may stand in braces, each with what it becomes. */
  variables: z.array(z.object({ name: z.string(), becomes: z.string() })),
});

/** A list with a filter, kept under a name. */
export const savedViewSchema = z.object({
  id: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(60),
  list: z.enum(LISTS),
  /** As typed into the search: `cause:refund sev:high is:late from:@x channel:reddit words`. */
  query: z.string().trim().max(300),
  /** Shown to every colleague; else only to whoever made it. */
  shared: z.boolean(),
});
export const savedViewListSchema = z.object({ items: z.array(savedViewSchema.extend({ by: agent })) });

export const rulesSchema = z.object({
  /** 0: the team has saved none, and these are the ones it begins with. */
  version: z.number().int().nonnegative(),
  rules: ruleListSchema,
  /** Who saved them last, and when. */
  changedBy: agent.optional(),
  changedAt: at.optional(),
});

const ruleFieldSchema = z.object({
  /** `field` of a condition, `do` of an action. */
  name: z.string(),
  label: z.string(),
  /** How what is typed is read: a number, several words with commas between them, yes or no, a word, or nothing at all. */
  kind: z.enum(['number', 'list', 'yes', 'word', 'none']),
  /** Under which name the value stands beside `name`. */
  value: z.string(),
  /** What may be typed. */
  such: z.string(),
});

/** The rules with what a person reads of them, and what a form for one offers. */
export const rulesViewSchema = rulesSchema.extend({
  /** Each rule as a sentence, in their order. */
  words: z.array(z.string()),
  form: z.object({
    on: z.array(z.object({ name: z.string(), label: z.string() })),
    when: z.array(ruleFieldSchema),
    actions: z.array(ruleFieldSchema),
  }),
});

/** What a rule would have done to the threads of the last days. */
export const ruleTrialSchema = z.object({
  days: z.number().int(),
  threads: z.number().int(),
  /** There were more threads than could be tried. */
  isPartial: z.boolean(),
  times: z.number().int(),
  samples: z.array(
    z.object({
      threadId: z.string(),
      caseNumber: z.string(),
      excerpt: z.string(),
      at,
      because: z.array(z.string()),
      did: z.array(z.string()),
    }),
  ),
});

/** Complaints by the hour of the week, against who is there to answer them. */
export const loadSchema = z.object({
  weeks: z.number().int(),
  timeZone: z.string(),
  /** Complaints one person answers in an hour, as the watch list says. */
  perHour: z.number(),
  /** 7 × 24, Monday 00:00 first. */
  hours: z.array(z.object({ complaints: z.number(), people: z.number(), isShort: z.boolean() })).length(168),
  /** Days of which something was counted. */
  days: z.number().int(),
});

export type SavedReply = z.infer<typeof savedReplySchema>;
export type SavedReplyList = z.infer<typeof savedReplyListSchema>;
export type SavedView = z.infer<typeof savedViewSchema>;
export type SavedViewList = z.infer<typeof savedViewListSchema>;
export type NewRules = z.infer<typeof rulesSchema>;
export type RulesView = z.infer<typeof rulesViewSchema>;
export type RuleTrial = z.infer<typeof ruleTrialSchema>;
export type LoadView = z.infer<typeof loadSchema>;

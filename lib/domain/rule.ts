// A rule of the team: on what occasion, under which conditions, what is done. Data, so that a lead can write it.
import * as z from 'zod';
import { CAUSES, DECISIONS, KINDS, RISKS, severitySchema } from './assessment.ts';
import { APPROVERS } from './escalation.ts';
import { LISTS, OUTCOMES } from './thread.ts';

/** When a rule is looked at: something happened to a thread, or time passed over it. */
const RULE_OCCASIONS = [
  'opened',
  'heard',
  'judged',
  'reopened',
  'escalated',
  'half-time',
  'three-quarters',
  'deadline-missed',
  'promise-broken',
  'came-back',
  'outcome-seen',
] as const;
export type RuleOccasion = (typeof RULE_OCCASIONS)[number];

/** Fields that are not known are refused, not passed over: a misspelt condition would make a rule that applies to everything. */
const level = z.union(
  [z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)],
  'expected a level, 1 to 5',
);

/** Values of one condition: nobody reads a longer list again. */
const MOST_VALUES = 50;

const atLeast = <Field extends string, Value extends z.ZodType>(field: Field, value: Value) =>
  z.strictObject({ field: z.literal(field), atLeast: value });

const anyOf = <Field extends string, Value extends z.ZodType>(field: Field, value: Value) =>
  z.strictObject({ field: z.literal(field), anyOf: z.array(value).min(1).max(MOST_VALUES) });

const is = <Field extends string>(field: Field) => z.strictObject({ field: z.literal(field), is: z.boolean() });

/** All of a rule's conditions must hold. */
const conditionSchema = z.discriminatedUnion(
  'field',
  [
    atLeast('severity', severitySchema),
    atLeast('escalation', level),
    atLeast('followers', z.number().int().nonnegative()),
    atLeast('posts', z.number().int().positive()),
    atLeast('probability', z.number().min(0).max(1)),
    anyOf('risk', z.enum(RISKS)),
    anyOf('cause', z.enum(CAUSES)),
    anyOf('kind', z.enum(KINDS)),
    anyOf('decision', z.enum(DECISIONS)),
    anyOf('outcome', z.enum(OUTCOMES)),
    anyOf('list', z.enum(LISTS)),
    anyOf('network', z.string().trim().toLowerCase().min(1).max(40)),
    /** ISO 639-1, or `und` where it cannot be told. */
    anyOf('language', z.string().trim().toLowerCase().min(2).max(10)),
    /** Any of the words stands in the newest post's beginning as a word of its own, whatever the case of its letters. */
    anyOf('words', z.string().trim().min(2).max(100)),
    /** The customer complained before within 14 days. */
    is('repeat'),
    /** Whether somebody is at work by the business hours. */
    is('open-hours'),
  ],
  'expected a condition whose field is one of severity, escalation, followers, posts, probability, risk, cause, kind, decision, outcome, list, network, language, words, repeat, open-hours',
);

const actionSchema = z.discriminatedUnion(
  'do',
  [
    z.strictObject({ do: z.literal('escalate-to'), level }),
    z.strictObject({
      do: z.literal('escalate-by'),
      steps: z.union([z.literal(1), z.literal(2)], 'expected 1 or 2 steps'),
    }),
    z.strictObject({ do: z.literal('set-severity'), severity: severitySchema }),
    z.strictObject({ do: z.literal('assign'), agent: z.string().trim().min(1).max(100) }),
    z.strictObject({ do: z.literal('require-approval'), by: z.enum(APPROVERS) }),
    z.strictObject({ do: z.literal('tell-team') }),
  ],
  'expected an action that does one of escalate-to, escalate-by, set-severity, assign, require-approval, tell-team',
);

/** How often rules may apply to one thread in an hour. */
export const MOST_RULED = 20;
/** How many rules a thread remembers to have had the team chat told. */
export const MOST_TOLD = 100;
/** Rules of a team. */
const MOST_RULES = 100;

export const ruleSchema = z.strictObject({
  id: z.string().min(1).max(100),
  name: z.string().trim().min(1, 'expected a name, by which the history says what applied').max(100),
  enabled: z.boolean(),
  on: z.array(z.enum(RULE_OCCASIONS)).min(1, 'expected at least one occasion').max(RULE_OCCASIONS.length),
  when: z.array(conditionSchema).max(20),
  actions: z.array(actionSchema).min(1, 'expected at least one action').max(10),
});

/** All rules of a team, in the order in which they are looked at. */
export const ruleListSchema = z
  .array(ruleSchema)
  .max(MOST_RULES)
  .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'two rules have the same id');

export type Rule = z.infer<typeof ruleSchema>;
export type RuleCondition = z.infer<typeof conditionSchema>;
export type RuleAction = z.infer<typeof actionSchema>;

// What the classifier says about one post, in words a manager can check.
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';

/** Causes of frustration (requirement U4); more than one may apply. */
export const CAUSES = [
  'slow-service',
  'rude-staff',
  'delivery',
  'billing',
  'product-fault',
  'outage',
  'booking',
  'unreachable',
  'broken-promise',
  'other',
] as const;

/** Words that always go to a person (requirement U6), whatever the model says. */
export const RISKS = ['danger', 'self-harm', 'legal-threat', 'data-leak', 'press'] as const;

export const DECISIONS = ['complaint', 'not', 'unsure'] as const;
export const KINDS = ['complaint', 'question', 'praise', 'other'] as const;

/** 1 no explicit reproach · 2 disapproval · 3 accusation · 4 blame (the published scale, requirement U5). */
export const severitySchema = z.union(
  [z.literal(1), z.literal(2), z.literal(3), z.literal(4)],
  'expected a severity, 1 to 4',
);

/** A piece of the post that weighed in the decision: UTF-16 offsets into the text, weight in logits (positive: complaint). */
const becauseSchema = z.object({
  text: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  weight: z.number(),
});

export const assessmentSchema = z.object({
  decision: z.enum(DECISIONS),
  /** Calibrated probability of a complaint, 0 to 1. */
  probability: z.number().min(0).max(1),
  kind: z.enum(KINDS),
  causes: z.array(z.enum(CAUSES)),
  severity: severitySchema,
  risks: z.array(z.enum(RISKS)),
  /** ISO 639-1 code, or `und` when it cannot be told; `known` says whether the model was trained on it. */
  language: z.object({ code: z.string(), known: z.boolean() }),
  /** The company meant, by the watch list's name; absent when none was recognised. */
  company: z.string().optional(),
  /** The company meant, when it is a competitor and the own brand is not named at all. */
  competitor: z.string().optional(),
  because: z.array(becauseSchema),
  /**
   * What stands in no span, in logits: the model's bias and the words of little weight. With the weights of `because` it
   * adds up to ln(probability / (1 - probability)). Absent where an older version assessed the post.
   */
  rest: z.number().optional(),
  model: z.string(),
});

export type Assessment = z.infer<typeof assessmentSchema>;
/** An assessment without the words of the post: what may be kept when the text is erased. */
export type Finding = Omit<Assessment, 'because' | 'rest'>;
export type Because = z.infer<typeof becauseSchema>;
export type Cause = (typeof CAUSES)[number];
export type Risk = (typeof RISKS)[number];
export type Decision = (typeof DECISIONS)[number];
export type Kind = (typeof KINDS)[number];
export type Severity = z.infer<typeof severitySchema>;

/** Whether a fresh assessment says in every point what the stored one says. */
export function isSameAssessment(fresh: Assessment, stored: Assessment): boolean {
  // As the table keeps it: without fields that are undefined, and with one zero instead of two.
  return isDeepStrictEqual(JSON.parse(JSON.stringify(fresh)), stored);
}

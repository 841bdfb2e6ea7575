// Tells which texts of other corpora were judged for this project: the verdicts are its own, the texts stay where they are.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { fingerprint } from './essence.ts';
import type { LabelledPost } from './examples.ts';

const verdictSchema = z.object({
  /** See essence.ts. */
  fingerprint: z.string().length(6),
  complaint: z.enum(['0', '1']),
  /** Empty where there is no complaint. */
  severity: z.coerce
    .number()
    .pipe(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]))
    .optional()
    .catch(undefined),
});

const VERDICTS = join(import.meta.dirname, 'verdicts.csv');

/** The texts with a verdict as posts, and the others; without another file, the project's verdicts. */
export function divideByVerdict(
  texts: readonly string[],
  file = VERDICTS,
): {
  readonly judged: readonly LabelledPost[];
  readonly others: readonly string[];
} {
  const rows: unknown[] = parse(readFileSync(file), { columns: true });
  const verdicts = new Map(
    rows.map((row) => verdictSchema.parse(row)).map((verdict) => [verdict.fingerprint, verdict]),
  );
  const judged: LabelledPost[] = [];
  const others: string[] = [];
  for (const text of texts) {
    const verdict = verdicts.get(fingerprint(text));
    if (verdict === undefined) others.push(text);
    else judged.push(postOf(text, verdict));
  }
  return { judged, others };
}

function postOf(text: string, { complaint, severity }: z.infer<typeof verdictSchema>): LabelledPost {
  return { text, complaint: complaint === '1', domain: 'judged', ...(severity !== undefined && { severity }) };
}

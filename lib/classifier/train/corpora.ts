// Reads the labelled texts the models learn from; what they are and may be used for stands in docs/model-card.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { LabelledPost } from './examples.ts';

const labelSchema = z.enum(['0', '1', 'true', 'false']).transform((label) => label === '1' || label === 'true');
const severitySchema = z.coerce.number().pipe(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]));

const judgingRowSchema = z.object({
  text: z.string().min(1),
  complaint: labelSchema,
  domain: z.string().default(''),
  /** 0, empty or anything else off the scale is no severity. */
  severity: severitySchema.optional().catch(undefined),
  like: z.string().optional(),
});

/** Rows of a CSV with `text` and `complaint` (0 or 1), optionally `domain` and `severity`. Throws naming the row. */
export function readLabelledPosts(file: string): readonly LabelledPost[] {
  const rows: unknown[] = parse(readFileSync(file), { columns: true, bom: true, relax_column_count: true });
  return rows.map((row, i) => {
    const parsed = judgingRowSchema.safeParse(row);
    if (!parsed.success) {
      throw new Error(
        `${file}, row ${i + 1}: ${z.prettifyError(parsed.error)} (a judging file is a CSV with the columns text and complaint, where complaint is 0 or 1)`,
      );
    }
    const { severity, like, ...post } = parsed.data;
    return { ...post, ...(severity !== undefined && { severity }), ...(like && { like }) };
  });
}

const LANGUAGE_CODES: ReadonlyMap<string, string> = new Map([
  ['english', 'en'],
  ['spanish', 'es'],
  ['french', 'fr'],
  ['german', 'de'],
  ['portuguese', 'pt'],
  ['italian', 'it'],
  ['hindi', 'hi'],
  ['arabic', 'ar'],
]);
const languageRowSchema = z.object({ language: z.string(), split: z.string(), text: z.string() });

/** Posts of a split by ISO 639-1 code. Those in Hindi are in Latin letters and mixed with English. */
export function readLanguageTexts(dir: string, split: 'train' | 'test'): ReadonlyMap<string, readonly string[]> {
  const rows: unknown[] = parse(readFileSync(join(dir, 'sentiment-8-languages', 'umsab.csv')), { columns: true });
  const texts = rows
    .map((row) => languageRowSchema.parse(row))
    .filter((row) => row.split === split)
    .map(({ language, text }) => ({ code: LANGUAGE_CODES.get(language), text: withoutEscapes(text) }));
  const byCode = Map.groupBy(texts, ({ code }) => code ?? '');
  byCode.delete('');
  return new Map([...byCode].map(([code, members]) => [code, members.map(({ text }) => text)]));
}

/** The source holds some characters as the six letters of their escape, such as \u2019. */
function withoutEscapes(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

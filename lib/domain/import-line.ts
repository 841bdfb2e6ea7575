// One post of an import file, as people and other systems write it.
import { authorSchema, isHistory, type Mention, mentionSchema } from './mention.ts';
import { problemsIn } from './problems-in.ts';
import type { Instant } from './time.ts';

const importLineSchema = mentionSchema
  .pick({ network: true, id: true, text: true, createdAt: true, url: true, inReplyTo: true, threadRoot: true })
  .extend({ author: authorSchema });

/** The post, or what is wrong with the line in words. */
export function parseImportLine(
  value: unknown,
  now: Instant,
): { readonly mention: Mention } | { readonly problem: string } {
  const parsed = importLineSchema.safeParse(value);
  if (!parsed.success) return { problem: problemsIn(parsed.error, 'the line').join('; ') };
  const backfill = isHistory(parsed.data.createdAt, now);
  return { mention: mentionSchema.parse({ ...parsed.data, source: 'import', backfill }) };
}

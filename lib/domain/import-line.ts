// One post of an import file, as people and other systems write it.
import { authorSchema, type Mention, mentionSchema } from './mention.ts';
import { type Instant, plus } from './time.ts';

const importLineSchema = mentionSchema
  .pick({ network: true, id: true, text: true, createdAt: true, url: true, inReplyTo: true, threadRoot: true })
  .extend({ author: authorSchema });

/** Older posts are history: stored and shown, but nobody is alerted and the deadline counts from now. */
const HISTORY_AFTER = { hours: -24 };

/** The post, or what is wrong with the line in words. */
export function parseImportLine(
  value: unknown,
  now: Instant,
): { readonly mention: Mention } | { readonly problem: string } {
  const parsed = importLineSchema.safeParse(value);
  if (!parsed.success) {
    return {
      problem: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`).join('; '),
    };
  }
  const backfill = parsed.data.createdAt < plus(now, HISTORY_AFTER);
  return { mention: mentionSchema.parse({ ...parsed.data, source: 'import', backfill }) };
}

// Tells a question, praise and the rest apart where there is no complaint.
import type { Kind } from '../domain/assessment.ts';
import type { Token } from './tokens.ts';

const QUESTION_STARTS: ReadonlySet<string> = new Set(
  'who what when where why how which can could do does did is are will would should any anyone'.split(' '),
);

/** `praise` is the probability of praise from its own model. */
export function kindOf(tokens: readonly Token[], praise: number): Kind {
  if (asks(tokens)) return 'question';
  return praise >= 0.5 ? 'praise' : 'other';
}

/** A question mark, or a first word that asks: many people leave the mark out. */
export function asks(tokens: readonly Token[]): boolean {
  if (tokens.some(({ normal }) => normal.includes('?'))) return true;
  const first = tokens.find(({ type }) => type === 'word');
  return first !== undefined && QUESTION_STARTS.has(first.normal);
}

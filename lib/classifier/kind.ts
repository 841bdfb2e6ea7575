// Tells a question, praise and the rest apart where there is no complaint.
import type { Kind } from '../domain/assessment.ts';
import type { Reading, Token } from './reading.ts';

const QUESTION_STARTS: ReadonlySet<string> = new Set(
  'who what when where why how which can could do does did is are will would should any anyone'.split(' '),
);

/** The kind of a post that is no complaint; `scorePraise` gives the log-odds of praise. */
export function harmlessKind(reading: Reading, scorePraise: (reading: Reading) => number): Exclude<Kind, 'complaint'> {
  if (asks(reading.tokens)) return 'question';
  return scorePraise(reading) >= 0 ? 'praise' : 'other';
}

/** A question mark, or a first word that asks: many people leave the mark out. */
export function asks(tokens: readonly Token[]): boolean {
  if (tokens.some(({ word }) => word.form === '?')) return true;
  const first = tokens.find(({ word }) => word.type === 'word');
  return first !== undefined && QUESTION_STARTS.has(first.word.form);
}

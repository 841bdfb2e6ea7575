// Names the causes of frustration in a complaint by phrases (requirement U4); several may apply.
import { CAUSES, type Cause } from '../domain/assessment.ts';
import { CAUSE_PHRASES, NO_CAUSE } from './cause-phrases.ts';
import { phraseFinder } from './phrases.ts';
import type { Token } from './reading.ts';

const find = phraseFinder(CAUSE_PHRASES);

/** The causes named in a complaint, in the order of CAUSES; `other` when none is. */
export function causesIn(tokens: readonly Token[]): Cause[] {
  const hits = find(tokens);
  const none = hits.filter(({ label }) => label === NO_CAUSE);
  const found = new Set<string>(
    hits.filter(({ from, to }) => !none.some((each) => each.from <= from && to <= each.to)).map(({ label }) => label),
  );
  return found.size === 0 ? ['other'] : CAUSES.filter((cause) => found.has(cause));
}

// Hears a denied reproach: "never had bad service" praises with the words of a complaint.
import type { LinearScore } from './linear-model.ts';
import { phraseFinder } from './phrases.ts';
import type { Reading, Token } from './reading.ts';

const find = phraseFinder({
  denial: [
    'never had|have|received|experienced|got|gotten|encountered|seen bad|poor|terrible|awful|horrible|rude|slow',
    'never had|have|received|experienced|got|gotten|encountered|seen a|any|an bad|poor|terrible|awful|horrible|rude|slow',
    'never had|have|received|experienced|got|gotten|encountered a|any|an|one problem|issue|complaint|problems|issues|complaints|trouble',
    'never had|have|received|experienced|got|gotten|encountered problems|issues|complaints|trouble',
    'no|zero complaints',
    'no problems|issues at|so|whatsoever',
    'can not|never complain|fault',
    'not complaining',
  ],
});

/** How far after the phrase its object may reach: "never had bad | customer service from them". */
const REACH = 4;
/** What comes after these takes the denial back: "never had a problem until today". */
const TURNS: ReadonlySet<string> = new Set('until till but except before however now today'.split(' '));

/** The score with what the denied words added turned round, so that its parts still add up to its total. */
export function withDenials({ tokens }: Reading, score: LinearScore): LinearScore {
  const hits = find(tokens);
  if (hits.length === 0) return score;
  const parts = score.parts.slice();
  for (const { from, to } of hits) {
    if (tokens.slice(to).some(({ word }) => TURNS.has(word.form))) continue;
    for (let i = from; i < endOfReach(tokens, to); i += 1) parts[i] = -Math.abs(parts[i] ?? 0);
  }
  return { bias: score.bias, parts, total: parts.reduce((sum, part) => sum + part, score.bias) };
}

function endOfReach(tokens: readonly Token[], to: number): number {
  const stop = tokens.findIndex(({ word }, i) => i >= to && word.type === 'punctuation');
  return Math.min(to + REACH, stop === -1 ? tokens.length : stop);
}

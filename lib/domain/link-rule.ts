// What a network allows an account to be tied to a person by: the proof decides, never a likeness.
import type { LinkBasis } from './customer.ts';

interface LinkRule {
  readonly refused: readonly LinkBasis[];
  /** In one sentence, for the person who is refused. */
  readonly says: string;
  readonly source: string;
}

/** Source: docs.x.com/developer-terms/restricted-use-cases, "Off-X matching". Of the other networks no such rule is known. */
const RULES: ReadonlyMap<string, LinkRule> = new Map([
  [
    'x',
    {
      refused: ['agent-judgement'],
      says: 'X lets an account be tied to a person only by what that person told the company, opted in to or made public.',
      source: 'https://docs.x.com/developer-terms/restricted-use-cases',
    },
  ],
]);

export type LinkRuling = { readonly allowed: true } | { readonly allowed: false; readonly why: string };

/** Whether an account on this network may be tied to anything else on this basis. */
export function mayLink(network: string, basis: LinkBasis): LinkRuling {
  const rule = RULES.get(network);
  if (!rule?.refused.includes(basis)) return { allowed: true };
  return { allowed: false, why: `${rule.says} Ask the customer, or send them a code. (${rule.source})` };
}

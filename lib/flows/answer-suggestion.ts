// Answers whether an identity belongs to a customer: yes links it with the proof that is given, no is kept.
import type { Link } from '../domain/customer.ts';
import { getSuggestion, putAnsweredSuggestion } from '../store/suggestions.ts';
import { type LinkDeps, type LinkRefusal, linkCustomer } from './link-customer.ts';

export interface SuggestionAnswered {
  readonly customerId: string;
  readonly suggestionId: string;
  readonly by: string;
  /** What the person has made sure of; absent: it is not theirs. */
  readonly yes?: Pick<Link, 'basis' | 'evidence'>;
}

/** Answering twice changes nothing more; the second thought counts. A crash in between leaves the question, and the link. */
export async function answerSuggestion(
  deps: LinkDeps,
  { customerId, suggestionId, by, yes }: SuggestionAnswered,
): Promise<'answered' | LinkRefusal | { readonly refused: 'no-such-suggestion' }> {
  const suggestion = await getSuggestion(deps.db, customerId, suggestionId);
  if (!suggestion) return { refused: 'no-such-suggestion' };
  const { kind, value } = suggestion;
  const linked = yes && (await linkCustomer(deps, { customerId, kind, value, ...yes, by }));
  if (linked && 'refused' in linked) return linked;
  const answered = { answer: yes ? ('yes' as const) : ('no' as const), by, at: deps.clock() };
  await putAnsweredSuggestion(deps.db, { ...suggestion, answered });
  return 'answered';
}

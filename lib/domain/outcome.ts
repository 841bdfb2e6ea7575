// What came of an answer, seen in what the customer does next: gave thanks, got angrier, took the complaint back.
import type { Assessment } from './assessment.ts';
import type { Mention } from './mention.ts';
import { isGraded, isOwed, type Outcome, type Thread } from './thread.ts';
import type { ThreadEvent } from './thread-event.ts';
import type { Instant } from './time.ts';

interface Heard {
  readonly mention: Pick<Mention, 'text' | 'createdAt'>;
  readonly assessment: Pick<Assessment, 'decision' | 'kind' | 'severity' | 'risks' | 'language'>;
}

/** What a further post of the customer says of the answers before it; `before` is the thread without that post. */
export function outcomeOfPost(before: Thread, { mention, assessment }: Heard): Outcome | undefined {
  const { firstRepliedAt } = before;
  // What was written before the answer and came late says nothing of it.
  if (firstRepliedAt === undefined || mention.createdAt <= firstRepliedAt) return undefined;
  if (isAngrier(before, assessment)) return news(before, 'angrier');
  const isThanks = assessment.kind === 'praise' || THANKS.test(mention.text);
  // The next post after an answer: while another one is owed, thanks may be for anything.
  return assessment.decision === 'not' && isThanks && !isOwed(before.status) ? news(before, 'thanked') : undefined;
}

/** What it says of the answers that a post is no longer on its network. */
export function outcomeOfDeletion(before: Thread, gone: Pick<Assessment, 'decision'>): Outcome | undefined {
  if (before.firstRepliedAt === undefined || gone.decision === 'not') return undefined;
  return news(before, 'deleted');
}

/** The event that says so; none where nothing was seen. */
export function outcomeEvents(outcome: Outcome | undefined, seen: { at: Instant; postId: string }): ThreadEvent[] {
  return outcome === undefined ? [] : [{ type: 'outcome-seen', by: 'earshot', outcome, ...seen }];
}

/** The same outcome is said again only when another answer came in between: then the thread waits for the customer. */
function news(before: Thread, outcome: Outcome): Outcome | undefined {
  return before.outcome === outcome && before.status !== 'waiting' ? undefined : outcome;
}

/** Graver than all that was said before, or something that puts somebody at risk for the first time. */
function isAngrier(before: Thread, { decision, severity, risks, language }: Heard['assessment']): boolean {
  if (risks.some((risk) => !before.risks.includes(risk))) return true;
  const isComparable = language.known && isGraded(before);
  return decision === 'complaint' && isComparable && severity > before.severity;
}

/** Thanks in the languages of the holding replies; "no thanks" and thanks for nothing are none. */
const THANKS =
  /(?<!\b(?:no|without|sans|kein(?:en)?|ohne|sin|senza|geen|sem)\s)\b(?:thanks?(?:\s+you)?|thx|cheers|much appreciated|danke(?:sch[öo]n)?|vielen dank|merci|gracias|grazie|bedankt|dank (?:je|u)|obrigad[oa])\b(?!\s+(?:for nothing|f[üu]r nichts|pour rien|por nada|per niente|voor niets))/iu;

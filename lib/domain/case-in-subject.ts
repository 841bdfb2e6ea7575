// The case number in the subject of an e-mail: read from what customers send, written into what the brand answers.
import { parseCaseNumber } from './case-number.ts';

/** In brackets as Earshot writes it, or after the word: other eight digits are order numbers and the like. */
const NAMED =
  /\[\s*#?\s*(\d{4}[\s.–-]?\d{4})\s*\]|\bcase\b[\s:#.]*(?:no\.?|number|id)?[\s:#.]*(\d{4}[\s.–-]?\d{4})(?!\d)/giu;

/** The first case number that a subject names, in its one form; a misheard or mistyped one is none. */
export function caseNumberIn(subject: string): string | undefined {
  for (const [, bracketed, spoken] of subject.matchAll(NAMED)) {
    const found = parseCaseNumber(bracketed ?? spoken ?? '');
    if (found) return found;
  }
  return undefined;
}

/** The subject of an answer: `Re: Where is my refund [4821-7305]`. */
export function subjectOfAnswer(subject: string, caseNumber: string | undefined): string {
  const plain = subject.replace(/^((re|aw|antw|sv|vs|rif|odp)(\[\d+\])?\s*:\s*)+/i, '').trim();
  const named = caseNumber === undefined || caseNumberIn(plain) === caseNumber ? '' : `[${caseNumber}]`;
  return `Re: ${[plain, named].filter(Boolean).join(' ')}`.trim();
}

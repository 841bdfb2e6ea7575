// A code that a customer sends from another channel: whoever sends it has shown that both channels are theirs.
import { createHash } from 'node:crypto';
import { type Instant, plus } from './time.ts';

/** Read aloud and written by hand without mistakes: neither 0 and O, 1 and I and L, 2 and Z, 5 and S, 8 and B, nor vowels that make words. */
const ALPHABET = '23456789CDFGHJKMNPQRTVWX';
const LENGTH = 6;
const HOURS = 24;
/** Codes looked at in one message; a list of guesses is no message. */
const MOST_IN_TEXT = 10;

const DIGIT = /\d/;
const CANDIDATE = new RegExp(`(?<![\\p{L}\\p{N}])[${ALPHABET}]{${LENGTH}}(?![\\p{L}\\p{N}])`, 'giu');

export interface LinkCode {
  readonly code: string;
  readonly customerId: string;
  readonly expiresAt: Instant;
  /** Who asked for it. */
  readonly by: string;
}

/**
 * A code out of something random (`seed`). It holds a digit, so that no plain word is one: there are 24^6 - 16^6 =
 * 174,325,760 of them.
 */
export function codeFrom(seed: string): string {
  for (let round = 0; ; round += 1) {
    const bytes = createHash('sha256').update(`code\n${round}\n${seed}`).digest();
    // 24 letters into 240: what lies above would make the first ones likelier.
    const letters = [...bytes].filter((byte) => byte < 240).map((byte) => ALPHABET[byte % ALPHABET.length] ?? '');
    const code = letters.slice(0, LENGTH).join('');
    if (code.length === LENGTH && DIGIT.test(code)) return code;
  }
}

/** What stands in a text in the form of a code, however its letters are written. */
export function codesIn(text: string): string[] {
  const found = [...text.matchAll(CANDIDATE)].map(([code]) => code.toUpperCase());
  return [...new Set(found.filter((code) => DIGIT.test(code)))].slice(0, MOST_IN_TEXT);
}

export function expiryOfCode(now: Instant): Instant {
  return plus(now, { hours: HOURS });
}

/** What to tell the customer. */
export function codeWords(code: string): string {
  return `Please send ${code} to us within ${HOURS} hours from the e-mail address, phone number or account that is also yours.`;
}

// The short number by which people speak of a thread on the phone: seven digits and a check digit, `4821-7305`.
import { createHash } from 'node:crypto';

const DIGITS = 7;

/**
 * The case number for a thread. Seven digits can clash, so the caller tries `attempt` 0, 1, 2 … until one is free;
 * the same thread and attempt always give the same number.
 */
export function caseNumberFor(threadId: string, attempt: number): string {
  const hash = createHash('sha256').update(`${threadId}/${attempt}`).digest();
  const digits = String(hash.readUInt32BE(0) % 10 ** DIGITS).padStart(DIGITS, '0');
  return format(digits + luhnDigit(digits));
}

/** The case number in what somebody typed or dictated, in its one form; undefined when it is none or misheard. */
export function parseCaseNumber(text: string): string | undefined {
  const digits = text
    .trim()
    .replace(/^#/, '')
    .replace(/[\s.–-]/g, '');
  if (!/^\d{8}$/.test(digits)) return undefined;
  return luhnDigit(digits.slice(0, DIGITS)) === digits.slice(DIGITS) ? format(digits) : undefined;
}

function format(digits: string): string {
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** Luhn's check digit: it tells one wrong digit and most swapped neighbours. */
export function luhnDigit(digits: string): string {
  const sum = [...digits].toReversed().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

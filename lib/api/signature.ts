// Whether a delivery comes from who it says: keyed hashes over the very bytes that arrived, compared in constant time.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { epochMs, type Instant } from '../domain/time.ts';

/** How far the sender's clock may be off, to both sides; older requests may be recorded ones. */
export const SIGNED_WITHIN_SECONDS = 300;

export interface Signed {
  readonly secret: string;
  /** In what the hash is written. */
  readonly form: 'hex' | 'base64';
  /** What was hashed, in order. */
  readonly parts: readonly (string | Uint8Array)[];
}

/** `sha256=` and the HMAC-SHA256 of all parts, one after the other. */
export function signatureOf({ secret, form, parts }: Signed): string {
  const hash = createHmac('sha256', secret);
  for (const part of parts) hash.update(part);
  return `sha256=${hash.digest(form)}`;
}

/** Whether `given` is the signature of what was signed. */
export function isSignatureOf(signed: Signed, given: string): boolean {
  return isSame(signatureOf(signed), given);
}

/** Whether both texts are the same; the time it takes tells nothing of where they differ. */
export function isSame(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Seconds that the signing time (unix seconds, as text) lies off `now`, later ones positive; undefined for what is no such time. */
export function secondsOff(timestamp: string, now: Instant): number | undefined {
  if (!/^\d{1,15}$/.test(timestamp)) return undefined;
  return Number(timestamp) - Math.floor(epochMs(now) / 1000);
}

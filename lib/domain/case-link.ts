// The signed token in the address of a customer's page: who holds it may see that one case, and nobody can make one up.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { epochMs, type Instant } from './time.ts';

const VERSION = 1;
/** Version and last day stand before the thread's id, the signature after it. */
const HEAD_BYTES = 3;
/** 128 bits of HMAC-SHA256 (RFC 2104, section 5: no fewer than half of them). */
const SIGNATURE_BYTES = 16;
const DAY_MS = 86_400_000;
/** A bound for links that were left lying about; while a case goes on, each answer may carry a new one. */
const LIFE_DAYS = 365;
/** Longer than any token of ours, so that nothing long is looked at. */
const LONGEST = 200;

/** The token for a thread's page, the same for a whole UTC day: 60 letters, digits, `-` and `_`. */
export function caseToken(secret: string, threadId: string, now: Instant): string {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(VERSION, 0);
  head.writeUInt16BE(dayOf(now) + LIFE_DAYS, 1);
  const signed = Buffer.concat([head, Buffer.from(threadId)]);
  return Buffer.concat([signed, signatureOf(secret, signed)]).toString('base64url');
}

/** The thread a token is for; undefined for one that was forged, altered or has expired: which of them is not to be told. */
export function threadOfToken(secret: string, token: string, now: Instant): string | undefined {
  if (token.length > LONGEST) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  // One token has one spelling: what a lenient decoder would pass over is an alteration, too.
  if (bytes.length <= HEAD_BYTES + SIGNATURE_BYTES || bytes.toString('base64url') !== token) return undefined;
  const signed = bytes.subarray(0, -SIGNATURE_BYTES);
  if (!timingSafeEqual(signatureOf(secret, signed), bytes.subarray(-SIGNATURE_BYTES))) return undefined;
  if (signed.readUInt8(0) !== VERSION || signed.readUInt16BE(1) < dayOf(now)) return undefined;
  return signed.subarray(HEAD_BYTES).toString();
}

function dayOf(instant: Instant): number {
  return Math.floor(epochMs(instant) / DAY_MS);
}

/** The purpose is signed, too: the same secret used for anything else makes no key to a page. */
function signatureOf(secret: string, signed: Uint8Array): Buffer {
  return createHmac('sha256', secret)
    .update('earshot case page\n')
    .update(signed)
    .digest()
    .subarray(0, SIGNATURE_BYTES);
}

// Record keys as AT Protocol wants them, chosen before sending so that a repeated answer meets itself.
import { createHash } from 'node:crypto';
import { epochMs, type Instant } from '../../domain/time.ts';

const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz';
const CHARACTERS = 13;
const CLOCK_BITS = 10n;
/** 2^30 microseconds are 18 minutes. */
const SPREAD_BITS = 30n;

/**
 * The TID (atproto.com/specs/tid: 53 bits of microseconds, 10 bits of clock id, base32) of the answer with this key to a post
 * made at `after`: always the same for the same answer, at a time within 18 minutes of the post, two answers to one post apart
 * by 40 bits of the key's hash. A TID knows no time before 1970.
 */
export function tidFor(sendKey: string, after: Instant): string {
  const hash = createHash('sha256').update(sendKey).digest().readBigUInt64BE();
  const spread = hash & ((1n << SPREAD_BITS) - 1n);
  const clockId = (hash >> SPREAD_BITS) & ((1n << CLOCK_BITS) - 1n);
  const posted = BigInt(Math.trunc(Math.max(0, epochMs(after))));
  let rest = ((posted * 1000n + spread) << CLOCK_BITS) | clockId;
  let tid = '';
  for (let i = 0; i < CHARACTERS; i += 1) {
    tid = ALPHABET.charAt(Number(rest & 31n)) + tid;
    rest >>= 5n;
  }
  return tid;
}

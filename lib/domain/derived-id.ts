// Ids that follow from what they name, so that doing a step again after a crash gives the same id again.
import { createHash } from 'node:crypto';

/** 26 lower-case letters and digits, the same for the same `kind` and `of`. */
export function derivedId(kind: string, of: string): string {
  const hash = createHash('sha256').update(`${kind}\n${of}`).digest('hex');
  return BigInt(`0x${hash}`).toString(36).padStart(50, '0').slice(0, 26);
}

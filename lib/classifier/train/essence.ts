// Tells near-duplicates: what is left of a post without handles, links, punctuation and case.
import { createHash } from 'node:crypto';

export function essence(text: string): string {
  return text
    .toLowerCase()
    .replace(/https?:\/\/\S+|pic\.twitter\.com\/\S+|@\w+/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Six letters for a post and its near-duplicates, from which the text cannot be read. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(essence(text)).digest('base64url').slice(0, 6);
}

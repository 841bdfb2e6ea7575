// The proof that a person was erased: what was there, counted and sealed, without any of it.
import { createHash } from 'node:crypto';
import type { Instant } from './time.ts';

export interface Erasure {
  readonly id: string;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  /** How many of each kind were erased. */
  readonly erased: Readonly<Record<string, number>>;
  /** What stays, in words. */
  readonly kept: readonly string[];
  /** Of everything that was kept of the person, as an export made at that moment holds it. */
  readonly digest: string;
}

/** What an erasure cannot or must not take away; whoever asks for one is told so. */
export const KEPT = [
  'of each thread: its times, deadlines, causes, severity, outcome, and which colleagues worked on it',
  "the networks' ids of the posts, so that none is taken in again; on Bluesky such an id holds that of the account",
  'the ids under which calls and text messages came, and digests of those of e-mails, for the same reason',
  'what stands on the networks, in the team chat and in mailboxes, and backups until they run out',
] as const;

/** SHA-256 over the value as JSON with sorted keys and without spaces, in hexadecimal. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) => (isPlain(held) ? sorted(held) : held));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

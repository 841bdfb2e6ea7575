// Keeps what was called harmless, in the order in which it may be put up for a spot check, and what came of each check.
import { derivedId } from '../domain/derived-id.ts';
import { type Mention, postKey } from '../domain/mention.ts';
import type { SpotCheck } from '../domain/spot-check.ts';
import type { Thread } from '../domain/thread.ts';
import { epochMs, type Instant, utcDay } from '../domain/time.ts';
import { type Db, docsUnder, read, readFirst, readPartition, transact, type Write } from './db.ts';
import { key } from './table.ts';

/** Longer than anybody asks or counts. */
const KEPT_DAYS = 40;

/**
 * Notes that a post was called harmless at `at`. Its rank is a hash of the post and the day: as good as drawn by lot, and
 * the same however often it is done.
 */
export function markHarmless(mention: Mention, threadId: string, at: Instant): Write {
  const day = utcDay(at);
  const rank = derivedId('spot-check', `${day}/${postKey(mention)}`);
  return { put: key.harmless(day, rank), doc: { threadId }, ttl: expiryOf(day) };
}

/** The threads of the first harmless posts of a day, in the order of the lot. */
export async function listHarmless(db: Db, day: string, limit: number): Promise<string[]> {
  const found = await readFirst<{ threadId: string }>(db, key.harmlessPartition(day), limit);
  return [...new Set(found.map(({ threadId }) => threadId))];
}

/** All spot checks of the last weeks. */
export async function listSpotChecks(db: Db): Promise<SpotCheck[]> {
  return docsUnder<SpotCheck>(await readPartition(db, key.spotChecksDrawn().pk, CHECKS), CHECKS);
}

const CHECKS = 'CHECK#';

/** The last day that was drawn from; undefined before the first. */
export async function getDrawnDay(db: Db): Promise<string | undefined> {
  return (await read<{ day: string }>(db, key.spotChecksDrawn()))?.day;
}

export async function setDrawnDay(db: Db, day: string): Promise<void> {
  await transact(db, [{ put: key.spotChecksDrawn(), doc: { day } }]);
}

/** The check of a thread as it follows from the thread: asked, answered, or asked no more because the customer wrote again. */
export function spotCheckWrites(before: Thread | undefined, { id: threadId, spotCheck, decision }: Thread): Write[] {
  const asked = before?.spotCheck;
  if (!spotCheck) return asked && !asked.answered ? [{ remove: key.spotCheck(asked.day, threadId) }] : [];
  if (asked === spotCheck && before?.decision === decision) return [];
  const { day, answered } = spotCheck;
  const doc: SpotCheck = { day, threadId, ...(answered && decision !== 'unsure' ? { decision } : {}) };
  return [{ put: key.spotCheck(day, threadId), doc, ttl: expiryOf(day) }];
}

/** Unix seconds. */
function expiryOf(day: string): number {
  return epochMs(`${day}T00:00:00.000Z`) / 1000 + KEPT_DAYS * 86_400;
}

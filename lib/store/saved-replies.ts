// Keeps the team's saved replies and articles, and counts what came of them, once for each answer.
import {
  type Counted,
  type CountedReply,
  countedAs,
  lastAnswerOf,
  NEVER_USED,
  type SavedReply,
  type SavedReplyCounts,
} from '../domain/saved-reply.ts';
import { STARTER_REPLIES } from '../domain/starter-replies.ts';
import type { Outcome } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { epochMs, type Instant } from '../domain/time.ts';
import { type Db, read, readPartition, TRIES, transact, type Write } from './db.ts';
import { key } from './table.ts';

/** So many can still be shown and chosen from; all are read together. */
export const MOST_SAVED_REPLIES = 300;

/** An outcome comes within weeks; after a year nothing more is counted of an answer. */
const USE_KEPT_SECONDS = 365 * 86_400;

interface StoredCounts extends SavedReplyCounts {
  readonly version: number;
}

interface Use {
  readonly counted: readonly Counted[];
  readonly version: number;
}

/** All of the team's, or what the product brings along while the team has saved none; in the order of their titles. */
export async function listSavedReplies(db: Db): Promise<CountedReply[]> {
  const [saved, counts, begun] = await Promise.all([
    readPartition<SavedReply>(db, key.savedReply('').pk),
    readPartition<StoredCounts>(db, key.savedReplyCounts('').pk),
    hasBegun(db),
  ]);
  const counted = new Map(counts.map(({ key: { sk }, doc: { version: _, ...doc } }) => [sk, doc]));
  const replies = begun ? saved.map(({ doc }) => doc) : STARTER_REPLIES;
  return replies
    .map((reply) => ({ reply, counts: counted.get(reply.id) ?? NEVER_USED }))
    .toSorted((one, other) => one.reply.title.localeCompare(other.reply.title, 'en'));
}

/** Adds or replaces one; false where there are too many already. `praise` stays as it was where it is not said. */
export async function putSavedReply(
  db: Db,
  { praise, ...reply }: Omit<SavedReply, 'praise'> & { readonly praise?: boolean | undefined },
): Promise<boolean> {
  const all = await listSavedReplies(db);
  const before = all.find(({ reply: { id } }) => id === reply.id)?.reply;
  if (!before && all.length >= MOST_SAVED_REPLIES) return false;
  const doc: SavedReply = { ...reply, ...((praise ?? before?.praise) ? { praise: true } : {}) };
  await change(db, reply.id, { put: key.savedReply(reply.id), doc });
  return true;
}

/** Its counts stay: what was sent was sent. */
export async function removeSavedReply(db: Db, id: string): Promise<void> {
  await change(db, id, { remove: key.savedReply(id) });
}

/**
 * Counts what was seen of the customer after an answer, for the saved reply it began as; `events` are all of the thread,
 * the outcome's own among them or not. Any number of times is once for each answer.
 */
export async function countOutcome(db: Db, events: readonly ThreadEvent[], outcome: Outcome): Promise<void> {
  const answer = lastAnswerOf(events);
  const what = countedAs(outcome);
  if (answer && what) await countOnce(db, { ...answer, what });
}

interface Counting {
  readonly savedReplyId: string;
  /** The answer of which it is counted. */
  readonly replyId: string;
  readonly what: Counted;
  readonly at: Instant;
  /** Where it was sent; absent for an outcome. */
  readonly network?: string | undefined;
}

/** Any number of times is once for each answer. Throws when others kept counting the same saved reply. */
export async function countOnce(db: Db, counting: Counting): Promise<void> {
  const { savedReplyId, replyId, what, at } = counting;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const use = await read<Use>(db, key.savedReplyUse(replyId));
    if (use?.counted.includes(what)) return;
    const before = await read<StoredCounts>(db, key.savedReplyCounts(savedReplyId));
    const counted = [...(use?.counted ?? []), what];
    const ttl = epochMs(at) / 1000 + USE_KEPT_SECONDS;
    const outcome = await transact(db, [
      { ...putNext(key.savedReplyUse(replyId), use, { counted }), ttl: Math.ceil(ttl) },
      putNext(key.savedReplyCounts(savedReplyId), before, more(before ?? NEVER_USED, counting)),
    ]);
    if (outcome.done) return;
  }
  throw new Error(`saved reply ${savedReplyId} kept being counted: ${TRIES} tries were overtaken; it is tried again`);
}

function more(counts: SavedReplyCounts, { what, at, network }: Counting): SavedReplyCounts {
  const { uses, thanked, cameBack, lastUsed } = counts;
  const next = { uses, thanked, cameBack, lastUsed: network ? { ...lastUsed, [network]: at } : lastUsed };
  return { ...next, [what]: counts[what] + 1 };
}

function putNext(under: ReturnType<typeof key.savedReplyUse>, before: { version: number } | undefined, doc: object) {
  const version = (before?.version ?? 0) + 1;
  const when = before ? { version: before.version } : ('new' as const);
  return { put: under, doc: { ...doc, version }, version, when };
}

async function hasBegun(db: Db): Promise<boolean> {
  return (await read(db, key.savedRepliesBegun())) !== undefined;
}

/** The first change makes all that the product brought along the team's own: changing one takes away none of the others. */
async function change(db: Db, id: string, write: Write): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const first: Write[] = (await hasBegun(db)) ? [] : [begin(), ...starters().filter((one) => one.put.sk !== id)];
    if ((await transact(db, [...first, write])).done) return;
  }
  throw new Error(`saved reply ${id} was not changed: ${TRIES} tries were overtaken by others; try again`);
}

function begin(): Write {
  return { put: key.savedRepliesBegun(), doc: {}, when: 'new' };
}

function starters() {
  return STARTER_REPLIES.map((reply) => ({ put: key.savedReply(reply.id), doc: reply }));
}

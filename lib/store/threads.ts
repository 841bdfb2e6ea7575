// Keeps threads: the projected state, its events, posts and notes in one partition, readable with one query.
import type { Assessment } from '../domain/assessment.ts';
import type { Mention } from '../domain/mention.ts';
import { isReading } from '../domain/replay.ts';
import type { Reply } from '../domain/reply.ts';
import { type ListName, listOf, type Thread } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { applyEvent } from '../domain/thread-history.ts';
import { type Instant, utcDay } from '../domain/time.ts';
import { nextWatchAt } from '../domain/watch.ts';
import { type Db, docsUnder, read, readIndex, readNewest, readPartition, TRIES, transact, type Write } from './db.ts';
import type { Draft } from './drafts.ts';
import { spotCheckWrites } from './spot-checks.ts';
import { key, place } from './table.ts';

/** A post as it stands in its thread: what was heard and what the classifier said of it. */
export interface StoredPost {
  readonly mention: Mention;
  readonly assessment: Assessment;
  /** When it was found to be no longer on the network: its words are erased here, too. */
  readonly goneAt?: Instant;
  /** When the network was first found not to show it; once may be a mistake, twice is not. */
  readonly missingSince?: Instant;
  /** When its network is asked again what has become of it; absent when that is no longer followed. */
  readonly lookAgainAt?: Instant;
}

export interface Note {
  readonly id: string;
  readonly at: Instant;
  readonly by: string;
  readonly text: string;
}

/** Everything of one thread. */
export interface ThreadRecord {
  readonly thread: Thread;
  readonly events: readonly ThreadEvent[];
  readonly posts: readonly StoredPost[];
  readonly replies: readonly Reply[];
  readonly notes: readonly Note[];
  /** Absent where nobody has begun to write; empty where it was sent or thrown away. */
  readonly draft?: Draft;
}

export async function getThread(db: Db, threadId: string): Promise<Thread | undefined> {
  return read<Thread>(db, key.thread(threadId));
}

export async function hasNote(db: Db, threadId: string, noteId: string): Promise<boolean> {
  return (await read<Note>(db, key.note(threadId, noteId))) !== undefined;
}

export async function getThreadRecord(db: Db, threadId: string): Promise<ThreadRecord | undefined> {
  const found = await readPartition<unknown>(db, key.threadPartition(threadId));
  const [thread] = docsUnder<Thread>(found, 'THREAD');
  if (!thread) return undefined;
  const [draft] = docsUnder<Draft>(found, 'DRAFT');
  return {
    thread,
    events: docsUnder<ThreadEvent>(found, 'EVENT#'),
    posts: docsUnder<StoredPost>(found, 'POST#'),
    replies: docsUnder<Reply>(found, 'REPLY#'),
    notes: docsUnder<Note>(found, 'NOTE#'),
    ...(draft ? { draft } : {}),
  };
}

/** All that happened to a thread, in order. */
export async function listEvents(db: Db, threadId: string): Promise<ThreadEvent[]> {
  const found = await readPartition<unknown>(db, key.threadPartition(threadId), 'EVENT#');
  return docsUnder<ThreadEvent>(found, 'EVENT#');
}

/** What happened last to a thread, the newest first. */
export async function newestEvents(db: Db, threadId: string, limit: number): Promise<ThreadEvent[]> {
  return readNewest<ThreadEvent>(db, { pk: key.threadPartition(threadId), prefix: 'EVENT#', limit });
}

/**
 * The writes that append an event, and those that follow from it, to a thread as it was read (`undefined`: a new one); to
 * be put in one transaction.
 */
export function appendEvent(
  thread: Thread | undefined,
  event: ThreadEvent,
  following: readonly ThreadEvent[] = [],
): { thread: Thread; writes: Write[] } {
  const first = applyEvent(thread, event);
  const next = following.reduce(applyEvent, first);
  const when = thread ? { version: thread.version } : ('new' as const);
  const events = [event, ...following].map((one, place): Write => {
    return { put: key.event(next.id, first.version + place), doc: one, when: 'new' };
  });
  return {
    thread: next,
    writes: [
      { put: key.thread(next.id), doc: next, places: placesOf(next), version: next.version, when },
      ...events,
      ...spotCheckWrites(thread, next),
    ],
  };
}

/** An event, those that follow from it, and what is written with them. */
export interface Change {
  readonly event: ThreadEvent;
  readonly following?: readonly ThreadEvent[];
  readonly also?: readonly Write[];
}

/**
 * Appends what `decide` makes of the thread as it is now, again when another change came between; `decide` returns
 * undefined when nothing is left to do. Returns the thread afterwards, or undefined when there is none.
 */
export async function changeThread(
  db: Db,
  threadId: string,
  decide: (thread: Thread) => Change | undefined | Promise<Change | undefined>,
): Promise<Thread | undefined> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const thread = await getThread(db, threadId);
    const change = thread && (await decide(thread));
    if (!change) return thread;
    const appended = appendEvent(thread, change.event, change.following);
    const outcome = await transact(db, [...appended.writes, ...(change.also ?? [])]);
    if (outcome.done) return appended.thread;
  }
  throw new Error(`thread ${threadId} kept changing: ${TRIES} tries to append an event were overtaken; try again`);
}

export async function getPost(db: Db, threadId: string, mention: Mention): Promise<StoredPost | undefined> {
  return read<StoredPost>(db, key.post(threadId, mention.createdAt, mention.id));
}

/** A post as it stands now. `exists`: what was erased meanwhile must not come back. */
export function putPost(threadId: string, post: StoredPost, when?: 'exists'): Write {
  const { mention, lookAgainAt } = post;
  const places = lookAgainAt ? { places: place.lookAgain(lookAgainAt, mention) } : {};
  return {
    put: key.post(threadId, mention.createdAt, mention.id),
    doc: post,
    ...places,
    ...(when ? { when } : {}),
  };
}

/** Holds a transaction to the thread as it was read: nothing has happened to it since. */
export function threadUnchanged({ id, version }: Thread): Write {
  return { check: key.thread(id), when: { version } };
}

/** What was said of a post in the thread's history, without its words: an erased post leaves deadlines and figures. */
export function eraseFromHistory(threadId: string, events: readonly ThreadEvent[], postId: string): Write[] {
  return events.flatMap((event, place) => {
    if (!isReading(event) || event.postId !== postId) return [];
    const erased = { ...event, excerpt: '', assessment: { ...event.assessment, because: [] } };
    return [{ put: key.event(threadId, place + 1), doc: erased, when: 'exists' as const }];
  });
}

/** Posts of a network whose time to be looked at has come, the longest due first. */
export async function listPostsToLookAt(db: Db, network: string, due: { now: Instant; limit: number }) {
  const query = { index: 'due', partition: `POSTS#${network}`, upTo: `${due.now}#~`, limit: due.limit } as const;
  return (await readIndex<StoredPost>(db, query)).docs;
}

/** The ids of the posts of a network that are followed, from where an earlier call ended; `next` when there are more. */
export async function listFollowedIds(
  db: Db,
  network: string,
  { limit, from }: { readonly limit: number; readonly from?: string },
): Promise<{ readonly ids: readonly string[]; readonly next?: string }> {
  const ids: string[] = [];
  let next = from;
  do {
    const pageToken = next ? { pageToken: next } : {};
    const left = Math.min(limit - ids.length, IDS_A_PAGE);
    const page = await readIndex<StoredPost>(db, {
      index: 'due',
      partition: `POSTS#${network}`,
      limit: left,
      ...pageToken,
    });
    ids.push(...page.docs.map(({ mention }) => mention.id));
    next = page.next;
  } while (next !== undefined && ids.length < limit);
  return next === undefined ? { ids } : { ids, next };
}

const IDS_A_PAGE = 1000;

export interface ThreadListQuery {
  readonly status: ListName;
  readonly limit: number;
  readonly pageToken?: string;
}

/** A page of one list of the desk, the most urgent first (open, to-decide) or the last changed first (the others). */
export async function listThreads(db: Db, query: ThreadListQuery): Promise<{ docs: Thread[]; next?: string }> {
  const { status, ...page } = query;
  return readIndex<Thread>(db, {
    index: 'inbox',
    partition: `STATUS#${status}`,
    newestFirst: !isUrgent(status),
    ...page,
  });
}

/** Whether a list begins with what is due first. */
function isUrgent(list: ListName): boolean {
  return list !== 'waiting' && list !== 'resolved' && list !== 'not-complaint';
}

/** A page of the threads an agent has claimed, the most urgent first. A lapsed claim is still among them. */
export async function listOwnedThreads(db: Db, agent: string, page: { limit: number; pageToken?: string }) {
  return readIndex<Thread>(db, { index: 'owner', partition: `OWNER#${agent}`, ...page });
}

/** Threads changed on the day of `since`, after it, oldest first. */
export async function listChangedThreads(db: Db, since: Instant, limit: number): Promise<Thread[]> {
  const query = { index: 'changes', partition: `CHANGED#${utcDay(since)}`, after: since, limit } as const;
  return (await readIndex<Thread>(db, query)).docs;
}

function placesOf(thread: Thread): Record<string, string> {
  const list = listOf(thread);
  const order = isUrgent(list)
    ? `${urgency(thread, list)}#${5 - thread.severity}#${thread.id}`
    : `${thread.changedAt}#${thread.id}`;
  const watchAt = nextWatchAt(thread);
  return {
    ...place.inbox(list, order),
    ...place.changed(thread.changedAt, thread.id),
    ...(thread.claim ? place.owner(thread.claim.agent, order) : {}),
    ...(watchAt ? place.due(watchAt, 'THREAD', thread.id) : {}),
  };
}

/** What puts a thread before others in its list. */
function urgency({ dueAt, heardAt, snooze, followUpAt }: Thread, list: ListName): Instant {
  if (list === 'snoozed' && snooze) return snooze.until;
  return (list === 'follow-up' ? followUpAt : dueAt) ?? heardAt;
}

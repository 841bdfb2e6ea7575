// Walks through many threads by the indexes there are, without scanning the table.
import { STATUSES, type Thread } from '../domain/thread.ts';
import { type Clock, type Instant, nextUtcDay, plus, utcDay } from '../domain/time.ts';
import { type Db, type IndexQuery, readIndex } from './db.ts';
import { getThreadRecord, type ThreadRecord } from './threads.ts';

/** How many threads are read at a time: few enough to leave room for those who work in the desk. */
const AT_ONCE = 8;
const PAGE = 100;
/** An index may show a change this much late. */
const LAG = { seconds: -15 };

/** Every thread that has changed since an instant, or every thread there is; each once, as it is when its turn comes. */
export async function* walkThreads(
  deps: { readonly db: Db; readonly clock: Clock },
  since?: Instant,
): AsyncGenerator<ThreadRecord> {
  yield* recordsOf(deps.db, since ? changedSince(deps, since) : all(deps));
}

/** The threads that have changed since an instant, the last changed first; one that changes meanwhile may be passed over. */
export async function* walkNewestThreads(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  since: Instant,
): AsyncGenerator<ThreadRecord> {
  yield* recordsOf(db, changedBefore(db, { from: clock(), since }));
}

async function* changedBefore(db: Db, { from, since }: { from: Instant; since: Instant }): AsyncGenerator<Thread> {
  for (let day = from; utcDay(day) >= utcDay(since); day = plus(day, { days: -1 }))
    yield* pages(db, { index: 'changes', partition: `CHANGED#${utcDay(day)}`, after: since, newestFirst: true });
}

/** List by list; what changes the list meanwhile has changed since the beginning, and is found by that. */
async function* all(deps: { readonly db: Db; readonly clock: Clock }): AsyncGenerator<Thread> {
  const begin = plus(deps.clock(), LAG);
  for (const status of STATUSES) yield* pages(deps.db, { index: 'inbox', partition: `STATUS#${status}` });
  yield* changedSince(deps, begin);
}

/** Day by day: a thread only moves on to later days, so that none is passed over. */
async function* changedSince({ db, clock }: { db: Db; clock: Clock }, since: Instant): AsyncGenerator<Thread> {
  for (let from = since; utcDay(from) <= utcDay(clock()); from = nextUtcDay(from))
    yield* pages(db, { index: 'changes', partition: `CHANGED#${utcDay(from)}`, after: from });
}

async function* pages(db: Db, query: Omit<IndexQuery, 'limit' | 'pageToken'>): AsyncGenerator<Thread> {
  let pageToken: string | undefined;
  do {
    const page = await readIndex<Thread>(db, { ...query, limit: PAGE, ...(pageToken ? { pageToken } : {}) });
    yield* page.docs;
    pageToken = page.next;
  } while (pageToken);
}

/** Each thread once, whole. */
async function* recordsOf(db: Db, threads: AsyncIterable<Thread>): AsyncGenerator<ThreadRecord> {
  let ids: string[] = [];
  const seen = new Set<string>();
  for await (const { id } of threads) {
    if (seen.has(id)) continue;
    seen.add(id);
    ids.push(id);
    if (ids.length < AT_ONCE) continue;
    yield* await readRecords(db, ids);
    ids = [];
  }
  yield* await readRecords(db, ids);
}

async function readRecords(db: Db, ids: readonly string[]): Promise<ThreadRecord[]> {
  const records = await Promise.all(ids.map((id) => getThreadRecord(db, id)));
  return records.filter((record) => record !== undefined);
}

// How long a page of the inbox takes over HTTP, with few and with many threads.
import type { Assessment } from '../../lib/domain/assessment.ts';
import { caseNumberFor } from '../../lib/domain/case-number.ts';
import { plus } from '../../lib/domain/time.ts';
import { type Db, transact } from '../../lib/store/db.ts';
import { appendEvent } from '../../lib/store/threads.ts';
import { startForBench } from './earshot-on-disk.ts';
import { note, percentile, rounded } from './statistics.ts';

const REQUESTS = 200;
const PAGE = 50;
const ASSESSMENT: Assessment = {
  decision: 'complaint',
  probability: 0.9,
  kind: 'complaint',
  causes: ['billing'],
  severity: 2,
  risks: [],
  language: { code: 'en', known: true },
  because: [],
  model: 'bench',
};

/** p95 in ms of a page of 50 at each number of threads, and the ratio of the last to the first. */
export async function benchInbox(sizes: readonly number[]) {
  const { local, house, stop } = await startForBench(false);
  try {
    const p95: Record<string, number> = {};
    let threads = 0;
    for (const size of sizes) {
      note(`inbox: filling up to ${size} threads`);
      await addThreads(house.db(), { from: threads, to: size, now: house.clock() });
      threads = size;
      p95[String(size)] = rounded(percentile(await times(`${local.url}/api/threads?limit=${PAGE}`), 0.95));
    }
    const [first = Number.NaN] = Object.values(p95);
    return { inboxPageP95Ms: p95, lastToFirst: rounded((Object.values(p95).at(-1) ?? Number.NaN) / first) };
  } finally {
    await stop();
  }
}

async function times(url: string): Promise<number[]> {
  const all: number[] = [];
  for (let n = 0; n < REQUESTS; n += 1) {
    const began = performance.now();
    const { items } = (await (await fetch(url)).json()) as { items: unknown[] };
    if (items.length !== PAGE) throw new Error(`a page of ${items.length} threads instead of ${PAGE}`);
    all.push(performance.now() - began);
  }
  return all;
}

/** A transaction holds 100 items: fifty threads with their first event. */
async function addThreads(db: Db, { from, to, now }: { from: number; to: number; now: string }): Promise<void> {
  for (let start = from; start < to; start += 50) {
    const writes = Array.from({ length: Math.min(50, to - start) }, (_, offset) => {
      const id = `bench-${start + offset}`;
      const at = plus(now, { seconds: -(start + offset) });
      return appendEvent(undefined, {
        type: 'opened',
        at,
        by: 'earshot',
        postId: id,
        heardAt: at,
        dueAt: plus(at, { hours: 1 }),
        excerpt: 'Still waiting for my refund, three weeks now and nobody answers. This is a disgrace. '.repeat(2),
        assessment: ASSESSMENT,
        history: false,
        thread: {
          id,
          caseNumber: caseNumberFor(id, 0),
          network: 'x',
          author: { id, handle: id },
          sample: false,
        },
      }).writes;
    });
    await transact(db, writes.flat());
  }
}

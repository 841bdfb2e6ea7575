// How fast posts go from an import to the desk, and how long each takes from the queue to the table.

import { epochMs } from '../../lib/domain/time.ts';
import { importPosts } from '../../lib/flows/import-posts.ts';
import { parseMention, sendMentions } from '../../lib/queues/mentions-queue.ts';
import { getSeenPost } from '../../lib/store/posts.ts';
import { getThread } from '../../lib/store/threads.ts';
import { startForBench } from './earshot-on-disk.ts';
import { percentile, rounded } from './statistics.ts';

const POSTS = 1000;
const SINGLE_POSTS = 200;

const texts = [
  'Still waiting for my refund, three weeks now and nobody answers. This is a disgrace.',
  'Thank you for the quick help today, wonderful service!',
  'What are your opening hours on Sunday?',
  'The parcel arrived broken again, second time this month. I want my money back.',
];

/** Posts a second from the first line read to the last thread stored and announced; p50 and p95 of single posts, in ms. */
export async function benchLoop() {
  const { local, house, stop } = await startForBench(false);
  try {
    const began = performance.now();
    await importPosts(
      {
        mentions: house.queue('mentionsQueue'),
        clock: house.clock,
        onSkipped: refuse,
        onIgnored: () => undefined,
        onProgress: () => undefined,
      },
      lines('bulk', POSTS, house.clock()),
    );
    await local.processAll();
    const seconds = (performance.now() - began) / 1000;
    const delays: number[] = [];
    for await (const { value } of lines('single', SINGLE_POSTS, house.clock())) {
      const mention = parseMention(JSON.stringify({ mention: { ...value, source: 'bench' } }));
      const queued = epochMs(house.clock());
      await sendMentions(house.queue('mentionsQueue'), [mention]);
      await local.processAll();
      const seen = await getSeenPost(house.db(), mention);
      const thread = seen?.threadId === undefined ? undefined : await getThread(house.db(), seen.threadId);
      if (!thread) throw new Error(`post ${mention.id} was not stored`);
      delays.push(epochMs(thread.openedAt) - queued);
    }
    return {
      importsPerSecond: rounded(POSTS / seconds),
      enqueueToStoredMs: { p50: percentile(delays, 0.5), p95: percentile(delays, 0.95) },
    };
  } finally {
    await stop();
  }
}

function refuse(line: number, problem: string): never {
  throw new Error(`line ${line} of the bench is not a post: ${problem}`);
}

async function* lines(prefix: string, count: number, createdAt: string) {
  for (let n = 0; n < count; n += 1) {
    const id = `${prefix}-${n}`;
    const text = `${texts[n % texts.length]} (${n})`;
    yield { line: n + 1, value: { network: 'x', id, text, author: { id: `a-${id}`, handle: `a-${id}` }, createdAt } };
  }
}

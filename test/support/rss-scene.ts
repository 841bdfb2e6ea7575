// What tests of feeds share: a feed's adapter with a memory, and a feed polled as a source's cursor has it.
import { parseSettings } from '../../lib/config/settings.ts';
import { plus } from '../../lib/domain/time.ts';
import type { Page, Platform } from '../../lib/platforms/platform.ts';
import type { RateLimits } from '../../lib/platforms/rate-limits.ts';
import type { FeedMemories, FeedMemory } from '../../lib/platforms/rss/feed-memory.ts';
import { createRssPlatform } from '../../lib/platforms/rss/rss-platform.ts';
import type { FakeNetwork } from './fake-network.ts';
import { type FakeRssOptions, startFakeRss } from './fake-rss.ts';
import { START } from './platform-scene.ts';

interface FeedOptions {
  readonly clock: () => string;
  readonly memories?: (sourceId: string) => FeedMemories;
  readonly env?: Record<string, string>;
  readonly timeoutMs?: number;
  readonly limits?: RateLimits;
}

/** The adapter for the feed of a scripted site; without `memories` it forgets with the process. */
export function connectFeed(fake: FakeNetwork, { env, ...options }: FeedOptions): Platform {
  const account = parseSettings({ ...fake.env(), ...env }).accounts.feeds!;
  return createRssPlatform({ account, memories: memories(), ...options });
}

export function texts({ items }: Page): string[] {
  return items.map(({ mention }) => mention.text);
}

function memories(): (sourceId: string) => FeedMemories {
  const kept = new Map<string, FeedMemory>();
  return (id) => ({
    load: async () => kept.get(id),
    save: async (memory) => void kept.set(id, JSON.parse(JSON.stringify(memory))),
  });
}

/** A feed polled every five minutes, as a source's cursor has it: a run that dies leaves the cursor where it was. */
export async function storyOf(options: Omit<FakeRssOptions, 'clock'>) {
  let now = START;
  let readBefore = START;
  const clock = () => now;
  const fake = await startFakeRss({ ...options, clock });
  const kept = memories();
  return {
    fake,
    now: clock,
    close: fake.close,
    poll: async ({ dies = false } = {}): Promise<Page> => {
      now = plus(now, { minutes: 5 });
      const platform = connectFeed(fake, { clock, memories: kept });
      const overlap = plus(readBefore, { minutes: -5 });
      const downTo = overlap > START ? overlap : START;
      const page = await platform.poll({ source: platform.sources[0]!, downTo, readBefore });
      if (!dies) readBefore = now;
      return page;
    },
  };
}

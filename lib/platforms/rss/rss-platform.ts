// RSS and Atom feeds: everything new in a feed that a person chose is heard; a feed cannot be answered.
import type { Source } from '../../domain/source.ts';
import type { Clock } from '../../domain/time.ts';
import type { Page, PageRequest, Platform } from '../platform.ts';
import { readOnly } from '../read-only.ts';
import { type FeedMemories, isSame, knownTo, remembered } from './feed-memory.ts';
import { createFeedReader, type FeedClientOptions, type FeedReader } from './rss-client.ts';
import { feedKey } from './rss-mapper.ts';
import { itemsNow, pageOf, type Reading } from './rss-page.ts';

export interface RssOptions extends FeedClientOptions {
  /** What is kept of each feed between two polls, by its source's id. */
  readonly memories: (sourceId: string) => FeedMemories;
}

interface Subscription {
  readonly source: Source;
  readonly address: string;
  readonly key: string;
  readonly read: FeedReader;
  readonly memories: FeedMemories;
}

const EVERY_SECONDS = 300;
const REFUSED = 'A feed can only be read: open the page and answer there.';

/** The adapter for the feeds in FEEDS: one source each. */
export function createRssPlatform(options: RssOptions): Platform {
  const subscriptions = [...new Set(options.account.feeds)].map((address) => subscribe(options, address));
  const bySource = new Map(subscriptions.map((subscription) => [subscription.source.id, subscription]));
  return {
    network: 'rss',
    ...readOnly(REFUSED),
    sources: subscriptions.map(({ source }) => source),
    poll: async (request) => {
      const subscription = bySource.get(request.source.id);
      if (!subscription) throw new RangeError(`${request.source.id} is no feed of FEEDS`);
      return request.upTo === undefined
        ? pollNews(subscription, request, options.clock)
        : pollAgain(subscription, request, options.clock);
    },
    whoAmI: async () => {
      const feeds = await Promise.all(subscriptions.map(({ read }) => read()));
      return { handle: feeds.map((feed) => feed?.title || 'a feed without a title').join(', ') };
    },
  };
}

function subscribe(options: RssOptions, address: string): Subscription {
  const key = feedKey(address);
  const id = `rss:feed:${new URL(address).host.slice(0, 100)}:${key}`;
  return {
    source: { id, network: 'rss', kind: 'feed', everySeconds: EVERY_SECONDS },
    address,
    key,
    read: createFeedReader(options, address),
    memories: options.memories(id),
  };
}

/** What has come into the feed since the last run whose items are safely in the queue. */
async function pollNews(subscription: Subscription, request: PageRequest, clock: Clock): Promise<Page> {
  const { memories, read } = subscription;
  const memory = await memories.load();
  const known = knownTo(memory, request);
  const feed = await read(known);
  if (!feed) return { items: [], unreadable: [] };
  const reading = readingOf(subscription, feed, { known, now: clock() });
  const { all, history } = itemsNow(reading, request.downTo);
  const { etag, lastModified } = feed;
  const found = {
    // An empty feed is a server's slip more often than not.
    items: all.length > 0 ? all : (known?.items ?? []),
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
  const isKnown = memory !== undefined && known === memory.latest && isSame(known, found);
  if (!isKnown) await memories.save(remembered({ known: known ?? { items: history }, found }, request));
  return pageOf(reading, request);
}

/** A gap or a sweep: what the feed still has of an older time, whatever has been passed on of it. */
async function pollAgain(subscription: Subscription, request: PageRequest, clock: Clock): Promise<Page> {
  const feed = await subscription.read();
  if (!feed) return { items: [], unreadable: [] };
  return pageOf(readingOf(subscription, feed, { known: undefined, now: clock() }), request);
}

function readingOf(
  { source, address, key }: Subscription,
  { title, items }: Pick<Reading, 'items'> & { readonly title: string },
  facts: Pick<Reading, 'known' | 'now'>,
): Reading {
  return { items, context: { source: source.id, key, address, title }, ...facts };
}

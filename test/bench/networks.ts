// How fast each network's adapter polls, against its scripted stand-in on this machine, and what its network would charge.
import { parseSettings } from '../../lib/config/settings.ts';
import type { Instant } from '../../lib/domain/time.ts';
import { createAppStorePlatform } from '../../lib/platforms/app-store/app-store-platform.ts';
import { createBlueskyPlatform } from '../../lib/platforms/bluesky/bluesky-platform.ts';
import { createDiscoursePlatform } from '../../lib/platforms/discourse/discourse-platform.ts';
import { createGooglePlayPlatform } from '../../lib/platforms/google-play/google-play-platform.ts';
import { createHackerNewsPlatform } from '../../lib/platforms/hackernews/hackernews-platform.ts';
import { createMastodonPlatform } from '../../lib/platforms/mastodon/mastodon-platform.ts';
import type { Page, Platform } from '../../lib/platforms/platform.ts';
import { createRedditPlatform } from '../../lib/platforms/reddit/reddit-platform.ts';
import { createRssPlatform } from '../../lib/platforms/rss/rss-platform.ts';
import { createXPlatform } from '../../lib/platforms/x/x-platform.ts';
import { createYoutubePlatform } from '../../lib/platforms/youtube/youtube-platform.ts';
import { startFakeAppStore } from '../support/fake-app-store.ts';
import { startFakeBluesky } from '../support/fake-bluesky.ts';
import { startFakeDiscourse } from '../support/fake-discourse.ts';
import { startFakeGooglePlay } from '../support/fake-google-play.ts';
import { startFakeHackerNews } from '../support/fake-hackernews.ts';
import { startFakeMastodon } from '../support/fake-mastodon.ts';
import type { FakeNetwork, FakeOptions } from '../support/fake-network.ts';
import { startFakeReddit } from '../support/fake-reddit.ts';
import { startFakeRss } from '../support/fake-rss.ts';
import { startFakeX } from '../support/fake-x.ts';
import { startFakeYoutube } from '../support/fake-youtube.ts';
import { note, rounded } from './statistics.ts';

interface Contender {
  readonly start: (options: FakeOptions) => Promise<FakeNetwork>;
  readonly connect: (accounts: ReturnType<typeof parseSettings>['accounts']) => Platform;
}

const NOW: Instant = '2026-11-21T09:00:00.000Z';
const POSTS = 100;
const MOST_POLLS = 500;
const MOST_MS = 1500;
/** What a busy month is reckoned as. */
const MENTIONS = 10_000;
const REPLIES = 3_000;

/** What the networks themselves publish, in micro-dollars; those that are not named charge nothing. */
const PUBLISHED: Readonly<Record<string, Price>> = {
  // https://docs.x.com/x-api/getting-started/pricing, autumn 2026: an owned read, a post read, an answer without a link.
  x: { mentions: 1_000, search: 5_000, reply: 10_000 },
};

interface Price {
  readonly mentions: number;
  readonly search: number;
  readonly reply: number;
}

const clock = (): Instant => NOW;
const shared = { clock, fetch, keywords: ['acme', '#acme'] };

const CONTENDERS: Readonly<Record<string, Contender>> = {
  x: { start: startFakeX, connect: ({ x }) => createXPlatform({ ...shared, account: x! }) },
  bluesky: {
    start: startFakeBluesky,
    connect: ({ bluesky }) => createBlueskyPlatform({ ...shared, account: bluesky!, sessions: kept() }),
  },
  mastodon: {
    start: startFakeMastodon,
    connect: ({ mastodon }) => createMastodonPlatform({ ...shared, account: mastodon! }),
  },
  discourse: {
    start: startFakeDiscourse,
    connect: ({ discourse }) => createDiscoursePlatform({ ...shared, account: discourse! }),
  },
  reddit: {
    start: startFakeReddit,
    connect: ({ reddit }) => createRedditPlatform({ ...shared, account: reddit!, sessions: kept() }),
  },
  youtube: {
    start: startFakeYoutube,
    connect: ({ youtube }) => createYoutubePlatform({ ...shared, account: youtube!, sessions: kept() }),
  },
  'google-play': {
    start: startFakeGooglePlay,
    connect: ({ googlePlay }) => createGooglePlayPlatform({ ...shared, account: googlePlay!, sessions: kept() }),
  },
  'app-store': {
    start: startFakeAppStore,
    connect: ({ appStore }) => createAppStorePlatform({ ...shared, account: appStore! }),
  },
  hackernews: {
    start: startFakeHackerNews,
    connect: ({ hackerNews }) => createHackerNewsPlatform({ ...shared, account: hackerNews! }),
  },
  rss: {
    start: (options) => startFakeRss({ ...options, pageSize: POSTS }),
    connect: ({ feeds }) => createRssPlatform({ ...shared, account: feeds!, memories: () => kept() }),
  },
};

/**
 * For each network: polls and posts a second, one poll after the other, stand-in included; and US dollars for 10,000 mentions
 * and 3,000 answers by the adapter's own reckoning, beside what the network publishes. Null where there is no such thing.
 */
export async function benchNetworks() {
  const figures: Record<string, Awaited<ReturnType<typeof measureNetwork>>> = {};
  for (const [network, contender] of Object.entries(CONTENDERS)) {
    figures[network] = await measureNetwork(network, contender);
  }
  table(figures);
  return figures;
}

async function measureNetwork(network: string, { start, connect }: Contender) {
  const fake = await start({ clock });
  try {
    for (let n = 0; n < POSTS; n += 1) {
      const post = { author: `ann${n}`, text: `acme #acme is late again, complaint ${n}` };
      fake.addMention(post);
      fake.addPost(post);
    }
    const platform = connect(parseSettings(fake.env()).accounts);
    const pace = await paceOf(platform);
    const adapter = await priceOf(platform);
    return { ...pace, costUsd: { adapter: monthOf(adapter), published: monthOf(PUBLISHED[network] ?? free(adapter)) } };
  } finally {
    await fake.close();
  }
}

async function paceOf(platform: Platform) {
  await pageOf(platform, 0);
  let polls = 0;
  let posts = 0;
  const began = performance.now();
  while (polls < MOST_POLLS && performance.now() - began < MOST_MS) {
    posts += (await pageOf(platform, 0)).items.length;
    polls += 1;
  }
  const seconds = (performance.now() - began) / 1000;
  return { pollsPerSecond: rounded(polls / seconds), postsPerSecond: rounded(posts / seconds) };
}

async function pageOf(platform: Platform, place: number): Promise<Page> {
  const source = platform.sources[place];
  if (!source) throw new Error(`${platform.network} has no source ${place}`);
  return platform.poll({ source, downTo: NOW });
}

interface Reckoned {
  readonly mentions: number;
  readonly search: number | null;
  readonly reply: number | null;
}

/** What the adapter says one post read and one answer cost, in micro-dollars. */
async function priceOf(platform: Platform): Promise<Reckoned> {
  const main = await pageOf(platform, 0);
  const [heard] = main.items;
  if (!heard) throw new Error(`${platform.network} has heard nothing of its scripted posts`);
  const permit = platform.permit(heard.mention);
  const search = platform.sources.findIndex(({ kind }, place) => place > 0 && kind === 'search');
  return {
    mentions: perPost(main),
    search: search < 0 ? null : perPost(await pageOf(platform, search)),
    reply: permit.allowed ? permit.costMicros : null,
  };
}

function perPost({ items, costMicros = 0 }: Page): number {
  return items.length > 0 ? costMicros / items.length : 0;
}

function free({ search, reply }: Reckoned): Reckoned {
  return { mentions: 0, search: search && 0, reply: reply && 0 };
}

function monthOf({ mentions, search, reply }: Reckoned) {
  return {
    mentions: dollars(mentions, MENTIONS),
    mentionsBySearch: dollars(search, MENTIONS),
    replies: dollars(reply, REPLIES),
  };
}

function dollars(micros: number | null, times: number): number | null {
  return micros === null ? null : Number(((micros * times) / 1_000_000).toFixed(2));
}

function table(figures: Awaited<ReturnType<typeof benchNetworks>>): void {
  const rows = Object.entries(figures).map(([network, { pollsPerSecond, postsPerSecond, costUsd }]) => {
    const { adapter, published } = costUsd;
    return [
      network,
      String(pollsPerSecond),
      String(postsPerSecond),
      beside(adapter.mentions, published.mentions),
      beside(adapter.mentionsBySearch, published.mentionsBySearch),
      beside(adapter.replies, published.replies),
    ];
  });
  note('networks: one poll after the other on this machine; dollars as reckoned, in brackets as published');
  const head = ['', 'polls/s', 'posts/s', '10,000 mentions', '10,000 by search', '3,000 answers'];
  for (const row of [head, ...rows])
    note(
      row
        .map((cell) => cell.padEnd(17))
        .join(' ')
        .trimEnd(),
    );
}

function beside(adapter: number | null, published: number | null): string {
  return adapter === null ? '-' : `$${adapter} ($${published})`;
}

/** Tokens and the like, for as long as the bench runs; nobody else asks for them. */
function kept<Value>() {
  let value: Value | undefined;
  const save = async (next: Value): Promise<void> => {
    value = next;
  };
  const hold = {
    save: async (next: Value): Promise<boolean> => {
      value = next;
      return true;
    },
    release: async (): Promise<void> => undefined,
  };
  return { load: async () => value, save, hold: async () => hold };
}

// The scene of every test of a network's adapter: a scripted network, a clock that stands still, and what tests do with them.
import { afterEach, beforeEach } from 'vitest';
import type { Instant } from '../../lib/domain/time.ts';
import type { Page, Platform, ReplyOrder } from '../../lib/platforms/platform.ts';
import type { Limit } from '../../lib/platforms/rate-limit.ts';
import type { RateLimits } from '../../lib/platforms/rate-limits.ts';
import type { FakeNetwork, FakeOptions, NewPost } from './fake-network.ts';
import { type TestClock, testClock } from './test-clock.ts';

/** What a network has; what it lacks is not asked of its adapter. The main source is the adapter's first. */
export interface Traits {
  /** The brand has an account there, which is addressed and posts itself. */
  readonly account: boolean;
  /** A search beside the main source. */
  readonly searches: boolean;
  /** More than one page. */
  readonly pages: boolean;
  /** The network itself names the next page, instead of an item or a time to go on from. */
  readonly pageTokens: boolean;
  /** Posts that answer posts. */
  readonly conversations: boolean;
  /** Keys without which nothing is read. */
  readonly keys: boolean;
  /** Ids that no JavaScript number holds. */
  readonly longIds: boolean;
  readonly answers: boolean;
  /** Posts heard earlier can be looked at again. */
  readonly refresh: boolean;
  /** Authors can change their posts, which `edit` of the scripted network does. */
  readonly edits: boolean;
}

const EVERYTHING: Traits = {
  account: true,
  searches: true,
  pages: true,
  pageTokens: true,
  conversations: true,
  keys: true,
  longIds: true,
  answers: true,
  refresh: true,
  edits: true,
};

interface ConnectOptions {
  readonly clock: TestClock;
  readonly timeoutMs: number;
  /** Where the network's limits are kept. */
  readonly limits: RateLimits;
}

export interface ContractSubject {
  readonly name: string;
  readonly lacks?: readonly (keyof Traits)[];
  readonly start: (options: FakeOptions) => Promise<FakeNetwork>;
  readonly connect: (fake: FakeNetwork, options: ConnectOptions) => Platform;
}

export function traitsOf({ lacks = [] }: ContractSubject): Traits {
  return { ...EVERYTHING, ...Object.fromEntries(lacks.map((trait) => [trait, false])) };
}

export const START = '2026-11-21T09:00:00.000Z';
export const SEND_KEY = '01KAKC0Z00ABCDEFGHJKMNPQRS';
export const OTHER_KEY = '01KAKC0Z00ZZZZZZZZZZZZZZZZ';
/** Short, so that a server which never answers costs the run little. */
const TIMEOUT_MS = 400;

export interface Scene {
  readonly clock: TestClock;
  readonly fake: FakeNetwork;
  readonly platform: Platform;
}

/** Sets the scene for each test of a file: a fresh network with pages of `pageSize`, a clock that stands still. */
export function scene(subject: ContractSubject, pageSize = 3): () => Scene {
  let current: Scene | undefined;
  beforeEach(async () => {
    const clock = testClock(START);
    const fake = await subject.start({ clock: clock.now, pageSize });
    current = {
      clock,
      fake,
      platform: subject.connect(fake, { clock, timeoutMs: TIMEOUT_MS, limits: limitsInMemory() }),
    };
  });
  afterEach(() => current?.fake.close());
  return () => {
    if (!current) throw new Error('no scene outside of a test');
    return current;
  };
}

/** A network's limits for as long as a test lasts. */
export function limitsInMemory(): RateLimits {
  const kept = new Map<string, Limit>();
  return {
    load: async (bucket) => kept.get(bucket),
    save: async (bucket, limit) => {
      kept.set(bucket, limit);
    },
  };
}

export async function readPage(
  platform: Platform,
  part: { downTo?: Instant; upTo?: Instant; pageToken?: string } = {},
) {
  return platform.poll({ source: platform.sources[0]!, downTo: START, ...part });
}

/** Everything in the main source, or in every search. */
export async function readAll(platform: Platform, from: 'main' | 'search' = 'main', downTo = START) {
  const pages: Page[] = [];
  const sources =
    from === 'main' ? platform.sources.slice(0, 1) : platform.sources.filter(({ kind }) => kind === 'search');
  for (const source of sources) {
    let pageToken: string | undefined;
    do {
      const page = await platform.poll({ source, downTo, ...(pageToken ? { pageToken } : {}) });
      pages.push(page);
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined && pages.length < 50);
  }
  return {
    pages,
    items: pages.flatMap(({ items }) => items),
    unreadable: pages.flatMap(({ unreadable }) => unreadable),
  };
}

/** Has the brand addressed once and returns the order for an answer to it. */
export async function orderFor({ fake, platform, clock }: Scene, text: string, post?: NewPost): Promise<ReplyOrder> {
  fake.addMention(post ?? { author: 'ann', text: 'Where is my refund?' });
  const since = clock.advance({ minutes: 1 });
  const [newest] = (await readPage(platform)).items;
  return { post: newest!.mention, text, sendKey: SEND_KEY, since };
}

/** The ways in which networks say when they may be called again, with the instant each means at START. */
export const RATE_LIMIT_FORMS: readonly [string, Record<string, string>, Instant][] = [
  ['seconds to wait', { 'retry-after': '120' }, '2026-11-21T09:02:00.000Z'],
  ['a date', { 'retry-after': 'Sat, 21 Nov 2026 09:05:00 GMT' }, '2026-11-21T09:05:00.000Z'],
  ['unix seconds in x-rate-limit-reset', { 'x-rate-limit-reset': '1795252200' }, '2026-11-21T09:10:00.000Z'],
  ['unix seconds in ratelimit-reset', { 'ratelimit-reset': '1795252200' }, '2026-11-21T09:10:00.000Z'],
  ['an ISO time', { 'x-ratelimit-reset': '2026-11-21T09:05:00.123456Z' }, '2026-11-21T09:05:00.123Z'],
  ['nothing', {}, '2026-11-21T09:01:00.000Z'],
];

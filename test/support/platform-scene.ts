// The scene of every test of a network's adapter: a scripted network, a clock that stands still, and what tests do with them.
import { afterEach, beforeEach } from 'vitest';
import type { Instant } from '../../lib/domain/time.ts';
import type { Page, Platform, ReplyOrder } from '../../lib/platforms/platform.ts';
import type { FakeNetwork, FakeOptions, NewPost } from './fake-network.ts';
import { type TestClock, testClock } from './test-clock.ts';

export interface ContractSubject {
  readonly name: string;
  readonly start: (options: FakeOptions) => Promise<FakeNetwork>;
  readonly connect: (fake: FakeNetwork, options: { clock: TestClock; timeoutMs: number }) => Platform;
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
    current = { clock, fake, platform: subject.connect(fake, { clock, timeoutMs: TIMEOUT_MS }) };
  });
  afterEach(() => current?.fake.close());
  return () => {
    if (!current) throw new Error('no scene outside of a test');
    return current;
  };
}

export async function readPage(
  platform: Platform,
  part: { downTo?: Instant; upTo?: Instant; pageToken?: string } = {},
) {
  const source = platform.sources.find(({ kind }) => kind === 'mentions')!;
  return platform.poll({ source, downTo: START, ...part });
}

export async function readAll(platform: Platform, kind: 'mentions' | 'search' = 'mentions', downTo = START) {
  const pages: Page[] = [];
  for (const source of platform.sources.filter((one) => one.kind === kind)) {
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

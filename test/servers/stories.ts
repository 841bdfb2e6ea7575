// What the stories on real servers have in common: complaining, waiting until it is heard, answering, looking again.
import { expect } from 'vitest';
import type { BlueskyAccount } from '../../lib/config/accounts.ts';
import type { Mention } from '../../lib/domain/mention.ts';
import type { Source } from '../../lib/domain/source.ts';
import { type Instant, instantOf, plus } from '../../lib/domain/time.ts';
import { createBlueskyPlatform } from '../../lib/platforms/bluesky/bluesky-platform.ts';
import type { BlueskySession, BlueskySessions } from '../../lib/platforms/bluesky/bluesky-session.ts';
import type { Platform, Refreshed } from '../../lib/platforms/platform.ts';
import type { RateLimits } from '../../lib/platforms/rate-limits.ts';
import { sessionsInMemory } from '../support/sessions-in-memory.ts';
import type { Complainer } from './real-servers.ts';

export const clock = (): Instant => instantOf(Date.now());
/** A server shows a mention some seconds after it was made. */
const PATIENCE_MS = 45_000;

/** Complains, hears it, answers, looks at the thread on the server, and finds the answer as after an unknown outcome. */
export async function story(angry: Complainer, platform: Platform, text: string) {
  const words = `where is my refund ${Date.now()}`;
  const since = clock();
  await angry.mention(words);
  const post = await hear(sourceOf(platform, 'mentions'), since, words);
  expect(post.addressed).toBe(true);
  expect(platform.permit(post).allowed).toBe(true);
  expect(platform.measure(text, post).fits).toBe(true);
  const order = { post, text, sendKey: `story-${Date.now()}`, since: clock() };
  expect(await platform.findOwnReply(order)).toBeUndefined();
  const sent = await platform.reply(order);
  const answers = await angry.answersTo(post.id);
  expect(answers).toHaveLength(1);
  expect(answers[0]).toContain('https://acme.example/');
  expect(await platform.findOwnReply(order)).toMatchObject({ nativeId: sent.nativeId });
  return order;
}

/** What looking again says of two posts, of which the author edits the first and takes back the second. */
export async function followed(angry: Complainer, platform: Platform): Promise<readonly Refreshed[]> {
  const [edited, removed] = ['edited', 'removed'].map((word) => `${word} ${Date.now()}`);
  const since = clock();
  await angry.mention(edited!);
  await angry.mention(removed!);
  const source = sourceOf(platform, 'mentions');
  const posts = [await hear(source, since, edited!), await hear(source, since, removed!)] as const;
  expect(await platform.refresh!.look(posts)).toMatchObject(posts.map(({ id }) => ({ id, mention: { id } })));
  await angry.edit(posts[0].id, 'I found my refund');
  await angry.remove(posts[1].id);
  return eventually(async () => {
    const found = await platform.refresh!.look(posts);
    const [first, second] = found;
    const isEdited = first && 'mention' in first && first.mention.text.includes('I found my refund');
    return isEdited && second && 'gone' in second ? found : undefined;
  });
}

/** Counts logins as they are tried, with the status of each answer and how many the server says it allows. */
export function countingLogins() {
  const statuses: number[] = [];
  let most: number | undefined;
  const counting: typeof fetch = async (url, init) => {
    const response = await fetch(url, init);
    if (!String(url).includes('createSession')) return response;
    statuses.push(response.status);
    const limit = response.headers.get('ratelimit-limit');
    if (limit !== null) most = Number(limit);
    return response;
  };
  return { fetch: counting, logins: () => statuses, allowed: () => most };
}

export function blueskyFor(
  account: BlueskyAccount,
  counting: typeof fetch,
  part: { sessions?: BlueskySessions; limits?: RateLimits } = {},
): Platform {
  const given = { sessions: sessionsInMemory<BlueskySession>(), ...part };
  return createBlueskyPlatform({ account, keywords: ['earshot-watchword'], clock, fetch: counting, ...given });
}

/** Waits until the servers have caught up. */
export async function eventually<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error(`it did not come to that within ${PATIENCE_MS / 1000} s`);
}

interface Polled {
  readonly platform: Platform;
  readonly source: Source;
}

export function sourceOf(platform: Platform, wanted: Source['kind'], query?: string): Polled {
  const source = platform.sources.find((one) => one.kind === wanted && (query === undefined || one.query === query));
  return { platform, source: source! };
}

export async function hear({ platform, source }: Polled, since: Instant, words: string): Promise<Mention> {
  return eventually(async () => {
    // Servers that tell time in whole seconds round down.
    const page = await platform.poll({ source, downTo: plus(since, { seconds: -2 }) });
    return page.items.find(({ mention }) => mention.text.includes(words))?.mention;
  });
}

export async function readEverything(platform: Platform, downTo: Instant): Promise<Mention[]> {
  const source = platform.sources[0]!;
  const mentions: Mention[] = [];
  let pageToken: string | undefined;
  do {
    const page = await platform.poll({ source, downTo, ...(pageToken ? { pageToken } : {}) });
    expect(page.unreadable).toEqual([]);
    mentions.push(...page.items.map(({ mention }) => mention));
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return mentions;
}

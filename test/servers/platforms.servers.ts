// The same story on real servers: an account complains, the brand hears it, answers it, and finds its answer again.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Mention } from '../../lib/domain/mention.ts';
import type { Source } from '../../lib/domain/source.ts';
import { type Instant, instantOf, plus } from '../../lib/domain/time.ts';
import { createBlueskyPlatform } from '../../lib/platforms/bluesky/bluesky-platform.ts';
import type { BlueskySession } from '../../lib/platforms/bluesky/bluesky-session.ts';
import { createMastodonPlatform } from '../../lib/platforms/mastodon/mastodon-platform.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { createXPlatform } from '../../lib/platforms/x/x-platform.ts';
import { type Complainer, onBluesky, onMastodon, xStandIn } from './real-servers.ts';

const clock = (): Instant => instantOf(Date.now());
/** A server shows a mention some seconds after it was made. */
const PATIENCE_MS = 45_000;

describe('Bluesky, the whole network on this machine', () => {
  let angry: Complainer;
  let platform: Platform;
  let logins = 0;
  beforeAll(async () => {
    const found = await onBluesky();
    angry = found.complainer;
    let session: BlueskySession | undefined;
    platform = createBlueskyPlatform({
      account: found.account,
      keywords: ['earshot-watchword'],
      clock,
      fetch: (url, init) => {
        if (String(url).includes('createSession')) logins += 1;
        return fetch(url, init);
      },
      sessions: {
        load: async () => session,
        save: async (next) => {
          session = next;
        },
      },
    });
  });

  it('hears a mention, answers it in its thread, finds the answer again, and cannot answer twice', async () => {
    const order = await story(angry, platform, 'Sorry @angry.test, see https://acme.example/größe 👍🏽.');
    await expect(platform.reply(order)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: true });
    expect(await angry.answersTo(order.post.id)).toHaveLength(1);
    expect(logins).toBe(1);
  });

  it('hears a watched word that mentions nobody', async () => {
    const words = `earshot-watchword ${Date.now()}`;
    const since = clock();
    await angry.post(words);
    const heard = await hear(sourceOf(platform, 'search'), since, words);
    expect(heard.addressed).toBe(false);
  });
});

describe('snac, a server with the Mastodon API', () => {
  let angry: Complainer;
  let platform: Platform;
  beforeAll(async () => {
    const found = await onMastodon();
    angry = found.complainer;
    platform = createMastodonPlatform({ account: found.account, keywords: ['#earshotwatchword'], clock, fetch });
  });

  it('hears a mention, answers it in its thread and finds the answer again', async () => {
    const { post } = await story(angry, platform, 'Sorry & thanks, see https://acme.example/refunds?a=1&b=2.');
    expect(post).toMatchObject({ network: 'mastodon', author: { handle: 'angry@localhost' } });
  });

  it('hears a watched hashtag', async () => {
    const words = `#earshotwatchword ${Date.now()}`;
    const since = clock();
    await angry.post(words);
    expect((await hear(sourceOf(platform, 'search'), since, words)).source).toMatch(/^mastodon:search:/);
  });

  it('reads all mentions page by page, each under one id', async () => {
    const since = clock();
    const words = ['one', 'two', 'three'].map((word) => `${word} ${Date.now()}`);
    for (const word of words) await angry.mention(word);
    await hear(sourceOf(platform, 'mentions'), since, words[2]!);
    const seen = await readEverything(platform, plus(since, { days: -1 }));
    // snac now and then notifies twice of one post: it stays one post, known by its id.
    const ids = words.map((word) => new Set(seen.filter(({ text }) => text.includes(word)).map(({ id }) => id)));
    expect(ids.map(({ size }) => size)).toEqual([1, 1, 1]);
  });
});

describe("X's published specification, served by prism", () => {
  const account = xStandIn();
  const platform = createXPlatform({ account, keywords: ['acme'], clock });

  it.each(['mentions', 'search'] as const)('accepts the way %s are asked for', async (kind) => {
    const source = platform.sources.find((one) => one.kind === kind)!;
    const page = await platform.poll({ source, downTo: plus(clock(), { hours: -1 }) });
    // Its posts are placeholders without a real id.
    expect(page.items).toEqual([]);
    expect(page.unreadable[0]!.reason).toContain('id');
  });

  it('accepts the form of an answer', async () => {
    const post = { id: '2083157183716917248', replyRef: {} } as Mention;
    const sent = await platform.reply({ post, text: 'Sorry!', sendKey: 'key', since: clock() });
    expect(sent.nativeId).not.toBe('');
  });
});

/** Complains, hears it, answers, looks at the thread on the server, and finds the answer as after an unknown outcome. */
async function story(angry: Complainer, platform: Platform, text: string) {
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

interface Polled {
  readonly platform: Platform;
  readonly source: Source;
}

function sourceOf(platform: Platform, wanted: Source['kind']): Polled {
  return { platform, source: platform.sources.find(({ kind }) => kind === wanted)! };
}

async function hear({ platform, source }: Polled, since: Instant, words: string): Promise<Mention> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    // Servers that tell time in whole seconds round down.
    const page = await platform.poll({ source, downTo: plus(since, { seconds: -2 }) });
    const found = page.items.find(({ mention }) => mention.text.includes(words));
    if (found) return found.mention;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error(`"${words}" was not heard within ${PATIENCE_MS / 1000} s`);
}

async function readEverything(platform: Platform, downTo: Instant): Promise<Mention[]> {
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

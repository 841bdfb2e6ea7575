// The same story on real servers: an account complains, the brand hears it, answers it, and finds its answer again.
import { beforeAll, describe, expect, it } from 'vitest';
import type { BlueskyAccount } from '../../lib/config/accounts.ts';
import type { Mention } from '../../lib/domain/mention.ts';
import { plus } from '../../lib/domain/time.ts';
import type { BlueskySession } from '../../lib/platforms/bluesky/bluesky-session.ts';
import { createMastodonPlatform } from '../../lib/platforms/mastodon/mastodon-platform.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { ReplyNotPermitted } from '../../lib/platforms/platform-errors.ts';
import { createXPlatform } from '../../lib/platforms/x/x-platform.ts';
import { limitsInMemory } from '../support/platform-scene.ts';
import { sessionsInMemory } from '../support/sessions-in-memory.ts';
import { type BlueskyComplainer, type Complainer, onBluesky, onMastodon, xStandIn } from './real-servers.ts';
import {
  blueskyFor,
  clock,
  countingLogins,
  eventually,
  followed,
  hear,
  readEverything,
  sourceOf,
  story,
} from './stories.ts';

describe('Bluesky, the whole network on this machine', () => {
  let angry: BlueskyComplainer;
  let account: BlueskyAccount;
  let platform: Platform;
  const counted = countingLogins();
  beforeAll(async () => {
    ({ account, complainer: angry } = await onBluesky());
    platform = blueskyFor(account, counted.fetch);
  });

  it('hears a mention, answers it in its thread, finds the answer again, and cannot answer twice', async () => {
    const order = await story(angry, platform, 'Sorry @angry.test, see https://acme.example/größe 👍🏽.');
    await expect(platform.reply(order)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: true });
    expect(await angry.answersTo(order.post.id)).toHaveLength(1);
    expect(counted.logins()).toEqual([200]);
  });

  it('hears a watched word that mentions nobody', async () => {
    const words = `earshot-watchword ${Date.now()}`;
    const since = clock();
    await angry.post(words);
    const heard = await hear(sourceOf(platform, 'search', 'earshot-watchword'), since, words);
    expect(heard.addressed).toBe(false);
  });

  it('hears a mention that was typed by hand and notifies nobody', async () => {
    const words = `@${account.identifier} where is my refund ${Date.now()}`;
    const since = clock();
    await angry.post(words);
    const heard = await hear(sourceOf(platform, 'search', account.identifier), since, words);
    expect(heard.addressed).toBe(true);
  });

  it('follows what an author edits and takes back', async () => {
    expect(await followed(angry, platform)).toMatchObject([{ mention: { visibility: 'public' } }, { gone: true }]);
  });

  it('tells when the sign-in ends', async () => {
    const end = (await platform.signInEnds!())!;
    expect(end > plus(clock(), { days: 30 })).toBe(true);
    expect(end < plus(clock(), { days: 120 })).toBe(true);
  });

  it('sees who may not be answered, before and after, and what stays among members', async () => {
    const other = (await onBluesky({ angry: `closing-${Date.now().toString(36)}.test` })).complainer;
    const source = sourceOf(platform, 'mentions');
    const [closed, gone] = ['closed', 'blocking'].map((word) => `${word} ${Date.now()}`);
    const since = clock();
    await other.mention(closed!);
    await other.mention(gone!);
    const first = await hear(source, since, closed!);
    const second = await hear(source, since, gone!);
    expect([first.visibility, platform.permit(first).allowed]).toEqual(['public', true]);
    await other.close(first.id);
    await other.showMembersOnly();
    const seen = await eventually(async () => {
      const found = await hear(source, since, closed!);
      return found.visibility === 'followers' && !platform.permit(found).allowed ? found : undefined;
    });
    expect(platform.permit(seen).reason).toContain('limited');
    const answer = { text: 'Sorry!', sendKey: 'closed', since };
    await expect(platform.reply({ ...answer, post: first })).rejects.toThrow(ReplyNotPermitted);

    await other.blockBrand();
    await eventually(async () => ((await platform.refresh!.look([second])).length === 0 ? true : undefined));
    await expect(platform.reply({ ...answer, post: second })).rejects.toMatchObject({
      reason: 'The author has blocked the account.',
    });
    await other.remove(second.id);
    await eventually(async () => ('gone' in ((await platform.refresh!.look([second]))[0] ?? {}) ? true : undefined));
  });
});

describe('the logins that Bluesky rations', () => {
  it('are one for any number of runs that share a session, also when it is lost at the same time', async () => {
    const { account } = await onBluesky();
    const { fetch: counting, logins } = countingLogins();
    const sessions = sessionsInMemory<BlueskySession>();
    const runs = Array.from({ length: 40 }, () => blueskyFor(account, counting, { sessions }));
    await Promise.allSettled(runs.slice(0, 10).map((run) => run.whoAmI()));
    for (const run of runs) expect(await run.whoAmI()).toEqual({ handle: account.identifier });
    expect(logins()).toEqual([200]);
  });

  it('are never refused, because none is tried once the server says that they are used up', async () => {
    const { account } = await onBluesky({ brand: `rationed-${Date.now().toString(36)}.test` });
    const { fetch: counting, logins, allowed } = countingLogins();
    const limits = limitsInMemory();
    const outcomes: string[] = [];
    for (let run = 0; run < 40; run += 1) {
      const lost = blueskyFor(account, counting, { limits });
      outcomes.push(
        await lost.whoAmI().then(
          ({ handle }) => handle,
          (error: Error) => error.name,
        ),
      );
    }
    expect(logins().every((status) => status === 200)).toBe(true);
    expect(logins().length).toBeLessThanOrEqual(allowed() ?? 40);
    // Without limits (RATE_LIMITS=1 turns them on) all forty runs log in.
    expect(outcomes.filter((outcome) => outcome === 'RateLimited')).toHaveLength(40 - logins().length);
    console.log(`${logins().length} logins of ${allowed() ?? 'any number'} allowed`);
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

  it('knows how long an answer may be from the post alone', async () => {
    const [post] = await readEverything(platform, plus(clock(), { days: -1 }));
    expect(platform.permit(post!).maxLength).toBeGreaterThan(500);
  });

  it('follows what an author edits and takes back', async () => {
    expect(await followed(angry, platform)).toMatchObject([{ mention: { visibility: 'public' } }, { gone: true }]);
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
  const post = { id: '2083157183716917248', replyRef: {} } as Mention;
  const watched = [{ name: 'Acorn Mobile', handles: ['acornmobile'], aliases: ['acorn'] }];
  const platform = createXPlatform({ account, keywords: ['acme'], watched, clock, fetch });

  it.each(['mentions', 'search'] as const)('accepts the way %s are asked for', async (kind) => {
    const source = platform.sources.find((one) => one.kind === kind)!;
    const page = await platform.poll({ source, downTo: plus(clock(), { hours: -1 }) });
    // Its posts are placeholders without a real id.
    expect(page.items).toEqual([]);
    expect(page.unreadable[0]!.reason).toContain('id');
  });

  it('accepts the complaint watch, names of authors, and a stretch between two times', async () => {
    const source = platform.sources.at(-1)!;
    const paying = createXPlatform({ account: { ...account, readAuthors: true }, keywords: [], clock });
    const stretch = { downTo: plus(clock(), { hours: -2 }), upTo: plus(clock(), { hours: -1 }) };
    expect((await platform.poll({ source, ...stretch })).unreadable).not.toEqual([]);
    const mentions = { source: paying.sources[0]!, ...stretch };
    const { nextPageToken } = await paying.poll(mentions);
    expect((await paying.poll({ ...mentions, pageToken: nextPageToken! })).items).toEqual([]);
  });

  it('accepts the way posts are looked at again and an answer is looked for', async () => {
    const posts = [post, { ...post, id: '2083157183716917249' }];
    expect(await platform.refresh!.look(posts)).toEqual([]);
    // Each of its pages has a next one.
    const order = { post, text: 'Sorry!', sendKey: 'key', since: clock() };
    await expect(platform.findOwnReply(order)).rejects.toThrow('cannot be looked for');
    expect(await platform.whoAmI()).toEqual({ handle: 'string' });
  });

  it('accepts the way compliance jobs and the use of the app are asked for', async () => {
    // A refusal would name its status; what is complained of here are the placeholders.
    const placeholders = 'with something else than was asked for';
    await expect(platform.compliance!.start([post.id])).rejects.toThrow(placeholders);
    await expect(platform.compliance!.result('1372966999991541762')).rejects.toThrow(placeholders);
    await expect(platform.usage!()).rejects.toThrow(placeholders);
  });

  it('accepts the form of an answer', async () => {
    const sent = await platform.reply({ post, text: 'Sorry!', sendKey: 'key', since: clock() });
    expect(sent.nativeId).not.toBe('');
  });
});

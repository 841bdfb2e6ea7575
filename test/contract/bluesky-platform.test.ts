// Bluesky against its scripted stand-in: the contract, and what only Bluesky does.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import { createBlueskyPlatform } from '../../lib/platforms/bluesky/bluesky-platform.ts';
import type { BlueskySession, BlueskySessions } from '../../lib/platforms/bluesky/bluesky-session.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { ReplyNotPermitted, SignInExpired, TooLong } from '../../lib/platforms/platform-errors.ts';
import { BLOCK_WORD, CLOSED_WORD, type FakeBluesky, startFakeBluesky } from '../support/fake-bluesky.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { type ContractSubject, orderFor, readAll, readPage, scene } from '../support/platform-scene.ts';
import { describePlatform } from './platform.contract.ts';

const bluesky: ContractSubject = {
  name: 'Bluesky',
  lacks: ['refresh'],
  start: startFakeBluesky,
  connect: (fake, { clock, ...options }) => connect(fake, { clock: clock.now, ...options }),
};

describePlatform(bluesky);

describe('Bluesky', () => {
  const at = scene(bluesky, 100);

  it('logs in once and shares the session with every later run', async () => {
    const { fake, clock } = at();
    const sessions = memory();
    for (let run = 0; run < 5; run += 1) await readPage(connect(fake, { clock: clock.now, sessions }));
    expect(called(fake, 'createSession')).toBe(1);
  });

  it('renews a token that has run out, without a login', async () => {
    const { fake, clock } = at();
    const sessions = memory();
    const platform = connect(fake, { clock: clock.now, sessions });
    await readPage(platform);
    (fake as FakeBluesky).expireAccess();
    await readPage(platform);
    expect(called(fake, 'createSession')).toBe(1);
    expect(called(fake, 'refreshSession')).toBe(1);
    expect((await sessions.load())?.accessJwt).toBe('access-2');
  });

  it('takes over the token that another run has renewed', async () => {
    const { fake, clock } = at();
    const sessions = memory();
    const [one, other] = [connect(fake, { clock: clock.now, sessions }), connect(fake, { clock: clock.now, sessions })];
    await readPage(one);
    await readPage(other);
    (fake as FakeBluesky).expireAccess();
    await readPage(one);
    await readPage(other);
    expect(called(fake, 'refreshSession')).toBe(1);
  });

  it('renews once when several calls find the token run out at the same time', async () => {
    const { fake, platform } = at();
    await readPage(platform);
    (fake as FakeBluesky).expireAccess();
    await Promise.all([readPage(platform), readPage(platform), readAll(platform, 'search')]);
    expect(called(fake, 'refreshSession')).toBe(1);
    expect(called(fake, 'createSession')).toBe(1);
  });

  it('logs in again when the whole session has run out', async () => {
    const { fake, platform } = at();
    await readPage(platform);
    (fake as FakeBluesky).expireSession();
    await readPage(platform);
    expect(called(fake, 'createSession')).toBe(2);
  });

  it('does not use a session that belongs to other settings', async () => {
    const { fake, clock } = at();
    const sessions = memory({ service: 'https://elsewhere.example', accessJwt: 'foreign' });
    await readPage(connect(fake, { clock: clock.now, sessions }));
    expect(fake.calls().some(({ headers }) => headers.authorization === 'Bearer foreign')).toBe(false);
  });

  it('says which settings are wrong when the password is', async () => {
    const { fake, clock } = at();
    const account = { ...parseSettings(fake.env()).accounts.bluesky!, password: 'wrong' };
    const platform = createBlueskyPlatform({ account, keywords: [], clock: clock.now, fetch, sessions: memory() });
    const error: unknown = await readPage(platform).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SignInExpired);
    expect(String(error)).toContain('BLUESKY_PASSWORD');
    expect(String(error)).not.toContain('wrong');
  });

  it('answers inside the conversation: first post as root, answered post as parent', async () => {
    const { fake, platform, clock } = at();
    const root = fake.addMention({ author: 'ann', text: 'Where is my refund?' });
    clock.advance({ minutes: 1 });
    const order = await orderFor(at(), 'Sorry!', { author: 'ann', text: 'Hello?', inReplyTo: root.id });
    await platform.reply(order);
    const { record } = fake.calls().at(-1)!.body as { record: { reply: object } };
    expect(record.reply).toMatchObject({ root: { uri: root.id }, parent: { uri: order.post.id } });
    expect(order.post.threadRoot).toBe(root.id);
  });

  it('marks links and the author by their bytes, after text that takes more than one byte a letter', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Größe 👍🏽 @ann.test see https://acme.example/größe.');
    await platform.reply(order);
    const { record } = fake.calls().at(-1)!.body as { record: { text: string; facets: Facet[] } };
    const bytes = Buffer.from(record.text);
    const marked = record.facets.map(({ index }) => bytes.subarray(index.byteStart, index.byteEnd).toString());
    expect(marked).toEqual(['@ann.test', 'https://acme.example/größe']);
    expect(record.facets[0]!.features[0]).toMatchObject({ did: order.post.author.id });
  });

  it('refuses before sending what nobody could see', async () => {
    const { fake, platform } = at();
    for (const word of [CLOSED_WORD, BLOCK_WORD]) {
      const order = await orderFor(at(), 'Sorry!', { author: 'ann', text: `Where is my refund? ${word}` });
      expect(platform.permit(order.post)).toMatchObject({ allowed: false });
      expect(platform.permit(order.post).openUrl).toContain('https://bsky.app/');
      await expect(platform.reply(order)).rejects.toThrow(ReplyNotPermitted);
    }
    expect(fake.replies()).toEqual([]);
  });

  it('does not answer a post that came from elsewhere and lacks its references', async () => {
    const { platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    expect(platform.permit({ ...post, replyRef: {} })).toMatchObject({ allowed: false });
  });

  it('counts graphemes and bytes', () => {
    const { platform } = at();
    const post = {} as Parameters<Platform['measure']>[1];
    expect(platform.measure('👨‍👩‍👧‍👦', post)).toMatchObject({ length: 1, max: 300, unit: 'grapheme', fits: true });
    expect(platform.measure('e\u0301'.repeat(300), post)).toMatchObject({ length: 300, fits: true });
    expect(platform.measure('👨‍👩‍👧‍👦'.repeat(150), post)).toMatchObject({ length: 150, fits: false });
    expect(platform.measure('返金'.repeat(150), post)).toMatchObject({ length: 300, fits: true });
    expect(platform.measure(`${'返金'.repeat(150)}.`, post)).toMatchObject({ length: 301, fits: false });
  });

  it('says that a text is too long when the server finds so', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    const json = {
      error: 'InvalidRequest',
      message: 'Invalid record: grapheme too big (maximum 300, got 301) at $.record.text',
    };
    fake.failNext({ status: 400, json }, 1, 'reply');
    await expect(platform.reply(order)).rejects.toThrow(TooLong);
  });

  it('believes the network and not the author about a time in the future', async () => {
    const { fake, platform, clock } = at();
    fake.failNext({
      status: 200,
      json: { notifications: [notification({ createdAt: '2031-01-01T00:00:00Z', indexedAt: clock.now() })] },
    });
    const [item] = (await readPage(platform)).items;
    expect(item!.mention.createdAt).toBe(clock.now());
  });

  it('takes nothing that stands under its key but answers another post for its answer', async () => {
    const { platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    await platform.reply(order);
    const other = { ...order.post, id: `${order.post.id}x` };
    expect(await platform.findOwnReply({ ...order, post: other })).toBeUndefined();
  });

  it('tries again to renew after a renewal has failed', async () => {
    const { fake, platform } = at();
    await readPage(platform);
    (fake as FakeBluesky).expireAccess();
    fake.failNext('server-error', 1, 'other');
    await expect(readPage(platform)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: false });
    expect((await readPage(platform)).items).toEqual([]);
    expect(called(fake, 'createSession')).toBe(1);
  });

  it('says that a page token is no longer good', async () => {
    const { platform } = at();
    await expect(readPage(platform, { pageToken: 'stale' })).rejects.toMatchObject({ name: 'CursorExpired' });
  });

  it('reads a search over several pages without losing a post between them', async () => {
    const { fake, clock } = at();
    const small = await startFakeBluesky({ clock: clock.now, pageSize: 3 });
    const ids = Array.from({ length: 10 }, (_, i) => {
      if (i % 2 === 0) clock.advance({ minutes: 1 });
      return small.addPost({ author: 'ann', text: `acme complaint ${i}` }).id;
    });
    const { items } = await readAll(connect(small, { clock: clock.now }), 'search');
    await small.close();
    expect(new Set(items.map(({ mention }) => mention.id))).toEqual(new Set(ids));
    expect(fake.calls()).toEqual([]);
  });

  it('counts a quote and an answer as addressed when a search finds them first', async () => {
    const { fake, platform, clock } = at();
    const uri = `at://${fake.brand.id}/app.bsky.feed.post/3mfake2222222`;
    const quoted = { embed: { $type: 'app.bsky.embed.record', record: { uri, cid: 'bafy' } } };
    const answered = { reply: { root: { uri, cid: 'bafy' }, parent: { uri, cid: 'bafy' } } };
    const posts = [quoted, answered].map((part) =>
      notification({ createdAt: clock.now(), indexedAt: clock.now(), ...part }),
    );
    fake.failNext({ status: 200, json: { posts } });
    const { items } = await readAll(platform, 'search');
    expect(items.map(({ mention }) => mention.addressed)).toEqual([true, true]);
  });
});

interface Facet {
  readonly index: { readonly byteStart: number; readonly byteEnd: number };
  readonly features: readonly object[];
}

function connect(
  fake: FakeNetwork,
  options: { clock: () => string; timeoutMs?: number; sessions?: BlueskySessions },
): Platform {
  const account = parseSettings(fake.env()).accounts.bluesky!;
  return createBlueskyPlatform({ account, keywords: ['acme'], fetch, sessions: memory(), ...options });
}

function memory(start?: Partial<BlueskySession>): BlueskySessions {
  let kept = start as BlueskySession | undefined;
  return {
    load: async () => kept,
    save: async (session) => {
      kept = session;
    },
  };
}

function called(fake: FakeNetwork, method: string): number {
  return fake.calls().filter(({ path }) => path.endsWith(`.${method}`)).length;
}

function notification({ indexedAt, ...record }: { createdAt: string; indexedAt: string }): unknown {
  const uri = `at://did:plc:ann2222222222222222222222/app.bsky.feed.post/3mfake${JSON.stringify(record).length}`;
  const author = { did: 'did:plc:ann2222222222222222222222', handle: 'ann.test' };
  return { uri, cid: 'bafy', author, record: { text: 'acme?', ...record }, indexedAt };
}

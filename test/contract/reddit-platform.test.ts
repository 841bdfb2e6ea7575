// Reddit against its scripted stand-in: the contract, and what only Reddit does.
import { describe, expect, it, vi } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import {
  CursorExpired,
  NotFound,
  RateLimited,
  ReplyNotPermitted,
  SignInExpired,
  TooLong,
} from '../../lib/platforms/platform-errors.ts';
import { errors, type FakeReddit, startFakeReddit } from '../support/fake-reddit.ts';
import { orderFor, readAll, readPage, START, scene } from '../support/platform-scene.ts';
import { connectReddit, reddit } from '../support/reddit-subject.ts';
import { describePlatform } from './platform.contract.ts';

describePlatform(reddit);

describe('Reddit hears', () => {
  const at = scene(reddit, 3);

  it('a comment with the post it stands under, what it answers and where it is seen', async () => {
    const { fake, platform } = at();
    const { id } = fake.addMention({ author: 'Ann', text: 'Where is my refund? <3 & more' });
    const [item] = (await readPage(platform)).items;
    const link = `t3_l${id.slice(3)}`;
    expect(item!.mention).toMatchObject({ threadRoot: link, inReplyTo: link, author: { id: 'Ann', handle: 'Ann' } });
    expect(item!.mention.text).toBe('u/acme Where is my refund? <3 & more');
    expect(item!.mention.url).toBe(
      `https://www.reddit.com/r/acorns/comments/${link.slice(3)}/general_questions/${id.slice(3)}/?context=3`,
    );
    expect(fake.calls().at(-1)!.query.get('raw_json')).toBe('1');
  });

  it('private messages, which are answered by hand', async () => {
    const { fake, platform } = at();
    const { id } = (fake as FakeReddit).put({ author: 'ann', text: 'My order is lost' }, 't4', {});
    const [item] = (await readPage(platform)).items;
    expect(item!.mention).toMatchObject({ id, visibility: 'private', text: 'Hello\n\nMy order is lost' });
    const url = `https://www.reddit.com/message/messages/${id.slice(3)}`;
    expect(platform.permit(item!.mention)).toMatchObject({ allowed: false, openUrl: url });
    const order = { post: item!.mention, text: 'Sorry!', sendKey: 'key', since: START };
    await expect(platform.reply(order)).rejects.toThrow(ReplyNotPermitted);
    expect(await platform.refresh!.look([item!.mention])).toEqual([]);
  });

  it.each([
    ['of moderators and of Reddit itself', null, 'Your post was removed'],
    ['of a program', 'AutoModerator', 'Welcome!'],
    ['that a moderator has removed', 'ann', '[removed]'],
    ['of an account that is gone', '[deleted]', 'Where is my refund?'],
  ])('nothing %s', async (_what, author, text) => {
    const { fake, platform } = at();
    (fake as FakeReddit).put({ author: 'x', text }, 't1', { author });
    expect(await readPage(platform)).toMatchObject({ items: [], unreadable: [] });
  });

  it('keeps an item of an unknown kind for a person', async () => {
    const { fake, platform } = at();
    const children = [{ kind: 't6', data: { name: 't6_a', created_utc: Date.parse(START) / 1000 } }];
    fake.failNext({ status: 200, json: { data: { after: null, children } } });
    expect((await readPage(platform)).unreadable).toHaveLength(1);
  });

  it('of what a search finds only what holds the words, and that it names the account', async () => {
    const { fake, platform } = at();
    const ids = ['never again acme', 'acme, hello u/Acme', 'acme, hello u/acme-fan', 'something macmed'].map(
      (text) => fake.addPost({ author: 'bob', text }).id,
    );
    const { items } = await readAll(platform, 'search');
    expect(items.map(({ mention }) => [mention.id, mention.addressed])).toEqual([
      [ids[2], false],
      [ids[1], true],
      [ids[0], false],
    ]);
    expect(platform.sources.filter(({ kind }) => kind === 'search').map(({ query }) => query)).toEqual(['acme']);
  });

  it('everything although the last post of a page is deleted before the next is read', async () => {
    const { fake, clock, platform } = at();
    const ids = Array.from({ length: 8 }, (_, i) => {
      clock.advance({ minutes: 1 });
      return fake.addMention({ author: 'ann', text: `complaint ${i}` }).id;
    });
    const first = await readPage(platform);
    fake.remove(ids[5]!);
    fake.remove(ids[6]!);
    const second = await readPage(platform, { pageToken: first.nextPageToken! });
    const third = await readPage(platform, { pageToken: second.nextPageToken! });
    expect([...second.items, ...third.items].map(({ mention }) => mention.id)).toEqual([
      ids[4],
      ids[3],
      ids[2],
      ids[1],
      ids[0],
    ]);
  });

  it('that a page has to be looked for anew when all of the page before is gone', async () => {
    const { fake, platform } = at();
    const ids = Array.from({ length: 8 }, (_, i) => fake.addMention({ author: 'ann', text: `complaint ${i}` }).id);
    const first = await readPage(platform);
    for (const id of ids.slice(5)) fake.remove(id);
    await expect(readPage(platform, { pageToken: first.nextPageToken! })).rejects.toThrow(CursorExpired);
    await expect(readPage(platform, { pageToken: 'nonsense' })).rejects.toThrow(CursorExpired);
  });

  it('nothing without saying who calls', async () => {
    const { fake, platform } = at();
    await readPage(platform);
    const agents = fake.calls().map(({ headers }) => headers['user-agent']);
    expect(new Set(agents)).toEqual(new Set(['nodejs:earshot:v1 (by /u/acme)']));
  });
});

describe('Reddit answers', () => {
  const at = scene(reddit, 100);

  it('a post that a search has found, and finds the answer again', async () => {
    const { fake, platform } = at();
    fake.addPost({ author: 'ann', text: 'acme is down' });
    const [item] = (await readAll(platform, 'search')).items;
    const order = { post: item!.mention, text: 'Sorry!', sendKey: 'key', since: START };
    const sent = await platform.reply(order);
    expect(fake.replies()).toMatchObject([{ id: sent.nativeId, inReplyTo: item!.mention.id }]);
    expect(await platform.findOwnReply(order)).toEqual(sent);
  });

  it.each([
    ['RATELIMIT', 'Take a break for 9 minutes before trying again.', RateLimited],
    ['DELETED_COMMENT', 'that comment has been deleted', NotFound],
    ['TOO_LONG', 'this is too long (max: 10000)', TooLong],
    ['TOO_OLD', "that's a piece of history now", ReplyNotPermitted],
  ])('with what %s means, although the status is 200', async (name, words, failure) => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.failNext(errors(name, words), 1, 'reply');
    await expect(platform.reply(order)).rejects.toThrow(failure);
  });

  it('after the time it asks to wait', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    const waits: [string, object, string][] = [
      ['try again in 9 minutes.', {}, '2026-11-21T09:11:00.000Z'],
      ['try again in 30 seconds.', {}, '2026-11-21T09:01:31.000Z'],
      ['try again in 1 hour.', {}, '2026-11-21T11:01:00.000Z'],
      ['try again later', {}, '2026-11-21T09:11:00.000Z'],
      ['try again in 9 minutes.', { ratelimit: 541.2 }, '2026-11-21T09:10:02.000Z'],
    ];
    for (const [words, more, retryAt] of waits) {
      fake.failNext(errors('RATELIMIT', words, more), 1, 'reply');
      await expect(platform.reply(order)).rejects.toMatchObject({ retryAt });
    }
  });

  it('nothing that is locked or archived, and says so before anyone types where it is known', async () => {
    const { fake, platform } = at();
    const reddit = fake as FakeReddit;
    reddit.put({ author: 'ann', text: 'acme?' }, 't3', { locked: true });
    const [item] = (await readAll(platform, 'search')).items;
    expect(platform.permit(item!.mention)).toMatchObject({ allowed: false, openUrl: item!.mention.url });
    for (const facts of [{ locked: true }, { archived: true }]) {
      const { id } = reddit.put({ author: 'ann', text: 'refund?' }, 't1', facts);
      const order = { post: { ...item!.mention, id, replyRef: {} }, text: 'Sorry!', sendKey: 'key', since: START };
      await expect(platform.reply(order)).rejects.toThrow(ReplyNotPermitted);
    }
    expect(fake.replies()).toEqual([]);
  });

  it('nothing that is gone, without even trying', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.remove(order.post.id);
    await expect(platform.reply(order)).rejects.toThrow(NotFound);
    expect(fake.calls().some(({ path }) => path === '/api/comment')).toBe(false);
  });

  it('and does not take its answer to another comment for this one, whatever Reddit shows', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    const answer = { kind: 't1', data: { name: 't1_own', author: 'acme', body: 'Sorry!', created_utc: 1_795_252_200 } };
    const shown = (parent_id: string) => {
      const replies = { data: { after: null, children: [{ ...answer, data: { ...answer.data, parent_id } }] } };
      const children = [{ kind: 't1', data: { replies } }];
      return { status: 200, json: [{ data: { children: [] } }, { data: { children } }] };
    };
    fake.failNext(shown('t1_other'), 1, 'other');
    expect(await platform.findOwnReply(order)).toBeUndefined();
    fake.failNext(shown(order.post.id), 1, 'other');
    expect(await platform.findOwnReply(order)).toMatchObject({ nativeId: 't1_own' });
  });

  it('nobody in a community that bans the account, which is no matter of the sign-in', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    const refused = { status: 403, json: { message: 'Forbidden', error: 403 } };
    fake.failNext(refused, 1, 'reply');
    await expect(platform.reply(order)).rejects.toThrow(ReplyNotPermitted);
    const scope = { 'www-authenticate': 'Bearer realm="reddit", error="insufficient_scope"' };
    fake.failNext({ ...refused, headers: scope }, 1, 'reply');
    await expect(platform.reply(order)).rejects.toThrow(SignInExpired);
  });

  it('nothing that came from elsewhere', async () => {
    const { platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    expect(platform.permit({ ...post, id: '12' })).toMatchObject({ allowed: false, openUrl: post.url });
  });

  it('and says nothing of a post it is not shown when it looks again', async () => {
    const { platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    expect(await platform.refresh!.look([{ ...post, id: 't1_zzzz9' }])).toEqual([]);
  });

  it('and asks for no post under a name that is none of Reddit', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const calls = fake.calls().length;
    expect(
      await platform.refresh!.look([
        { ...post, id: '12' },
        { ...post, id: `x,${post.id}` },
      ]),
    ).toEqual([]);
    expect(fake.calls()).toHaveLength(calls);
    await platform.refresh!.look([{ ...post, id: '12' }, post]);
    expect(fake.calls().at(-1)!.query.get('id')).toBe(post.id);
  });

  it('and follows the others when one post cannot be read', async () => {
    const { fake, platform } = at();
    const reddit = fake as FakeReddit;
    const { post } = await orderFor(at(), 'Sorry!');
    const broken = { author: 'a'.repeat(301) };
    const { id } = reddit.put({ author: 'x', text: 'hello' }, 't1', broken);
    expect(await platform.refresh!.look([{ ...post, id }, post])).toMatchObject([{ id: post.id, mention: {} }]);
  });

  it('in less than thirty seconds, however slow Reddit is and although the token has to be renewed', async () => {
    const { fake, clock } = at();
    const limit = vi.spyOn(AbortSignal, 'timeout');
    const platform = connectReddit(fake, { clock: clock.now });
    const order = await orderFor({ ...at(), platform }, 'Sorry!');
    (fake as FakeReddit).expireAccess();
    limit.mockClear();
    await platform.reply(order);
    const given = limit.mock.calls.map(([ms]) => ms);
    limit.mockRestore();
    expect(given.slice(0, -1)).toEqual([4_000, 4_000, 4_000]);
    expect(given.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(30_000);
  });
});

it('Reddit is connected only when it is switched on, because its keys need approval', async () => {
  const fake = await startFakeReddit({ clock: () => START });
  expect(parseSettings({ ...fake.env(), REDDIT: 'no' }).accounts.reddit).toBeUndefined();
  await fake.close();
});

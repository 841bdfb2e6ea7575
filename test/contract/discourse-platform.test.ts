// A Discourse forum against its scripted stand-in: the contract, and what only Discourse does.
import { describe, expect, it } from 'vitest';
import { plus } from '../../lib/domain/time.ts';
import type { AnsweredPost } from '../../lib/platforms/platform.ts';
import {
  CursorExpired,
  Duplicate,
  ReplyNotPermitted,
  SignInExpired,
  TooLong,
} from '../../lib/platforms/platform-errors.ts';
import { connectDiscourse as connect, discourse } from '../support/discourse-subject.ts';
import { type FakeDiscourse, startFakeDiscourse } from '../support/fake-discourse.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { orderFor, readAll, readPage, START, scene } from '../support/platform-scene.ts';
import { describePlatform } from './platform.contract.ts';

describePlatform(discourse);

describe('Discourse hears', () => {
  const at = scene(discourse, 50);

  it('a post that answers, quotes or names the brand, and no other, as addressed to it', async () => {
    const { fake, platform } = at();
    const own = fake.addOwnPost('We are closed on Monday.');
    const other = fake.addPost({ author: 'dan', text: 'What do you think?' });
    const { id } = fake.addPost({ author: 'ann', text: 'Why?', inReplyTo: own.id });
    const quote = '<aside class="quote" data-username="Acme" data-post="1"><p>We are closed</p></aside><p>Again?</p>';
    const text = '[quote="Acme, post:1"]\nWe are [quote]really[/quote] closed\n[/quote]\nAgain?';
    const quoted = put(fake, { author: 'bob', text }, { cooked: quote, inTopicOf: other.id });
    const cooked = '<p>Nice weather, <a class="mention" href="/u/acmefan">@acmefan</a></p>';
    put(fake, { author: 'cora', text: 'Nice weather, @acmefan' }, { cooked });
    const { items } = await readAll(platform);
    expect(items.map(({ mention }) => [mention.id, mention.addressed, mention.text])).toEqual([
      [quoted.id, true, 'Again?'],
      [id, true, 'Why?'],
    ]);
  });

  it('what is said in a topic of the brand to nobody else', async () => {
    const { fake, platform } = at();
    const own = fake.addOwnPost('Our new tariff');
    const open = put(fake, { author: 'ann', text: 'Far too expensive!' }, { inTopicOf: own.id });
    fake.addPost({ author: 'bob', text: 'Not for me', inReplyTo: open.id });
    const { items } = await readAll(platform);
    expect(items.map(({ mention }) => mention.id)).toEqual([open.id]);
    expect(items[0]!.mention.threadRoot).toBe(`topic/${1000 + Number(own.id)}`);
  });

  it('an answer in one of many topics of the brand', async () => {
    const { clock } = at();
    const fake = await startFakeDiscourse({ clock: clock.now, pageSize: 3 });
    const own = Array.from({ length: 8 }, () => fake.addOwnPost('Good news'));
    const ids = own.map(({ id }) => put(fake, { author: 'ann', text: 'Bad news' }, { inTopicOf: id }).id);
    const { items } = await readAll(connect(fake, { clock: clock.now }));
    await fake.close();
    expect(new Set(items.map(({ mention }) => mention.id))).toEqual(new Set(ids));
  });

  it('the title of a topic together with its first post, and keeps it when the post is looked at again', async () => {
    const { fake, platform } = at();
    fake.addMention({ author: 'ann', text: 'It never came.' });
    const [item] = (await readPage(platform)).items;
    expect(item!.mention.text).toBe('General questions\n\n@acme It never came.');
    const [found] = await platform.refresh!.look([item!.mention]);
    expect(found).toMatchObject({ mention: { text: item!.mention.text, addressed: true } });
  });

  it('the shown text, without what is quoted, where the written one is not given', async () => {
    const { fake, platform } = at();
    const cooked =
      '<aside class="quote no-group" data-username="bob"><blockquote><p>Thanks</p></blockquote></aside><p><a class="mention" href="/u/acme">@acme</a> no &amp; no</p>';
    fake.addOwnPost('Hello');
    put(fake, { author: 'ann', text: '' }, { cooked, raw: undefined, post_number: 2 });
    expect((await readPage(platform)).items[0]!.mention.text).toBe('@acme no & no');
  });

  it('private messages to the brand, but not those of others that the key may read', async () => {
    const { fake, platform } = at();
    const { id } = (fake as FakeDiscourse).message({ author: 'ann', text: 'My address is wrong' }, 'brand');
    (fake as FakeDiscourse).message({ author: 'bob', text: 'Between us' }, 'others');
    const source = platform.sources.find((one) => one.id.includes('messages'))!;
    const { items } = await platform.poll({ source, downTo: START });
    expect(items.map(({ mention }) => mention)).toMatchObject([{ id, visibility: 'private', addressed: true }]);
    expect((await readAll(platform)).items).toEqual([]);
  });

  it('watched words as words of their own, in one search for all of them', async () => {
    const { fake, platform } = at();
    const { id } = fake.addPost({ author: 'ann', text: 'Is ACME down?' });
    fake.addPost({ author: 'bob', text: 'Macmed is up' });
    expect(platform.sources.filter(({ kind }) => kind === 'search')).toHaveLength(1);
    expect((await readAll(platform, 'search')).items.map(({ mention }) => mention.id)).toEqual([id]);
    const words = connect(fake, { clock: at().clock.now, keywords: [] });
    expect(words.sources.map(({ kind }) => kind)).toEqual(['mentions', 'mentions']);
  });

  it('nothing of moderators, of the forum itself, and nothing that is hidden or deleted', async () => {
    const { fake, platform } = at();
    for (const facts of [
      { post_type: 3 },
      { user_id: -1 },
      { hidden: true },
      { deleted_at: START },
      { user_deleted: true },
    ])
      put(fake, { author: 'ann', text: '@acme hello' }, facts);
    expect(await readPage(platform)).toMatchObject({ items: [], unreadable: [] });
  });

  it('everything behind a post that moderators moved or that was imported with its old date', async () => {
    const { clock } = at();
    const fake = await startFakeDiscourse({ clock: clock.now, pageSize: 3 });
    const ids = ['a', 'b', 'c'].map((text) => fake.addMention({ author: 'ann', text }).id);
    fake.addMention({ author: 'old', text: 'moved', at: plus(START, { days: -300 }) });
    ids.push(fake.addMention({ author: 'ann', text: 'd' }).id);
    const { items } = await readAll(connect(fake, { clock: clock.now }));
    await fake.close();
    expect(items.map(({ mention }) => mention.id)).toEqual(ids.toReversed());
  });

  it('everything on an old forum, which looks for a page among as many ids', async () => {
    const { clock } = at();
    const fake = await startFakeDiscourse({ clock: clock.now, pageSize: 50, old: true });
    const first = fake.addMention({ author: 'ann', text: 'first' });
    for (let i = 0; i < 120; i += 1) fake.remove(fake.addPost({ author: 'bob', text: 'gone' }).id);
    const last = fake.addMention({ author: 'ann', text: 'last' });
    const { items } = await readAll(connect(fake, { clock: clock.now }));
    await fake.close();
    expect([...new Set(items.map(({ mention }) => mention.id))]).toEqual([last.id, first.id]);
  });

  it('what stands beside any number of quotes, ended or not', async () => {
    const { fake, platform } = at();
    const [begin, end] = ['[quote="bob"]', '[/quote]\n'];
    const nested = `${begin.repeat(20_000)}not hers${end.repeat(20_000)}`;
    put(fake, { author: 'ann', text: `@acme ${nested}hello` }, {});
    put(fake, { author: 'ann', text: `@acme ${'[quote'.repeat(100_000)}` }, {});
    put(fake, { author: 'ann', text: `@acme [quote] no ${end.trim()}${end.trim()} end` }, {});
    const [last, marks, first] = (await readPage(platform)).items.map(({ mention }) => mention.text);
    expect(first).toContain('@acme hello');
    expect(marks).toContain('@acme [quote[quote');
    expect(last).toContain('@acme [/quote] end');
  });

  it('nothing for a page token that is none', async () => {
    await expect(readPage(at().platform, { pageToken: 'latest' })).rejects.toThrow(CursorExpired);
  });
});

describe('Discourse answers', () => {
  const at = scene(discourse, 50);

  it('where the post stands now, after moderators have moved it', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    const json = { ...(await current(fake, order.post.id)), topic_id: 1001, post_number: 1 };
    fake.failNext({ status: 200, json }, 1, 'other');
    const sent = await platform.reply({ ...order, post: { ...order.post, replyRef: { topic: '5', number: '9' } } });
    expect(fake.calls().at(-1)!.body).toEqual({ topic_id: 1001, reply_to_post_number: 1, raw: 'Sorry!' });
    expect(sent.url).toMatch(/\/t\/general-questions\/1001\/2$/);
  });

  it.each([{ deleted_at: START }, { user_deleted: true }])('nobody who took the post back: %o', async (facts) => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.failNext({ status: 200, json: { ...(await current(fake, order.post.id)), ...facts } }, 2, 'other');
    await expect(platform.reply(order)).rejects.toMatchObject({ name: 'NotFound' });
    expect(await platform.refresh!.look([order.post])).toEqual([{ id: order.post.id, gone: true }]);
    expect(fake.replies()).toEqual([]);
  });

  it('and counts an answer that waits for the moderators as sent', async () => {
    const { clock } = at();
    const fake = await startFakeDiscourse({ clock: clock.now, moderated: true });
    const platform = connect(fake, { clock: clock.now });
    const order = await orderFor({ ...at(), fake, platform }, 'Sorry!');
    expect(await platform.reply(order)).toEqual({ nativeId: 'pending/31' });
    await fake.close();
  });

  it('once: the forum refuses the same words for five minutes', async () => {
    const { platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    await platform.reply(order);
    await expect(platform.reply(order)).rejects.toThrow(Duplicate);
  });

  it('and finds its answer among more than one page of others', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    for (let i = 0; i < 45; i += 1) fake.addPost({ author: 'bob', text: `me too ${i}`, inReplyTo: order.post.id });
    const sent = await platform.reply(order);
    expect(await platform.findOwnReply(order)).toEqual(sent);
  });

  it('and does not take a post that only quotes the answered one for its answer', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    const own = { author: 'acme', text: 'Sorry!', inReplyTo: order.post.id };
    put(fake, own, { reply_to_post_number: null });
    expect(await platform.findOwnReply(order)).toBeUndefined();
  });

  it('and tells a text that is too long, a key that is no longer good and a closed topic apart', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    const refuse = (status: number, words: string) => fake.failNext({ status, json: { errors: [words] } }, 1, 'reply');
    refuse(422, 'Body is limited to 5000 characters; you entered 5001.');
    await expect(platform.reply(order)).rejects.toThrow(TooLong);
    refuse(403, 'The API username or key is invalid.');
    await expect(platform.reply(order)).rejects.toThrow(SignInExpired);
    refuse(403, 'You are not permitted to view the requested resource.');
    await expect(platform.reply(order)).rejects.toThrow(ReplyNotPermitted);
  });

  it('nothing that came from elsewhere', async () => {
    const { platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    expect(platform.permit({ ...post, replyRef: {} })).toMatchObject({ allowed: false, openUrl: post.url });
  });
});

describe('Discourse, when it is asked again for posts heard earlier,', () => {
  const at = scene(discourse, 50);
  const refused = {
    status: 403,
    json: { errors: ['You are not permitted to view the requested resource.'], error_type: 'invalid_access' },
  };

  it('says nothing of a post that was moved out of sight or hidden, and goes on', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    fake.failNext(refused, 1, 'other');
    expect(await platform.refresh!.look([post])).toEqual([]);
    fake.failNext({ status: 200, json: { ...(await current(fake, post.id)), hidden: true } }, 1, 'other');
    expect(await platform.refresh!.look([post])).toEqual([]);
  });

  it('says that the key is no longer good when it is not the post', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    fake.failNext('signed-out', 2, 'other');
    await expect(platform.refresh!.look([post])).rejects.toThrow(SignInExpired);
  });

  it('never takes a post for one of its own that was imported under the name of the network', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const calls = fake.calls().length;
    expect(
      await platform.refresh!.look([
        { ...post, replyRef: {} },
        { ...post, id: '999', replyRef: {} },
      ]),
    ).toEqual([]);
    expect(fake.calls()).toHaveLength(calls);
  });

  it('is not stopped by a post that cannot be read', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const now = await current(fake, post.id);
    fake.failNext({ status: 200, json: { ...now, cooked: null } }, 1, 'other');
    fake.failNext({ status: 200, json: { ...now, username: 'a'.repeat(301) } }, 1, 'other');
    expect(await platform.refresh!.look([post, post, post])).toMatchObject([{ id: post.id, mention: {} }]);
  });

  it('keeps a private message private', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const asPrivate: AnsweredPost = { ...post, visibility: 'private' };
    const [found] = await platform.refresh!.look([asPrivate]);
    expect(found).toMatchObject({ mention: { visibility: 'private' } });
    expect(fake.replies()).toEqual([]);
  });
});

function put(fake: FakeNetwork, post: { author: string; text: string }, facts: Record<string, unknown>) {
  return (fake as FakeDiscourse).put(post, facts);
}

/** What the forum says of a post now. */
async function current({ url }: FakeNetwork, id: string): Promise<object> {
  const headers = { 'api-key': 'discourse-api-key', 'api-username': 'acme' };
  return (await (await fetch(`${url}/posts/${id}.json`, { headers })).json()) as object;
}

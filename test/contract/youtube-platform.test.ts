// YouTube against its scripted stand-in: the contract, and what only YouTube does.
import { describe, expect, it } from 'vitest';
import {
  CursorExpired,
  NotFound,
  ReplyNotPermitted,
  SignInExpired,
  TooLong,
  Unavailable,
} from '../../lib/platforms/platform-errors.ts';
import { googleSays } from '../support/fake-google-token.ts';
import { CLOSED_WORD, GONE_AUTHOR, startFakeYoutube } from '../support/fake-youtube.ts';
import { orderFor, readAll, readPage, START, scene } from '../support/platform-scene.ts';
import { connectYoutube, readAnswers, youtube } from '../support/youtube-scene.ts';
import { describePlatform } from './platform.contract.ts';

describePlatform(youtube);

describe('YouTube reads', () => {
  const at = scene(youtube, 100);

  it('links a comment under its video, and its author', async () => {
    const { fake, platform } = at();
    const { id } = fake.addMention({ author: 'ann', text: 'Where is\nmy refund & why?' });
    const [item] = (await readPage(platform)).items;
    expect(item!.mention).toMatchObject({
      text: 'Where is\nmy refund & why?',
      url: `https://www.youtube.com/watch?v=dQacme12345&lc=${id}`,
      author: { handle: '@ann', url: 'https://www.youtube.com/channel/UCann0000000000000000000' },
      threadRoot: id,
      addressed: true,
    });
  });

  it('never takes two people without a channel for one', async () => {
    const { fake, platform } = at();
    fake.addMention({ author: GONE_AUTHOR, text: 'one' });
    fake.addMention({ author: GONE_AUTHOR, text: 'two' });
    const { items } = await readPage(platform);
    expect(new Set(items.map(({ mention }) => mention.author.id)).size).toBe(2);
  });

  it('hears all answers in the threads of the last days, however old the comment above them', async () => {
    const { clock, fake } = at();
    const small = await startFakeYoutube({ clock: clock.now, pageSize: 2, inline: 1 });
    const roots = ['a', 'b', 'c', 'd', 'e'].map((text) => {
      clock.advance({ hours: 1 });
      return small.addMention({ author: 'ann', text }).id;
    });
    const downTo = clock.advance({ days: 2 });
    const ids = roots.flatMap((inReplyTo) =>
      [1, 2, 3].map((n) => small.addMention({ author: 'bob', text: `answer ${n}`, inReplyTo }).id),
    );
    const heard = await readAnswers(connectYoutube(small, { clock: clock.now }), downTo);
    await small.close();
    expect(new Set(heard)).toEqual(new Set(ids));
    expect(heard).toHaveLength(ids.length);
    expect(fake.calls()).toEqual([]);
  });

  it('does not follow threads that began more than a week ago', async () => {
    const { clock } = at();
    const small = await startFakeYoutube({ clock: clock.now, pageSize: 1 });
    for (let day = 0; day < 4; day += 1) {
      small.addMention({ author: 'ann', text: `day ${day}` });
      clock.advance({ days: 1 });
    }
    clock.advance({ days: 5, hours: -12 });
    await readAnswers(connectYoutube(small, { clock: clock.now }), START);
    const pages = small.calls().filter(({ path }) => path.endsWith('/commentThreads'));
    await small.close();
    expect(pages).toHaveLength(3);
  });

  it('looks through ten pages of threads at most', async () => {
    const { clock } = at();
    const small = await startFakeYoutube({ clock: clock.now, pageSize: 1 });
    for (let i = 0; i < 12; i += 1) small.addMention({ author: 'ann', text: `comment ${i}` });
    await readAnswers(connectYoutube(small, { clock: clock.now }), START);
    const pages = small.calls().filter(({ path }) => path.endsWith('/commentThreads'));
    await small.close();
    expect(pages).toHaveLength(10);
  });

  it('sets a thread without its first comment aside and reads the others', async () => {
    const { fake, platform } = at();
    const thread = { kind: 'youtube#commentThread', snippet: { topLevelComment: { snippet: { publishedAt: START } } } };
    fake.failNext({ status: 200, json: { kind: 'youtube#commentThreadListResponse', items: [thread] } });
    const page = await readPage(platform);
    expect(page.unreadable[0]!.reason).toContain('id');
    expect(page.reachedBackTo).toBe(START);
  });

  it('says that a page token is no longer good', async () => {
    const { platform } = at();
    await expect(readPage(platform, { pageToken: 'stale' })).rejects.toThrow(CursorExpired);
    const request = { source: platform.sources[1]!, downTo: START };
    await expect(platform.poll({ ...request, pageToken: 'no number' })).rejects.toThrow(CursorExpired);
    await expect(
      platform.poll({ ...request, pageToken: JSON.stringify({ page: 2, pageToken: 'stale' }) }),
    ).rejects.toThrow(CursorExpired);
  });

  it('does not take missing rights for comments that are switched off', async () => {
    const { fake, platform } = at();
    fake.failNext(googleSays(403, 'commentsDisabled', 'The channel has disabled comments.'));
    await expect(readPage(platform)).rejects.toThrow(Unavailable);
  });

  it('takes an empty list for one that left its items out, and nothing else', async () => {
    const { fake, platform } = at();
    fake.failNext({ status: 200, json: { kind: 'youtube#commentThreadListResponse' } });
    expect((await readPage(platform)).items).toEqual([]);
    fake.failNext({ status: 200, json: {} });
    await expect(readPage(platform)).rejects.toThrow(Unavailable);
  });
});

describe('YouTube answers', () => {
  const at = scene(youtube, 100);

  it('answers an answer in its thread, to its author by name', async () => {
    const { fake, clock } = at();
    const root = fake.addMention({ author: 'bob', text: 'first' });
    clock.advance({ minutes: 1 });
    const order = await orderFor(at(), 'Sorry!', { author: 'ann', text: 'me too', inReplyTo: root.id });
    const { platform } = at();
    await platform.reply(order);
    await platform.reply({ ...order, text: 'Hello @Ann, sorry!' });
    expect(fake.replies().map(({ text, inReplyTo }) => [text, inReplyTo])).toEqual([
      ['@ann Sorry!', root.id],
      ['Hello @Ann, sorry!', root.id],
    ]);
    expect(platform.measure('Sorry!', order.post).length).toBe('@ann Sorry!'.length);
  });

  it('does not answer an answer that is gone, though its thread still stands', async () => {
    const { fake, platform, clock } = at();
    const root = fake.addMention({ author: 'bob', text: 'first' });
    clock.advance({ minutes: 1 });
    const order = await orderFor(at(), 'Sorry!', { author: 'ann', text: 'me too', inReplyTo: root.id });
    fake.remove(order.post.id);
    await expect(platform.reply(order)).rejects.toThrow(NotFound);
    expect(fake.replies()).toEqual([]);
  });

  it('does not take an older answer in the same words for this one', async () => {
    const { fake, platform, clock } = at();
    const order = await orderFor(at(), 'Sorry!');
    await platform.reply(order);
    const since = clock.advance({ hours: 1 });
    expect(await platform.findOwnReply({ ...order, since })).toBeUndefined();
    expect(fake.replies()).toHaveLength(1);
  });

  it('finds nothing of its own under a comment that is gone', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.remove(order.post.id);
    expect(await platform.findOwnReply(order)).toBeUndefined();
  });

  it('says before anyone types where no answer is taken, and where to read it', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!', { author: 'ann', text: `hello ${CLOSED_WORD}` });
    expect(platform.permit(post)).toMatchObject({ allowed: false, openUrl: post.url });
    await expect(platform.reply({ post, text: 'Sorry!', sendKey: 'key', since: START })).rejects.toThrow(
      ReplyNotPermitted,
    );
    expect(platform.permit({ ...post, replyRef: {} }).allowed).toBe(false);
    expect(fake.replies()).toEqual([]);
  });

  it('tells a text that is too long from an account that may not write', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'a'.repeat(10_001));
    await expect(platform.reply(order)).rejects.toThrow(TooLong);
    for (const reason of ['ineligibleAccount', 'insufficientPermissions']) {
      fake.failNext(googleSays(403, reason, 'The account may not do that.'), 1, 'reply');
      await expect(platform.reply(order)).rejects.toThrow(SignInExpired);
    }
  });

  it('says that the thread is gone when its first comment went away in between', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.failNext(googleSays(404, 'parentCommentNotFound', 'Not found.'), 1, 'reply');
    await expect(platform.reply(order)).rejects.toThrow(NotFound);
  });
});

describe('YouTube looks again', () => {
  const at = scene(youtube, 100);

  it('finds what is gone even where YouTube refuses to name it', async () => {
    const { clock } = at();
    const strict = await startFakeYoutube({ clock: clock.now, refusesUnknown: true });
    const ids = [0, 1, 2, 3, 4, 5, 6].map((n) => strict.addMention({ author: 'ann', text: `comment ${n}` }).id);
    const platform = connectYoutube(strict, { clock: clock.now });
    const { items } = await readAll(platform);
    for (const n of [1, 4]) strict.remove(ids[n]!);
    const found = await platform.refresh!.look(items.map(({ mention }) => mention));
    await strict.close();
    const gone = found.filter((each) => 'gone' in each).map(({ id }) => id);
    expect(new Set(gone)).toEqual(new Set([ids[1], ids[4]]));
    expect(found).toHaveLength(ids.length);
  });

  it('asks by itself for what a list left out, and takes it for gone only then', async () => {
    const { fake, platform } = at();
    const ids = ['first', 'second', 'third'].map((text) => fake.addMention({ author: 'ann', text }).id);
    const posts = (await readAll(platform)).items.map(({ mention }) => mention);
    fake.remove(ids[1]!);
    fake.failNext({ status: 200, json: { kind: 'youtube#commentListResponse' } }, 1, 'other');
    const found = await platform.refresh!.look(posts);
    expect(found.flatMap((each) => ('gone' in each ? [each.id] : []))).toEqual([ids[1]]);
    expect(found).toHaveLength(3);
  });

  it('keeps what only the thread told: the video, and whom an answer is for', async () => {
    const { fake, platform } = at();
    const root = fake.addMention({ author: 'bob', text: 'first' });
    fake.addMention({ author: 'ann', text: 'me too', inReplyTo: root.id });
    const posts = (await readAll(platform)).items.map(({ mention }) => mention);
    const found = await platform.refresh!.look(posts);
    expect(found).toEqual(posts.map((mention) => ({ id: mention.id, mention })));
  });
});

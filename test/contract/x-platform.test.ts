// X against its scripted stand-in: the contract, and what only X does.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import { plus } from '../../lib/domain/time.ts';
import { Duplicate, QuotaExhausted, RateLimited, SignInExpired } from '../../lib/platforms/platform-errors.ts';
import { createXPlatform } from '../../lib/platforms/x/x-platform.ts';
import { firstIdAt, instantOfId } from '../../lib/platforms/x/x-snowflake.ts';
import { type FakeX, startFakeX } from '../support/fake-x.ts';
import {
  type ContractSubject,
  limitsInMemory,
  orderFor,
  readAll,
  readPage,
  SEND_KEY,
  START,
  scene,
} from '../support/platform-scene.ts';
import { describePlatform } from './platform.contract.ts';

const x: ContractSubject = {
  name: 'X',
  start: startFakeX,
  connect: (fake, { clock, ...options }) =>
    createXPlatform({
      account: parseSettings(fake.env()).accounts.x!,
      keywords: ['acme'],
      clock: clock.now,
      ...options,
    }),
};

describePlatform(x);

describe('X', () => {
  const at = scene(x, 100);

  it('answers only those who addressed the brand, and shows the way to answer the others by hand', async () => {
    const { fake, platform } = at();
    const { id } = fake.addPost({ author: 'bob', text: 'acme is awful' });
    const [heard] = (await readAll(platform, 'search')).items;
    const permit = platform.permit(heard!.mention);
    expect(permit).toMatchObject({ allowed: false, costMicros: 0 });
    expect(permit.reason).toContain('did not');
    expect(permit.openUrl).toBe(`https://x.com/intent/post?in_reply_to=${id}`);
  });

  it('names the price of an answer and what a link adds to it', async () => {
    const { platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    expect(platform.permit(post)).toMatchObject({ allowed: true, costMicros: 10_000, maxLength: 280 });
    expect(platform.permit(post).reason).toContain('$0.20');
  });

  it('reads the whole of a long post, with its links as they were written', async () => {
    const { fake, platform } = at();
    fake.addMention({ author: 'ann', text: 'cut off' });
    const whole = {
      text: 'Long story &amp; more https://t.co/abc',
      entities: { urls: [{ url: 'https://t.co/abc', expanded_url: 'https://ann.example/story' }] },
    };
    fake.failNext({ status: 200, json: pageOf({ note_tweet: whole }) });
    fake.failNext({ status: 200, json: pageOf({ note_post: whole }) });
    const texts = [await readPage(platform), await readPage(platform)].map(({ items }) => items[0]!.mention.text);
    expect(new Set(texts)).toEqual(new Set(['Long story & more https://ann.example/story']));
  });

  it('hears a post that is longer than can be kept, as far as it goes', async () => {
    const { fake, platform } = at();
    fake.failNext({ status: 200, json: pageOf({ note_tweet: { text: 'Never again! '.repeat(1900) } }) });
    const { items, unreadable } = await readPage(platform);
    expect(unreadable).toEqual([]);
    expect(items[0]!.mention.text).toMatch(/^Never again! .*…$/);
  });

  it.each([
    "https://ann.example/?a=$'",
    'https://ann.example/$&/$&',
    'https://ann.example/$$',
    'https://t.co/2/t.co/2',
  ])('shows a link to %s as it was written', async (expanded_url) => {
    const { fake, platform } = at();
    const urls = [1, 2, 3].map((number) => ({ url: `https://t.co/${number}`, expanded_url }));
    const text = 'See https://t.co/1 https://t.co/2 and https://t.co/3!';
    fake.failNext({ status: 200, json: pageOf({ text, entities: { urls } }) });
    const [item] = (await readPage(platform)).items;
    expect(item!.mention.text).toBe(`See ${expanded_url} ${expanded_url} and ${expanded_url}!`);
  });

  it('reads both spellings of the fields', async () => {
    const { fake, platform } = at();
    fake.failNext({ status: 200, json: pageOf({ referenced_tweets: [{ type: 'replied_to', id: '12' }] }) });
    fake.failNext({ status: 200, json: pageOf({ referenced_posts: [{ type: 'replied_to', id: '12' }] }) });
    const [first] = (await readPage(platform)).items;
    const [second] = (await readPage(platform)).items;
    expect(first!.mention.inReplyTo).toBe('12');
    expect(second).toEqual(first);
  });

  it('keeps one name for a post through its edits and answers its latest version', async () => {
    const { fake, platform } = at();
    const { id } = fake.addMention({ author: 'ann', text: 'edited' });
    const firstId = (BigInt(id) - 5n).toString();
    fake.failNext({ status: 200, json: pageOf({ id, edit_history_tweet_ids: [firstId, id] }) });
    const [item] = (await readPage(platform)).items;
    expect(item!.mention.id).toBe(firstId);
    await platform.reply({
      post: item!.mention,
      text: 'Sorry!',
      sendKey: SEND_KEY,
      since: item!.at,
    });
    expect(fake.replies()[0]!.inReplyTo).toBe(id);
    const order = { post: item!.mention, text: 'Sorry!', sendKey: SEND_KEY, since: item!.at };
    expect(await platform.findOwnReply(order)).toMatchObject({ nativeId: fake.replies()[0]!.id });
  });

  it('finds its answer to a version of the post between the first and the one that stands', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    const { id: second } = (fake as FakeX).edit(order.post.id, 'second words');
    const sent = await platform.reply({ ...order, post: { ...order.post, replyRef: { currentId: second } } });
    const { id: third } = (fake as FakeX).edit(order.post.id, 'third words');
    const post = { ...order.post, replyRef: { currentId: third } };
    expect(await platform.findOwnReply({ ...order, post })).toEqual(sent);
  });

  it('leaves a second call to a person, because nobody says how long X knows a text again', () => {
    expect(at().platform.capabilities.safeToRepeat).toBe(false);
  });

  it('leaves out reposts', async () => {
    const { fake, platform } = at();
    fake.failNext({ status: 200, json: pageOf({ referenced_tweets: [{ type: 'retweeted', id: '12' }] }) });
    expect((await readPage(platform)).items).toEqual([]);
  });

  it('says when the credits are used up', async () => {
    const { fake, platform } = at();
    fake.failNext('out-of-credit');
    await expect(readPage(platform)).rejects.toThrow(QuotaExhausted);
    fake.failNext({
      status: 429,
      json: { title: 'UsageCapExceeded', type: 'https://api.x.com/2/problems/usage-capped' },
    });
    await expect(readPage(platform)).rejects.toThrow(QuotaExhausted);
  });

  it('waits for the end of the day when the day is used up', async () => {
    const { fake, platform } = at();
    const headers = {
      'x-rate-limit-reset': '1795252200',
      'x-user-limit-24hour-remaining': '0',
      'x-user-limit-24hour-reset': '1795305600',
    };
    fake.failNext({ status: 429, headers, json: {} });
    await expect(readPage(platform)).rejects.toMatchObject({ retryAt: '2026-11-22T00:00:00.000Z' });
    fake.failNext('rate-limited');
    await expect(readPage(platform)).rejects.toThrow(RateLimited);
  });

  it('says that a text stands there already', async () => {
    const { platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    await platform.reply(order);
    await expect(platform.reply(order)).rejects.toThrow(Duplicate);
  });

  it('says that a page token is no longer good', async () => {
    const { platform } = at();
    await expect(readPage(platform, { pageToken: 'stale' })).rejects.toMatchObject({ name: 'CursorExpired' });
  });

  it('asks for a sign-in, not for another text, when the credentials may only read', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    const json = {
      title: 'Unsupported Authentication',
      type: 'https://api.x.com/2/problems/unsupported-authentication',
    };
    fake.failNext({ status: 403, json }, 1, 'reply');
    await expect(platform.reply(order)).rejects.toThrow(SignInExpired);
  });

  it('never asks a search for more than the seven days it holds', async () => {
    const { fake, platform } = at();
    const source = platform.sources.find(({ kind }) => kind === 'search')!;
    await platform.poll({ source, downTo: '2026-10-01T00:00:00.000Z' });
    const sinceId = BigInt(fake.calls().at(-1)!.query.get('since_id')!);
    expect(Number((sinceId >> 22n) + 1_288_834_974_657n)).toBeGreaterThan(Date.parse('2026-11-14T09:30:00Z'));
  });

  it('never asks for posts since a moment that X may not have reached yet', async () => {
    const { fake, platform, clock } = at();
    await readPage(platform, { downTo: clock.now() });
    const sinceId = fake.calls().at(-1)!.query.get('since_id')!;
    expect(instantOfId(sinceId) < plus(clock.now(), { seconds: -30 })).toBe(true);
  });

  it('looks for its answer through all that the account has posted since', async () => {
    const { clock } = at();
    const fake = await startFakeX({ clock: clock.now, pageSize: 3 });
    const platform = x.connect(fake, { clock, timeoutMs: 1000, limits: limitsInMemory() });
    const order = await orderFor({ clock, fake, platform }, 'Sorry!');
    const sent = await platform.reply(order);
    for (let i = 0; i < 8; i += 1) {
      clock.advance({ minutes: 1 });
      fake.addOwnPost(`news ${i}`);
    }
    expect(await platform.findOwnReply(order)).toEqual(sent);
    for (let i = 0; i < 40; i += 1) fake.addOwnPost(`more news ${i}`);
    await expect(platform.findOwnReply(order)).rejects.toThrow('cannot be looked for');
    await fake.close();
  });

  it('signs as the brand where it can, and uses the bearer token where that is all there is', async () => {
    const { fake, platform, clock } = at();
    await readPage(platform);
    expect(fake.calls().at(-1)!.headers.authorization).toMatch(/^OAuth oauth_consumer_key="app-key"/);
    const account = { url: fake.url, userId: fake.brand.id, readAuthors: false, bearerToken: 'bearer' };
    await readPage(createXPlatform({ account, keywords: [], clock: clock.now }));
    expect(fake.calls().at(-1)!.headers.authorization).toBe('Bearer bearer');
  });

  it('asks for the names of authors only when told to, because X may charge for each', async () => {
    const { fake, clock } = at();
    const account = parseSettings(fake.env()).accounts.x!;
    fake.addMention({ author: 'ann', text: 'hello' });
    const [plain] = (await readPage(createXPlatform({ account, keywords: [], clock: clock.now }))).items;
    expect(plain!.mention.author.handle).toBe(plain!.mention.author.id);
    const paying = parseSettings({ ...fake.env(), X_READ_AUTHORS: 'yes' }).accounts.x!;
    const [named] = (await readPage(createXPlatform({ account: paying, keywords: [], clock: clock.now }))).items;
    expect(named!.mention.author).toMatchObject({ handle: 'ann', followers: 12, url: 'https://x.com/ann' });
  });
});

function pageOf(part: object): unknown {
  const post = { id: firstIdAt(START), text: 'cut off …', author_id: '1777777777777777777', ...part };
  return { data: [{ edit_history_tweet_ids: [post.id], ...post }], meta: { result_count: 1 } };
}

// What X sends by itself becomes a mention, is passed over for a reason, or is kept raw: nothing disappears.
import { describe, expect, it } from 'vitest';
import type { Mention } from '../../../../lib/domain/mention.ts';
import type { Entry } from '../../../../lib/platforms/page.ts';
import { firstIdAt } from '../../../../lib/platforms/x/x-snowflake.ts';
import { readXDelivery } from '../../../../lib/platforms/x/x-webhook.ts';

const NOW = '2026-11-22T09:00:00.000Z';
const WRITTEN = '2026-11-22T08:50:00.000Z';
const ID = firstIdAt(WRITTEN);

const post = {
  id: ID,
  text: '@acornmobile three weeks &amp; no refund',
  author_id: '2222222222222222222',
  conversation_id: ID,
  created_at: WRITTEN,
  edit_history_tweet_ids: [ID],
  entities: { mentions: [{ start: 0, end: 12, username: 'acornmobile', id: '44' }] },
};

function event(payload: unknown, type = 'post.mention.create', more: object = {}) {
  return { data: { event_uuid: '1', filter: { user_id: '44' }, event_type: type, payload, ...more } };
}

function read(body: unknown): Entry[] {
  return readXDelivery(body, { userId: '44', now: NOW });
}

function theMention(body: unknown): Mention {
  const [entry, ...others] = read(body);
  expect(others).toEqual([]);
  if (!entry || !('mention' in entry)) throw new Error(`no mention: ${JSON.stringify(entry)}`);
  return entry.mention;
}

describe("X's Activity API", () => {
  it('tells of a mention as a poll would', () => {
    const includes = {
      users: [{ id: post.author_id, username: 'ines', name: 'Ines', public_metrics: { followers_count: 97 } }],
    };
    expect(theMention(event(post, 'post.mention.create', { includes }))).toMatchObject({
      network: 'x',
      id: ID,
      text: '@acornmobile three weeks & no refund',
      author: { id: post.author_id, handle: 'ines', name: 'Ines', followers: 97 },
      createdAt: WRITTEN,
      url: `https://x.com/ines/status/${ID}`,
      threadRoot: ID,
      addressed: true,
      source: 'x:webhook',
    });
  });

  it.each(['post.reply.create', 'post.quote.create', 'tweet.mention.create'])(
    'tells of a %s, which may be answered',
    (type) => {
      expect(theMention(event({ ...post, entities: undefined }, type)).addressed).toBe(true);
    },
  );

  it('does not take for addressed what belongs to the subscription of another account', () => {
    const elsewhere = { filter: { user_id: '45' } };
    const { entities, ...unnamed } = post;
    expect(theMention(event(unnamed, 'post.mention.create', elsewhere)).addressed).toBe(false);
  });

  it.each([
    ['under data', { data: post }],
    ['under post', { post }],
    ['under tweet', { tweet: post }],
  ])('finds the post %s of the payload', (_where, payload) => {
    expect(theMention(event(payload)).id).toBe(ID);
  });

  it('knows what a reply answers by either name', () => {
    expect(theMention(event({ ...post, referenced_posts: [{ type: 'replied_to', id: '9' }] })).inReplyTo).toBe('9');
    expect(theMention(event({ ...post, in_reply_to_tweet_id: '8' }, 'post.reply.create')).inReplyTo).toBe('8');
    expect(theMention(event({ ...post, in_reply_to_post_id: '7' }, 'post.reply.create')).inReplyTo).toBe('7');
  });

  it('knows an author whose account lies under data', () => {
    const includes = { users: [{ data: { id: post.author_id, username: 'ines' } }] };
    expect(theMention(event(post, 'post.mention.create', { includes })).author.handle).toBe('ines');
  });

  it('gives an edited post the name of its first version', () => {
    const edited = { ...post, id: `${BigInt(ID) + 5n}`, edit_history_tweet_ids: [ID, `${BigInt(ID) + 5n}`] };
    expect(theMention(event(edited))).toMatchObject({ id: ID, replyRef: { currentId: edited.id } });
  });

  it.each([
    ["the account's own post", event({ ...post, author_id: '44' }, 'post.reply.create')],
    ['a repost', event({ ...post, referenced_tweets: [{ type: 'retweeted', id: '1' }] })],
    ['its own new post', event(post, 'post.create')],
    ['a deletion that names no post', event({ author_id: post.author_id, id: 12 }, 'post.delete')],
  ])('is passed over for %s', (_what, body) => {
    expect(read(body).map((entry) => 'unwanted' in entry)).toEqual([true]);
  });

  it.each([
    ['bare', { id: ID }],
    ['as post_id', { post_id: ID, author_id: post.author_id }],
    ['as tweet_id', { tweet_id: ID }],
    ['under data', { data: { id: ID } }],
    ['under post', { post: { post_id: ID } }],
    ['under tweet', { tweet: { id: ID } }],
  ])('tells which post was deleted: %s', (_where, payload) => {
    for (const type of ['post.delete', 'tweet.delete'])
      expect(read(event(payload, type))).toEqual([{ gone: { network: 'x', id: ID }, at: NOW }]);
  });

  it.each([
    ['an event that is not subscribed to here', event({ id: '1' }, 'like.create')],
    ['a post without text', event({ id: ID, author_id: '5' })],
    ['a payload without a post', event({})],
    ['no event at all', { replay_job_state: 'complete' }],
    ['a list', [1]],
    ['nothing', null],
  ])('is set aside as it came for %s', (_what, body) => {
    const [entry, ...others] = read(body);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ raw: expect.any(String), reason: expect.stringMatching(/./) });
  });

  it('reads several events of one delivery each by itself', () => {
    const [good, broken] = [event(post).data, event({}).data];
    expect(read({ data: [broken, good] }).map((entry) => Object.keys(entry)[0])).toEqual(['raw', 'mention']);
  });
});

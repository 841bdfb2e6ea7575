// What Meta sends becomes a mention, is passed over for a reason, or is kept raw: nothing disappears.
import { describe, expect, it } from 'vitest';
import type { Mention } from '../../../../lib/domain/mention.ts';
import { readMetaDelivery } from '../../../../lib/platforms/meta/meta-webhook.ts';
import type { Entry } from '../../../../lib/platforms/page.ts';

const PAGE = '1045550001';
const ACCOUNT = '17841400000000001';
const NOW = '2026-11-22T09:00:00.000Z';
/** Sunday, 22 November 2026, 8:50 and 8:55. */
const WRITTEN = 1_795_337_400;
const SENT = 1_795_337_700;

const comment = {
  from: { id: '2400001', name: 'Ines Example' },
  item: 'comment',
  verb: 'add',
  post_id: `${PAGE}_77`,
  comment_id: '77_501',
  parent_id: `${PAGE}_77`,
  message: 'Still no refund after three weeks!',
  created_time: WRITTEN,
  post: { permalink_url: 'https://www.facebook.com/acornmobile/posts/77' },
};

function page(value: object, field = 'feed') {
  return { object: 'page', entry: [{ id: PAGE, time: SENT, changes: [{ field, value }] }] };
}

function instagram(value: object, field = 'comments') {
  return { object: 'instagram', entry: [{ id: ACCOUNT, time: SENT, changes: [{ field, value }] }] };
}

function threads(value: object, field = 'replies') {
  return { app_id: '1', topic: 'moderate', target_id: '7', time: SENT, values: { field, value } };
}

function read(body: unknown): Entry[] {
  return readMetaDelivery(body, { ownHandles: ['AcornMobile'], now: NOW });
}

function theMention(body: unknown): Mention {
  const [entry, ...others] = read(body);
  expect(others).toEqual([]);
  if (!entry || !('mention' in entry)) throw new Error(`no mention: ${JSON.stringify(entry)}`);
  return entry.mention;
}

function reasonOf(body: unknown): string {
  const [entry, ...others] = read(body);
  expect(others).toEqual([]);
  if (!entry || !('raw' in entry)) throw new Error(`not set aside: ${JSON.stringify(entry)}`);
  return entry.reason;
}

function isPassedOver(body: unknown): boolean {
  const entries = read(body);
  return entries.length === 1 && entries.every((entry) => 'unwanted' in entry);
}

describe('a Facebook Page', () => {
  it('tells of a comment with author, time, link, and the post it stands under', () => {
    expect(theMention(page(comment))).toMatchObject({
      network: 'facebook',
      id: '77_501',
      text: 'Still no refund after three weeks!',
      author: { id: '2400001', handle: 'Ines Example', name: 'Ines Example' },
      createdAt: '2026-11-22T08:50:00.000Z',
      url: 'https://www.facebook.com/acornmobile/posts/77',
      inReplyTo: `${PAGE}_77`,
      threadRoot: `${PAGE}_77`,
      addressed: true,
      source: 'facebook:webhook',
    });
  });

  it('tells of a comment below a comment as an answer to it, in the thread of the post', () => {
    const mention = theMention(page({ ...comment, comment_id: '77_502', parent_id: '77_501' }));
    expect(mention).toMatchObject({ id: '77_502', inReplyTo: '77_501', threadRoot: `${PAGE}_77` });
  });

  it.each(['post', 'status', 'photo', 'video', 'share'])('tells of a %s that a visitor put on the Page', (item) => {
    const { comment_id, parent_id, post, ...visitor } = comment;
    const mention = theMention(page({ ...visitor, item }));
    expect(mention).toMatchObject({ id: `${PAGE}_77`, url: `https://www.facebook.com/${PAGE}_77` });
    expect(mention.inReplyTo).toBeUndefined();
  });

  it('tells of a picture without words', () => {
    const { message, ...wordless } = comment;
    expect(theMention(page({ ...wordless, item: 'photo' })).text).toBe('');
  });

  it('tells of a post elsewhere that names it, whose author stands in fields of its own', () => {
    const mention = theMention(
      page(
        {
          item: 'post',
          verb: 'add',
          post_id: '2400001_9',
          sender_id: 2_400_001,
          sender_name: 'Ines Example',
          message: 'Never again, Acorn Mobile',
          permalink_url: 'https://www.facebook.com/ines/posts/9',
          created_time: WRITTEN,
        },
        'mention',
      ),
    );
    expect(mention).toMatchObject({
      id: '2400001_9',
      author: { id: '2400001', handle: 'Ines Example' },
      url: 'https://www.facebook.com/ines/posts/9',
    });
  });

  it('sends an edited comment as the comment it now is, under the same id', () => {
    const edited = theMention(page({ ...comment, verb: 'edited', message: 'Refund came. Thanks.' }));
    expect(edited).toMatchObject({ id: '77_501', text: 'Refund came. Thanks.' });
    expect(edited.editedAt).toBeDefined();
    expect(theMention(page(comment)).editedAt).toBeUndefined();
  });

  it('says of a removed comment that it is gone, whoever removed it', () => {
    const { message, from, ...gone } = comment;
    expect(read(page({ ...gone, verb: 'remove' }))).toMatchObject([{ gone: { network: 'facebook', id: '77_501' } }]);
  });

  it.each(['hide', 'unhide', 'block'])('is passed over when it says "%s": what was heard stays', (verb) => {
    const { message, from, ...gone } = comment;
    expect(isPassedOver(page({ ...gone, verb }))).toBe(true);
  });

  it('never answers itself: its own posts and comments are left out', () => {
    expect(isPassedOver(page({ ...comment, from: { id: PAGE, name: 'Acorn Mobile' } }))).toBe(true);
  });

  it.each(['reaction', 'like'])('is passed over when somebody leaves a %s', (item) => {
    expect(
      isPassedOver(page({ item, verb: 'add', post_id: `${PAGE}_77`, from: comment.from, reaction_type: 'angry' })),
    ).toBe(true);
  });

  it('sets aside words of a kind that is not known', () => {
    expect(reasonOf(page({ ...comment, item: 'rating' }))).toContain('"rating"');
  });

  it('sets aside a comment whose author Meta keeps to itself, with the permission to ask for', () => {
    const { from, ...anonymous } = comment;
    expect(reasonOf(page(anonymous))).toContain('pages_read_user_content');
  });

  it('sets aside private messages, and says what to switch off', () => {
    const delivery = { object: 'page', entry: [{ id: PAGE, time: SENT, messaging: [{ message: { text: 'hi' } }] }] };
    expect(reasonOf(delivery)).toContain('the field "messages" of "page" is not read');
  });

  it('takes the time in seconds, in milliseconds and as text, and without one the time of sending', () => {
    const times = [WRITTEN, WRITTEN * 1000, '2026-11-22T08:50:00+0000', '2026-11-22T09:50:00+01:00'];
    for (const created_time of times)
      expect(theMention(page({ ...comment, created_time })).createdAt).toBe('2026-11-22T08:50:00.000Z');
    const { created_time, ...timeless } = comment;
    expect(theMention(page(timeless)).createdAt).toBe('2026-11-22T08:55:00.000Z');
  });

  it('refuses an id that has lost digits on its way', () => {
    expect(reasonOf(page({ ...comment, from: { id: 2 ** 60, name: 'Ines' } }))).toContain('from.id');
  });
});

describe('Instagram', () => {
  const said = {
    id: '17900000000000001',
    text: '@acornmobile where is my order?',
    from: { id: '8800001', username: 'ines.example' },
    media: { id: '18000000000000001', media_product_type: 'FEED' },
  };

  it('tells of a comment; it carries no time, so that of its sending counts', () => {
    expect(theMention(instagram(said))).toMatchObject({
      network: 'instagram',
      id: said.id,
      text: said.text,
      author: { id: '8800001', handle: 'ines.example', url: 'https://www.instagram.com/ines.example/' },
      createdAt: '2026-11-22T08:55:00.000Z',
      threadRoot: said.media.id,
      addressed: true,
      source: 'instagram:webhook',
    });
  });

  it('tells of an answer to a comment', () => {
    expect(theMention(instagram({ ...said, parent_id: '17900000000000000' }))).toMatchObject({
      inReplyTo: '17900000000000000',
    });
  });

  it('is read where the change stands in the entry itself, and in a list around the delivery', () => {
    const direct = { object: 'instagram', entry: [{ id: ACCOUNT, time: SENT, field: 'comments', value: said }] };
    expect(theMention(direct).id).toBe(said.id);
    expect(theMention([direct]).id).toBe(said.id);
  });

  it("leaves the account's own comments out, by id and by name", () => {
    expect(isPassedOver(instagram({ ...said, from: { id: ACCOUNT, username: 'acorn' } }))).toBe(true);
    expect(isPassedOver(instagram({ ...said, from: { id: '5', username: 'acornmobile' } }))).toBe(true);
  });

  it('sets a mention aside, since it says where and not what', () => {
    expect(reasonOf(instagram({ media_id: '1', comment_id: '2' }, 'mentions'))).toContain('not what was said');
  });
});

describe('Threads', () => {
  const reply = {
    id: '8901234',
    username: 'ines.example',
    text: 'No signal since Monday',
    permalink: 'https://www.threads.net/@ines.example/post/Pp',
    replied_to: { id: '567890' },
    root_post: { id: '123456', owner_id: '1', username: 'acornmobile' },
    timestamp: '2026-11-22T08:50:00+0000',
  };

  it('tells of a reply', () => {
    expect(theMention(threads(reply))).toMatchObject({
      network: 'threads',
      id: '8901234',
      text: 'No signal since Monday',
      author: { id: 'ines.example', handle: 'ines.example' },
      createdAt: '2026-11-22T08:50:00.000Z',
      url: reply.permalink,
      inReplyTo: '567890',
      threadRoot: '123456',
      addressed: true,
      source: 'threads:webhook',
    });
  });

  it('tells of a mention, and of several values in one delivery', () => {
    const { replied_to, root_post, ...mention } = reply;
    expect(theMention(threads(mention, 'mentions')).inReplyTo).toBeUndefined();
    const both = { ...threads(reply), values: [threads(reply).values, threads({ ...reply, id: '2' }).values] };
    expect(read(both)).toHaveLength(2);
  });

  it("leaves the brand's own posts out, by the handle in the watch list", () => {
    expect(isPassedOver(threads({ ...reply, username: 'acornmobile' }))).toBe(true);
    expect(isPassedOver(threads({ id: '1', username: 'acornmobile' }, 'publish'))).toBe(true);
  });

  it('says of a deleted post that it is gone', () => {
    expect(read(threads({ id: '1', owner: { owner_id: '7' } }, 'delete'))).toMatchObject([
      { gone: { network: 'threads', id: '1' } },
    ]);
  });
});

describe('a delivery of Meta', () => {
  it('is read change by change: a broken one costs nothing but itself', () => {
    const changes = [
      { field: 'feed', value: { ...comment, comment_id: undefined, post_id: undefined } },
      { field: 'feed', value: comment },
      { field: 'feed', value: { item: 'like', verb: 'add' } },
      { field: 'feed', value: { ...comment, message: 5 } },
    ];
    const entries = read({ object: 'page', entry: [{ id: PAGE, time: SENT, changes }, ...page(comment).entry] });
    expect(entries.map((entry) => Object.keys(entry)[0])).toEqual(['raw', 'mention', 'unwanted', 'raw', 'mention']);
  });

  it.each([
    [
      'another product',
      { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: {} }] }] },
    ],
    ['no delivery at all', { hello: 'world' }],
    ['an entry of another form', { object: 'page', entry: 'all of it' }],
    ['a number', 5],
  ])('is set aside when it is %s', (_what, body) => {
    expect(reasonOf(body)).not.toBe('');
  });

  it('is kept as it came when it is set aside', () => {
    const [entry] = read(instagram({ media_id: '18000000000000009' }, 'mentions'));
    expect(entry && 'raw' in entry ? entry.raw : '').toContain('18000000000000009');
  });
});

// What Bluesky hides, closes and takes back: heard, shown, answered and kept only as far as the network still does.
import { describe, expect, it } from 'vitest';
import { NotFound, ReplyNotPermitted } from '../../lib/platforms/platform-errors.ts';
import { bluesky } from '../support/bluesky-subject.ts';
import type { FakeBluesky } from '../support/fake-bluesky.ts';
import { BLOCK_WORD, CLOSED_WORD } from '../support/fake-bluesky-views.ts';
import { orderFor, readAll, readPage, scene } from '../support/platform-scene.ts';

describe('Bluesky, where something is hidden or closed', () => {
  const at = scene(bluesky, 100);
  const network = (): FakeBluesky => at().fake as FakeBluesky;

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

  it('hears a mention although it could not be asked who may answer it', async () => {
    const { fake, platform } = at();
    fake.addMention({ author: 'ann', text: `Where is my refund? ${CLOSED_WORD}` });
    await readPage(platform);
    fake.failNext('server-error', 1, 'other');
    const [item] = (await readPage(platform)).items;
    expect(platform.permit(item!.mention).allowed).toBe(true);
    const order = { post: item!.mention, text: 'Sorry!', sendKey: 'key', since: at().clock.now() };
    await expect(platform.reply(order)).rejects.toThrow(ReplyNotPermitted);
  });

  it.each([
    ['author', 'The author has blocked the account.'],
    ['brand', 'The account has blocked the author.'],
  ] as const)('says that there is a block by the %s, and does not take the post for gone', async (by, reason) => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    network().block('ann', by);
    await expect(platform.reply(order)).rejects.toMatchObject({ name: 'ReplyNotPermitted', reason });
    expect(fake.replies()).toEqual([]);
    expect(await platform.refresh!.look([order.post])).toEqual([]);
  });

  it('sees that a post is gone although there is a block between its author and the brand', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.addPost({ author: 'ann', text: 'another post' });
    network().block('ann', 'author');
    fake.remove(order.post.id);
    expect(await platform.refresh!.look([order.post])).toEqual([{ id: order.post.id, gone: true }]);
  });

  it.each(['!hide', '!takedown'])(
    'leaves out what moderation has labelled %s, and takes it for gone later',
    async (label) => {
      const { fake, clock, platform } = at();
      const hidden = fake.addMention({ author: 'ann', text: 'one' });
      fake.addMention({ author: 'bob', text: 'two' });
      clock.advance({ minutes: 1 });
      const posts = (await readPage(platform)).items.map(({ mention }) => mention);
      network().label(hidden.id, label);
      network().label('bob', label);
      expect((await readPage(platform)).items).toEqual([]);
      expect((await platform.refresh!.look(posts)).map((each) => 'gone' in each)).toEqual([true, true]);
      const order = { post: posts[0]!, text: 'Sorry!', sendKey: 'key', since: clock.now() };
      await expect(platform.reply(order)).rejects.toThrow(NotFound);
    },
  );

  it('leaves out hidden posts that a search finds', async () => {
    const { fake, platform } = at();
    network().label(fake.addPost({ author: 'ann', text: 'acme is awful' }).id, '!hide');
    expect((await readAll(platform, 'search')).items).toEqual([]);
  });

  it('does not let authors hide their own posts from us by a label', async () => {
    const { fake, platform } = at();
    fake.addMention({ author: 'ann', text: 'one' });
    const [item] = (await readPage(platform)).items;
    network().label(item!.mention.id, '!hide', item!.mention.author.id);
    expect((await readPage(platform)).items).toHaveLength(1);
  });

  it('marks what its author shows only to people who are signed in, so that it does not leave the desk', async () => {
    const { fake, platform } = at();
    fake.addMention({ author: 'ann', text: 'one' });
    const [open] = (await readPage(platform)).items;
    expect(open!.mention.visibility).toBe('public');
    network().label('ann', '!no-unauthenticated', open!.mention.author.id);
    const [closed] = (await readPage(platform)).items;
    expect(closed!.mention.visibility).toBe('followers');
    expect(platform.permit(closed!.mention).allowed).toBe(true);
  });

  it('answers the post as it stands now, not as it was heard', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.edit!(order.post.id, 'other words');
    await platform.reply(order);
    const { record } = fake.calls().at(-1)!.body as { record: { reply: Record<'root' | 'parent', { cid: string }> } };
    const [seen] = await platform.refresh!.look([order.post]);
    const { cid } = (seen as { mention: { replyRef: Record<string, string> } }).mention.replyRef;
    expect(cid).not.toBe(order.post.replyRef['cid']);
    expect([record.reply.parent.cid, record.reply.root.cid]).toEqual([cid, cid]);
  });

  it('leaves out, when looking again, what did not come from Bluesky', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const calls = fake.calls().length;
    expect(await platform.refresh!.look([{ ...post, id: 'import-1' }])).toEqual([]);
    expect(fake.calls()).toHaveLength(calls);
  });

  it('does not take a post for gone that came in a form it cannot read', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    fake.failNext({ status: 200, json: { posts: [{ uri: post.id, cid: 7 }] } }, 1, 'other');
    expect(await platform.refresh!.look([post])).toEqual([]);
  });
});

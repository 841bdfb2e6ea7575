// What every network's adapter owes when it answers: once, under the right post, and found again when the outcome was lost.
import { expect, it } from 'vitest';
import { NotFound, ReplyNotPermitted } from '../../lib/platforms/platform-errors.ts';
import { OTHER_KEY, orderFor, readPage, type Scene } from '../support/platform-scene.ts';

export function answering(at: () => Scene): void {
  it('puts an answer under the right post, once, word for word', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry about that! It is on its way to you.');
    const sent = await platform.reply(order);
    const [reply, ...more] = fake.replies();
    expect(more).toEqual([]);
    expect(reply).toMatchObject({ id: sent.nativeId, inReplyTo: order.post.id });
    expect(reply!.text).toContain(order.text);
  });

  it('allows an answer to who addressed the brand and says how long it may be', async () => {
    const { platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const permit = platform.permit(post);
    expect(permit.allowed).toBe(true);
    expect(platform.measure('Sorry!', post)).toMatchObject({ max: permit.maxLength, unit: permit.unit, fits: true });
    expect(platform.measure('a'.repeat(permit.maxLength + 1), post).fits).toBe(false);
  });

  it('says whether its author can be answered in private, and if so does just that and finds it again', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry! Which order is it?');
    const { direct } = platform.permit(order.post);
    expect(direct?.reason ?? 'not known').toMatch(/\w+ \w+/);
    if (!direct?.allowed) return;
    const inPrivate = { ...order, visibility: 'direct' as const };
    const sent = await platform.reply(inPrivate);
    expect(fake.replies()).toMatchObject([{ id: sent.nativeId, inReplyTo: order.post.id }]);
    expect(await platform.findOwnReply(inPrivate)).toMatchObject({ nativeId: sent.nativeId });
  });

  it('refuses for good, with the reason in words, when the network forbids an answer', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.failNext('not-permitted', 1, 'reply');
    const error: unknown = await platform.reply(order).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ReplyNotPermitted);
    expect((error as ReplyNotPermitted).reason).toMatch(/\w+ \w+/);
    expect(fake.replies()).toEqual([]);
  });

  it('says that the post is gone when there is nothing left to answer', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.remove(order.post.id);
    await expect(platform.reply(order)).rejects.toThrow(NotFound);
  });

  it('tells whose account it is', async () => {
    const { fake, platform } = at();
    expect(await platform.whoAmI()).toMatchObject({ handle: fake.brand.handle });
  });
}

export function reconciling(at: () => Scene): void {
  it.each(['cut-after', 'hang-after', 'not-json'] as const)(
    'finds its answer on the network when the outcome was lost: %s',
    async (failure) => {
      const { fake, platform } = at();
      const order = await orderFor(at(), 'Sorry about that & thanks! See https://acme.example/refunds');
      fake.failNext(failure, 1, 'reply');
      await expect(platform.reply(order)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: true });
      const [reply] = fake.replies();
      expect(await platform.findOwnReply(order)).toMatchObject({ nativeId: reply!.id });
    },
  );

  it.each(['cut-before', 'hang-before', 'server-error'] as const)(
    'finds nothing when the call was lost before it acted: %s',
    async (failure) => {
      const { fake, platform } = at();
      const order = await orderFor(at(), 'Sorry!');
      fake.failNext(failure, 1, 'reply');
      await expect(platform.reply(order)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: true });
      expect(await platform.findOwnReply(order)).toBeUndefined();
      await platform.reply(order);
      expect(fake.replies()).toHaveLength(1);
    },
  );

  it('knows that nothing was sent when the network cannot be reached', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    await fake.close();
    await expect(platform.reply(order)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: false });
  });

  it('does not take another answer of the brand for this one', async () => {
    const { fake, clock, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    await platform.reply(order);
    const otherText = { ...order, text: 'Any news?', sendKey: OTHER_KEY };
    expect(await platform.findOwnReply(otherText)).toBeUndefined();
    clock.advance({ minutes: 1 });
    fake.addMention({ author: 'ann', text: 'Me too' });
    const [newest] = (await readPage(platform)).items;
    expect(await platform.findOwnReply({ ...order, post: newest!.mention, sendKey: OTHER_KEY })).toBeUndefined();
  });

  it('puts no second answer on the network where it says that repeating is safe', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    await platform.reply(order);
    if (platform.capabilities.safeToRepeat) await platform.reply(order).catch(() => undefined);
    expect(fake.replies()).toHaveLength(1);
  });
}

export function tellingApart(at: () => Scene): void {
  it('does not take its answer further down in the conversation for one to the first post', async () => {
    const { fake, clock, platform } = at();
    const first = await orderFor(at(), 'Sorry!');
    clock.advance({ minutes: 1 });
    const later = await orderFor(at(), 'Sorry!', { author: 'ann', text: 'Hello?', inReplyTo: first.post.id });
    await platform.reply(later);
    expect(fake.replies()).toHaveLength(1);
    expect(await platform.findOwnReply({ ...first, sendKey: OTHER_KEY })).toBeUndefined();
  });
}

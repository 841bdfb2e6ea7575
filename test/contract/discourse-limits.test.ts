// What a forum allows: how long and how short a post may be, how many calls in a minute, and what is left for answers.
import { describe, expect, it } from 'vitest';
import { plus } from '../../lib/domain/time.ts';
import { RateLimited } from '../../lib/platforms/platform-errors.ts';
import { connectDiscourse, discourse } from '../support/discourse-subject.ts';
import type { FakeDiscourse } from '../support/fake-discourse.ts';
import { limitsInMemory, orderFor, readPage, type Scene, START, scene } from '../support/platform-scene.ts';

const SETTINGS = { max_post_length: 5000, min_post_length: 12, min_personal_message_post_length: 4 };

describe('how long an answer on a forum may be', () => {
  const at = scene(discourse, 50);

  it('is known where nobody polls, because every post carries it', async () => {
    const { fake, clock } = at();
    fake.failNext({ status: 200, json: SETTINGS }, 1, 'other');
    const { post } = await orderFor(at(), 'Sorry!');
    const elsewhere = connectDiscourse(fake, { clock: clock.now });
    expect(elsewhere.permit(post)).toEqual({
      allowed: true,
      reason: 'The forum refuses answers of fewer than 12 characters.',
      maxLength: 5000,
      unit: 'character',
      costMicros: 0,
    });
    expect(elsewhere.measure('a'.repeat(5000), post)).toMatchObject({ max: 5000, fits: true });
    expect(elsewhere.measure('a'.repeat(5001), post).fits).toBe(false);
  });

  it('has a lower end as well, which spaces around the text do not count towards', async () => {
    const { fake, platform } = at();
    fake.failNext({ status: 200, json: SETTINGS }, 1, 'other');
    const { post } = await orderFor(at(), 'Sorry!');
    expect(platform.measure('twelve chars', post).fits).toBe(true);
    expect(platform.measure('eleven char', post).fits).toBe(false);
    expect(platform.measure('  eleven char  ', post).fits).toBe(false);
  });

  it('has a lower end of its own in private messages', async () => {
    const { fake, platform } = at();
    fake.failNext({ status: 200, json: SETTINGS }, 1, 'other');
    (fake as FakeDiscourse).message({ author: 'ann', text: 'My address is wrong' }, 'brand');
    const source = platform.sources.find(({ id }) => id.includes('messages'))!;
    const [item] = (await platform.poll({ source, downTo: START })).items;
    expect(platform.permit(item!.mention).reason).toContain('fewer than 4 characters');
    expect(platform.measure('Done', item!.mention).fits).toBe(true);
  });

  it('is what Discourse itself allows until the forum has answered, which it is asked at the next poll again', async () => {
    const { fake, platform } = at();
    fake.failNext('server-error', 1, 'other');
    const { post } = await orderFor(at(), 'Sorry!');
    expect(platform.permit(post)).toMatchObject({
      maxLength: 32_000,
      reason: expect.stringContaining('20 characters'),
    });
    const [again] = (await readPage(platform)).items;
    expect(platform.permit(again!.mention)).toEqual({
      allowed: true,
      maxLength: 5000,
      unit: 'character',
      costMicros: 0,
    });
  });

  it('is still known after the post has been looked at again', async () => {
    const { platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const [found] = await platform.refresh!.look([post]);
    expect(found).toMatchObject({ mention: { replyRef: post.replyRef } });
    expect(post.replyRef).toMatchObject({ maxLength: '5000', minLength: '1' });
  });
});

describe('the calls that a forum allows in a minute', () => {
  const at = scene(discourse, 50);

  it('are not all used up by reading: an answer can still be sent', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    expect(await lookUntilRefused(at())).toBe(37);
    await expect(readPage(platform)).rejects.toMatchObject({
      name: 'RateLimited',
      retryAt: plus(START, { minutes: 2 }),
    });
    await platform.reply(order);
    expect(fake.replies()).toHaveLength(1);
  });

  it('are there again a minute later', async () => {
    const { clock, platform } = at();
    await orderFor(at(), 'Sorry!');
    await lookUntilRefused(at());
    clock.advance({ minutes: 1 });
    expect((await readPage(platform)).items).toHaveLength(1);
  });

  it('are counted over all runs', async () => {
    const { fake, clock } = at();
    const limits = limitsInMemory();
    const poll = () => readPage(connectDiscourse(fake, { clock: clock.now, limits }));
    for (let run = 0; run < 20; run += 1) await poll();
    await expect(poll()).rejects.toThrow(RateLimited);
  });

  it('end a look at several posts early, with what has been seen', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    for (let looks = 0; looks < 36; looks += 1) await platform.refresh!.look([post]);
    const calls = fake.calls().length;
    expect(await platform.refresh!.look([post, post, post])).toHaveLength(2);
    expect(fake.calls()).toHaveLength(calls + 2);
  });
});

describe('a slow forum', () => {
  const at = scene(discourse, 50);

  it('is asked for few posts at once, and for no more of them after twenty seconds', async () => {
    const { fake, clock } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const slowly: typeof fetch = (...call) => {
      clock.advance({ seconds: 9 });
      return fetch(...call);
    };
    const platform = connectDiscourse(fake, { clock: clock.now, fetch: slowly });
    expect(platform.refresh!.atMost).toBe(5);
    expect(await platform.refresh!.look([post, post, post, post, post])).toHaveLength(3);
  });
});

/** How often a post could be looked at. */
async function lookUntilRefused({ platform }: Scene): Promise<number> {
  const { mention } = (await readPage(platform)).items[0]!;
  for (let looks = 0; ; looks += 1) {
    const found = await platform.refresh!.look([mention]).catch((error: unknown) => error);
    if (found instanceof RateLimited) return looks;
  }
}

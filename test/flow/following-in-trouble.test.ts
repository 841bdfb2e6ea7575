// Posts are followed once and completely, wherever a worker dies and however slow a network is.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHouse } from '../../lib/composition.ts';
import type { Span } from '../../lib/domain/time.ts';
import { followPosts } from '../../lib/flows/follow-posts.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { mortal } from '../support/crashes.ts';
import { DAY, type FollowingScene, HOUR, startFollowingScene } from '../support/following-scene.ts';

const COMPLAINT = 'Still waiting for my refund, three weeks now and nobody answers. This is a disgrace.';
/** Lambda ends a run then. */
const RUN_SECONDS = 55;

let scene: FollowingScene;
beforeEach(async () => {
  scene = await startFollowingScene();
});
afterEach(() => scene.close());

/** Looks with a worker that dies at that step, and a minute later with one that lives; whether the first one died. */
async function dyingAt(step: number, afterEffect: boolean, after: Span): Promise<boolean> {
  const outside = { clock: scene.clock.now, newId: scene.earshot.house.newId, log: { error: () => undefined } };
  const house = await openHouse(scene.earshot.env, outside);
  const mentions = house.queue('mentionsQueue');
  const worker = mortal(house.db(), house.sqs());
  scene.clock.advance(after);
  const died = await worker.run({ step, afterEffect }, () =>
    followPosts({ ...house, db: house.db(), mentions }, house.platforms()),
  );
  await scene.look({ minutes: 1 });
  return died;
}

const deps = () => {
  const { house } = scene.earshot;
  return { ...house, db: house.db(), mentions: house.queue('mentionsQueue') };
};

describe('a worker that follows posts and dies', () => {
  it.each([false, true])('at any step (after its effect: %s) leaves an edit read once', async (afterEffect) => {
    const { id, threadId } = await scene.write(COMPLAINT);
    let edits = 0;
    let died = true;
    for (let step = 0; died && step < 30; step += 1) {
      edits += 1;
      const words = `Version ${edits}, no refund, awful`;
      scene.network.edit!(id, words);
      died = await dyingAt(step, afterEffect, DAY);
      expect({ step, posts: await scene.posts(threadId) }).toEqual({
        step,
        posts: [expect.stringContaining(words)],
      });
      expect(await scene.eventsOf(threadId, 'post-edited')).toHaveLength(edits);
    }
    expect(edits).toBeGreaterThan(4);
    expect(died).toBe(false);
  });

  it.each([false, true])('at any step (after its effect: %s) leaves what is gone erased once', async (afterEffect) => {
    let died = true;
    let step = 0;
    for (; died && step < 30; step += 1) {
      const { id, threadId } = await scene.write(`Zebra ${step}. ${COMPLAINT}`, `author${step}`);
      scene.network.remove(id);
      const first = await dyingAt(step, afterEffect, DAY);
      expect(await scene.posts(threadId)).toEqual([expect.stringContaining('Zebra')]);
      const second = await dyingAt(step, afterEffect, HOUR);
      died = first || second;
      expect({ step, left: await scene.placesWith('Zebra') }).toEqual({ step, left: [] });
      expect(await scene.eventsOf(threadId, 'post-gone')).toHaveLength(1);
    }
    expect(step).toBeGreaterThan(4);
    expect(died).toBe(false);
  });
});

describe('a network that is slow', () => {
  it('keeps no other from being looked at', async () => {
    const { threadId, id } = await scene.write(COMPLAINT);
    await scene.earshot.receive({ id: '9', network: 'slow' });
    scene.network.remove(id);
    scene.clock.advance(DAY);
    const [fast] = scene.earshot.house.platforms();
    const looked = Promise.withResolvers<void>();
    const slow: Platform = {
      ...fast!,
      network: 'slow',
      refresh: { atMost: 1, look: () => looked.promise.then(() => []) },
    };
    const look: NonNullable<Platform['refresh']>['look'] = async (posts) => {
      const found = await fast!.refresh!.look(posts);
      looked.resolve();
      return found;
    };
    await followPosts(deps(), [slow, { ...fast!, refresh: { atMost: 10, look } }]);
    expect(await scene.look(HOUR)).toMatchObject({ gone: 1 });
    expect(await scene.posts(threadId)).toEqual(['gone']);
  });

  it('is looked at for no longer than a run lasts, and further in the next', async () => {
    for (const author of ['maya', 'noor', 'otto', 'pia']) await scene.write(COMPLAINT, author);
    scene.clock.advance(DAY);
    const [fast] = scene.earshot.house.platforms();
    const look: NonNullable<Platform['refresh']>['look'] = (posts) => {
      scene.clock.advance({ seconds: 20 });
      return fast!.refresh!.look(posts);
    };
    const runs: number[] = [];
    for (let run = 0; run < 4; run += 1) {
      const began = Date.parse(scene.clock.now());
      const { looked } = await followPosts(deps(), [{ ...fast!, refresh: { atMost: 1, look } }]);
      runs.push(looked);
      expect(Date.parse(scene.clock.now()) - began).toBeLessThan(RUN_SECONDS * 1000);
    }
    expect(runs).toEqual([1, 1, 1, 1]);
  });
});

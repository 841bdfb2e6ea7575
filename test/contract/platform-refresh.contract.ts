// What every network's adapter owes when it looks again at posts heard earlier: what is gone, what was changed, and no guess.
import { expect, it } from 'vitest';
import type { Mention } from '../../lib/domain/mention.ts';
import { Unavailable } from '../../lib/platforms/platform-errors.ts';
import { readAll, type Scene } from '../support/platform-scene.ts';

export function refreshing(at: () => Scene): void {
  it('says which of the posts heard earlier are gone, and that the others still stand', async () => {
    const { fake, platform } = at();
    const posts = await heard(at(), 'first', 'second', 'third');
    fake.remove(posts[1]!.id);
    const found = await platform.refresh!.look(posts);
    expect(found.filter((each) => 'gone' in each).map(({ id }) => id)).toEqual([posts[1]!.id]);
    expect(found.flatMap((each) => ('mention' in each ? [each.mention.text] : []))).toEqual([
      expect.stringContaining('first'),
      expect.stringContaining('third'),
    ]);
  });

  it('takes no post for gone because the network fails', async () => {
    const { fake, platform } = at();
    const posts = await heard(at(), 'first', 'second');
    fake.failNext('server-error', 5, 'other');
    await expect(platform.refresh!.look(posts)).rejects.toThrow(Unavailable);
  });
}

export function followingEdits(at: () => Scene): void {
  it('brings the new words of a post that was edited, under the same name', async () => {
    const { fake, platform } = at();
    const [post] = await heard(at(), 'first words');
    fake.edit!(post!.id, 'other words');
    const [found] = await platform.refresh!.look([post!]);
    expect(found).toMatchObject({
      id: post!.id,
      mention: { id: post!.id, text: expect.stringContaining('other words') },
    });
  });
}

/** Has the brand addressed once with each text; the posts as heard, oldest first. */
async function heard({ fake, clock, platform }: Scene, ...texts: string[]): Promise<Mention[]> {
  for (const text of texts) {
    clock.advance({ minutes: 1 });
    fake.addMention({ author: 'ann', text });
  }
  return (await readAll(platform)).items.map(({ mention }) => mention).toReversed();
}

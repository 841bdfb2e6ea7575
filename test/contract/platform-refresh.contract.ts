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

  it('does not let one unreadable post hide what became of the others', async () => {
    const { fake, platform } = at();
    const posts = await heard(at(), 'first', 'second', 'third');
    fake.spoil?.(posts[1]!.id);
    fake.remove(posts[2]!.id);
    const found = await platform.refresh!.look(posts);
    const readable = fake.spoil ? [posts[0]!] : posts.slice(0, 2);
    expect(found.flatMap((each) => ('mention' in each ? [each.id] : []))).toEqual(readable.map(({ id }) => id));
    expect(found.flatMap((each) => ('gone' in each ? [each.id] : []))).toEqual([posts[2]!.id]);
  });

  it('never says of a post that was imported under the name of the network that it is gone', async () => {
    const { platform } = at();
    const [post] = await heard(at(), 'first');
    const imported = { ...post!, id: 'imported:1', threadRoot: 'imported:1', replyRef: {} };
    const found = await platform.refresh!.look([imported, post!]);
    expect(found.map(({ id }) => id)).toEqual([post!.id]);
    expect(await platform.refresh!.look([imported])).toEqual([]);
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

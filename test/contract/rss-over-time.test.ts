// A feed polled again and again: what is new in it, what was missed, and nothing lost when a run dies.
import { describe, expect, it } from 'vitest';
import { plus } from '../../lib/domain/time.ts';
import { START } from '../support/platform-scene.ts';
import { storyOf, texts } from '../support/rss-scene.ts';

describe('A feed over time', () => {
  it.each(['etag', 'last-modified'] as const)('asks only for what has changed, by %s', async (validator) => {
    const story = await storyOf({ validator });
    story.fake.addPost({ author: 'ann', text: 'first' });
    expect(texts(await story.poll())).toEqual(['first']);
    expect(await story.poll()).toEqual({ items: [], unreadable: [] });
    const { headers } = story.fake.calls().at(-1)!;
    expect([headers['if-none-match'], headers['if-modified-since']].filter(Boolean)).toHaveLength(1);
    story.fake.addPost({ author: 'ann', text: 'second' });
    expect(texts(await story.poll())).toContain('second');
    await story.close();
  });

  it('reads the feed again when the run that read it before has died with its items', async () => {
    const story = await storyOf({ validator: 'etag' });
    await story.poll();
    story.fake.addPost({ author: 'ann', text: 'first' });
    expect(texts(await story.poll({ dies: true }))).toEqual(['first']);
    expect(texts(await story.poll({ dies: true }))).toEqual(['first']);
    expect(texts(await story.poll())).toEqual(['first']);
    expect(texts(await story.poll())).toEqual([]);
    await story.close();
  });

  it('hears an item that comes into the feed long after its date, once', async () => {
    const story = await storyOf({});
    story.fake.addPost({ author: 'ann', text: 'old', at: plus(START, { days: -9 }) });
    await story.poll();
    const late = plus(START, { days: -2 });
    story.fake.addPost({ author: 'ann', text: 'late', at: late });
    const page = await story.poll();
    expect(texts(page)).toEqual(['late']);
    expect(page.items[0]).toMatchObject({ at: story.now(), mention: { createdAt: late } });
    expect(texts(await story.poll())).toEqual([]);
    await story.close();
  });

  it('hears what is new in a feed without dates, and not what was there before', async () => {
    const story = await storyOf({ undated: true });
    story.fake.addPost({ author: 'ann', text: 'before' });
    expect(texts(await story.poll())).toEqual([]);
    story.fake.addPost({ author: 'ann', text: 'after' });
    expect(texts(await story.poll({ dies: true }))).toEqual(['after']);
    const page = await story.poll();
    expect(texts(page)).toEqual(['after']);
    expect(page.items[0]!.mention.createdAt).toBe(story.now());
    expect(texts(await story.poll())).toEqual([]);
    await story.close();
  });

  it('hears what came into a feed without dates while its first run died', async () => {
    const story = await storyOf({ undated: true });
    story.fake.addPost({ author: 'ann', text: 'before' });
    await story.poll({ dies: true });
    story.fake.addPost({ author: 'ann', text: 'after' });
    expect(texts(await story.poll())).toEqual(['after']);
    await story.close();
  });

  it('says that items may have been missed when nothing of the last poll is left', async () => {
    const story = await storyOf({ pageSize: 3 });
    for (const text of ['a', 'b', 'c']) story.fake.addPost({ author: 'ann', text });
    expect((await story.poll()).unreadable).toEqual([]);
    for (const text of ['d', 'e']) story.fake.addPost({ author: 'ann', text });
    expect((await story.poll()).unreadable).toEqual([]);
    for (const text of ['f', 'g', 'h', 'i']) story.fake.addPost({ author: 'ann', text });
    const page = await story.poll();
    expect(texts(page)).toEqual(['i', 'h', 'g']);
    expect(page.unreadable).toEqual([{ raw: expect.stringMatching(/^\{/), reason: expect.stringContaining('None') }]);
    expect((await story.poll()).unreadable).toEqual([]);
    await story.close();
  });

  it('does not hear a whole archive anew when a site gives all its items other ids', async () => {
    const story = await storyOf({});
    const post = { author: 'ann', text: 'old', at: plus(START, { days: -9 }) };
    const { id } = story.fake.addPost(post);
    await story.poll();
    story.fake.remove(id);
    story.fake.addPost(post);
    const page = await story.poll();
    expect(texts(page)).toEqual([]);
    expect(page.unreadable).toHaveLength(1);
    await story.close();
  });

  it('remembers what stood in a feed that was empty for once', async () => {
    const story = await storyOf({});
    story.fake.addPost({ author: 'ann', text: 'old', at: plus(START, { days: -9 }) });
    await story.poll();
    story.fake.show(served('<rss><channel><title>Blog</title></channel></rss>'));
    expect(await story.poll()).toEqual({ items: [], unreadable: [] });
    story.fake.show(undefined);
    expect(texts(await story.poll())).toEqual([]);
    await story.close();
  });
});

function served(text: string) {
  return { status: 200, headers: { 'content-type': 'text/xml' }, text };
}

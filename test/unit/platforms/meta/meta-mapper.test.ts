// What is too long or of no use in a post of Facebook, Instagram or Threads does not cost the post.
import { describe, expect, it } from 'vitest';
import { fromInstagram, fromPage, fromThreads } from '../../../../lib/platforms/meta/meta-mapper.ts';

const NOW = '2026-11-22T09:00:00.000Z';
const LONG = 'a'.repeat(30_000);
const comment = {
  item: 'comment',
  verb: 'add',
  postId: '1045550001_77',
  commentId: '77_501',
  parentId: undefined,
  text: 'Still no refund!',
  author: { id: '2400001', name: 'Ines Example' },
  createdAt: undefined,
  link: undefined,
};
const reply = {
  id: '8901234',
  username: 'ines.example',
  text: 'No signal',
  createdAt: undefined,
  repliedTo: undefined,
  root: undefined,
};
const USELESS = [`https://www.facebook.com/${'a'.repeat(2000)}`, 'javascript:alert(1)', 'https://', ''];

describe("a comment or post in Meta's words", () => {
  it.each(USELESS)('is opened by its number where its link is of no use: %.40s', (link) => {
    expect(fromPage({ ...comment, link }, NOW).url).toBe('https://www.facebook.com/77_501');
  });

  it('keeps its link where that begins with a slash', () => {
    expect(fromPage({ ...comment, link: '/ines/posts/9' }, NOW).url).toBe('https://www.facebook.com/ines/posts/9');
  });

  it.each([...USELESS, '/post/9'])('has no link on Threads where what is sent is none: %.40s', (permalink) => {
    expect(fromThreads({ ...reply, permalink }, NOW).url).toBeUndefined();
  });

  it('is cut where it is longer than any', () => {
    const instagram = { id: '1', text: LONG, from: { id: '2', username: 'ines' }, parentId: undefined };
    const heard = [
      fromPage({ ...comment, text: LONG }, NOW),
      fromInstagram(instagram, NOW),
      fromThreads({ ...reply, text: LONG }, NOW),
    ];
    expect(heard.map(({ text }) => text.length)).toEqual([20_000, 20_000, 20_000]);
    expect(heard.every(({ text }) => text.endsWith('…'))).toBe(true);
  });

  it('has an author whose name is cut where it is longer than any', () => {
    const { author } = fromPage({ ...comment, author: { id: '1', name: 'I'.repeat(400) } }, NOW);
    expect(author).toMatchObject({ handle: 'I'.repeat(300), name: 'I'.repeat(300) });
  });
});

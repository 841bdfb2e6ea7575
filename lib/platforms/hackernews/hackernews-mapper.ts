// Turns a story or a comment of Hacker News into a mention.
import { type Mention, mentionSchema } from '../../domain/mention.ts';
import { instantOf } from '../../domain/time.ts';
import { textOf } from '../html-text.ts';
import { withinMention } from '../long-text.ts';
import type { Hit, Item } from './hackernews-wire.ts';

const SITE = 'https://news.ycombinator.com';

/** A story's text is its title, what was written below it, and the page it is about. Nobody is addressed there. */
export function toMention(hit: Hit, source: string): Mention {
  const { objectID: id, author, parent_id: parentId, story_id: storyId } = hit;
  const parts = [hit.title ?? '', textOf(hit.story_text ?? hit.comment_text ?? ''), hit.url ?? ''];
  const root = parentId ? storyId : id;
  return mentionSchema.parse({
    network: 'hackernews',
    id,
    text: withinMention(parts.filter((part) => part !== '').join('\n\n')),
    author: { id: author, handle: author, url: `${SITE}/user?id=${encodeURIComponent(author)}` },
    createdAt: instantOf(hit.created_at_i * 1000),
    url: `${SITE}/item?id=${encodeURIComponent(id)}`,
    ...(parentId ? { inReplyTo: parentId } : {}),
    ...(root ? { threadRoot: root } : {}),
    // Tells its own posts from imported ones, which may have the same numbers.
    replyRef: { item: id },
    source,
  });
}

/** A post looked up by itself, in the form in which the search gives it; undefined when it was taken back. */
export function hitOf({ id, author, text, ...item }: Item): Hit | undefined {
  if (!author || (!text && !item.title)) return undefined;
  const place = item.parent_id ? { comment_text: text } : { story_text: text };
  return { ...item, ...place, objectID: id, author };
}

// Turns a post of a Discourse forum into a mention.
import { type Mention, mentionSchema } from '../../domain/mention.ts';
import { textOf } from '../html-text.ts';
import { withinMention } from '../long-text.ts';
import { type Lengths, lengthsRef } from './discourse-lengths.ts';
import type { DiscoursePost } from './discourse-wire.ts';

export interface DiscourseContext {
  readonly source: string;
  /** The forum's address, without a trailing slash. */
  readonly url: string;
  /** Whether the author speaks to the brand. */
  readonly addressed: boolean;
  /** Whether it stands in a private message. */
  readonly isPrivate: boolean;
  /** The id of the post it answers, where it is known: the forum itself names only the number in the topic. */
  readonly inReplyTo?: string;
  /** The topic's title, where the post itself does not bring it. */
  readonly title?: string;
  /** How long and how short an answer may be, as far as the forum has said so. */
  readonly lengths?: Lengths;
}

export function toMention(post: DiscoursePost, context: DiscourseContext): Mention {
  const { url, inReplyTo } = context;
  const title = post.topic_title ?? context.title;
  return mentionSchema.parse({
    network: 'discourse',
    id: post.id,
    text: wordsOf(post, title),
    author: {
      id: String(post.user_id),
      handle: post.username,
      ...(post.name ? { name: post.name.slice(0, 300) } : {}),
      url: `${url}/u/${encodeURIComponent(post.username)}`,
    },
    createdAt: post.created_at,
    url: postUrl(url, post),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    threadRoot: topicRoot(post.topic_id),
    visibility: context.isPrivate ? 'private' : 'public',
    addressed: context.addressed,
    replyRef: {
      topic: post.topic_id,
      number: String(post.post_number),
      ...(title && post.post_number === 1 ? { title } : {}),
      ...lengthsRef(context.lengths, context.isPrivate),
    },
    source: context.source,
  });
}

/** Topics and posts are counted apart, and the id of a topic's first post is not told with the others. */
function topicRoot(topicId: string): string {
  return `topic/${topicId}`;
}

export function postUrl(url: string, post: Pick<DiscoursePost, 'topic_id' | 'topic_slug' | 'post_number'>): string {
  return `${url}/t/${encodeURIComponent(post.topic_slug || '-')}/${post.topic_id}/${post.post_number}`;
}

/** What the author wrote, as written, without what is quoted from others; with the title where it opens a topic. */
export function wordsOf({ raw, cooked, post_number }: DiscoursePost, title?: string | null): string {
  const body = raw ? withoutQuotes(raw) : textOf(hidingQuotes(cooked));
  const words = title && post_number === 1 ? `${title}\n\n${body}` : body;
  return withinMention(words.trim());
}

/** The beginnings and ends of `[quote="ann, post:3, topic:12"] … [/quote]`, which may hold others. */
const QUOTE_MARKS = /(\[quote[^[\]]*\]|\[\/quote\]\n?)/i;

/** Goes through the text once, so that no number of quotes can keep it busy. A mark without its other half stays. */
function withoutQuotes(raw: string): string {
  const kept: string[] = [];
  const opened: number[] = [];
  for (const part of raw.split(QUOTE_MARKS)) {
    const begin = /^\[\/quote\]/i.test(part) ? opened.pop() : undefined;
    if (begin !== undefined) {
      kept.length = begin;
      continue;
    }
    if (/^\[quote[^[\]]*\]/i.test(part)) opened.push(kept.length);
    kept.push(part);
  }
  return kept.join('');
}

/** Marks them as what is passed over when HTML is read. */
function hidingQuotes(cooked: string): string {
  return cooked.replaceAll('<aside class="quote', '<aside class="quote-inline quote');
}

/** Whether a post speaks to the user by name, quotes the user or answers a post of the user. */
export function speaksTo({ cooked, reply_to_user }: DiscoursePost, username: string): boolean {
  const name = username.toLowerCase();
  const html = cooked.toLowerCase();
  return (
    reply_to_user?.username.toLowerCase() === name ||
    html.includes(`data-username="${name}"`) ||
    (html.includes('class="mention"') && html.includes(`>@${name}</a>`))
  );
}

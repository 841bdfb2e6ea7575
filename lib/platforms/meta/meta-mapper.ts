// Turns comments, posts and mentions of Facebook, Instagram and Threads into mentions.
import { type Mention, mentionSchema } from '../../domain/mention.ts';
import type { Instant } from '../../domain/time.ts';
import { withinMention } from '../long-text.ts';
import { webAddress } from '../web-address.ts';
import type { InstagramComment, PageChange, ThreadsPost } from './meta-wire.ts';

const FACEBOOK = 'https://www.facebook.com';
/** See domain/mention.ts. */
const MOST_NAME_CHARACTERS = 300;

/** A comment or a post of somebody on the Page, or one elsewhere that names it. */
export function fromPage(change: PageChange, sentAt: Instant): Mention {
  const { author, commentId, postId, parentId } = change;
  if (author === undefined)
    throw new Error('Meta does not say who wrote it; does the app have pages_read_user_content with Advanced Access?');
  const id = commentId ?? postId;
  if (id === undefined) throw new Error(`the change of a ${change.item} names neither a comment nor a post`);
  const name = author.name?.slice(0, MOST_NAME_CHARACTERS);
  const answered = commentId === undefined ? undefined : (parentId ?? postId);
  return mentionSchema.parse({
    network: 'facebook',
    id,
    text: withinMention(change.text),
    author: { id: author.id, handle: name || author.id, ...(name ? { name } : {}) },
    createdAt: change.createdAt ?? sentAt,
    url: webAddress(change.link, FACEBOOK) ?? `${FACEBOOK}/${encodeURIComponent(id)}`,
    ...(answered === undefined ? {} : { inReplyTo: answered }),
    ...(postId === undefined ? {} : { threadRoot: postId }),
    addressed: true,
    source: 'facebook:webhook',
  });
}

/** A comment under one of the account's own pictures and films: it carries no time, so that of its sending counts. */
export function fromInstagram(comment: InstagramComment, sentAt: Instant): Mention {
  const { from, media, parentId } = comment;
  return mentionSchema.parse({
    network: 'instagram',
    id: comment.id,
    text: withinMention(comment.text),
    author: {
      id: from.id,
      handle: from.username,
      url: `https://www.instagram.com/${encodeURIComponent(from.username)}/`,
    },
    createdAt: sentAt,
    ...(parentId === undefined ? {} : { inReplyTo: parentId }),
    ...(media === undefined ? {} : { threadRoot: media.id }),
    addressed: true,
    source: 'instagram:webhook',
  });
}

/** A reply to one of the account's posts, or a post that names it. */
export function fromThreads(post: ThreadsPost, sentAt: Instant): Mention {
  const { username, repliedTo, root } = post;
  const url = webAddress(post.permalink);
  return mentionSchema.parse({
    network: 'threads',
    id: post.id,
    text: withinMention(post.text),
    author: { id: username, handle: username, url: `https://www.threads.net/@${encodeURIComponent(username)}` },
    createdAt: post.createdAt ?? sentAt,
    ...(url === undefined ? {} : { url }),
    ...(repliedTo === undefined ? {} : { inReplyTo: repliedTo }),
    ...(root === undefined ? {} : { threadRoot: root }),
    addressed: true,
    source: 'threads:webhook',
  });
}

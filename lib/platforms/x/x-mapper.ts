// Turns a post of X into a mention.
import { type Mention, mentionSchema } from '../../domain/mention.ts';
import { withinMention } from '../long-text.ts';
import { instantOfId } from './x-snowflake.ts';
import type { XPost, XUser } from './x-wire.ts';

export interface XContext {
  readonly source: string;
  /** The brand's account. */
  readonly userId: string;
  /** Whether every post of this source mentions the brand, as in its mentions timeline. */
  readonly addressed: boolean;
  readonly users: ReadonlyMap<string, XUser>;
}

/** The mention a post is. Without its author's name (`users`), the id stands in for the handle: names cost extra on X. */
export function toMention(post: XPost, context: XContext): Mention {
  const user = context.users.get(post.authorId);
  const inReplyTo = post.references.find(({ type }) => type === 'replied_to')?.id;
  return mentionSchema.parse({
    network: 'x',
    id: post.firstId,
    text: withinMention(plainText(post)),
    author: authorOf(post.authorId, user),
    createdAt: instantOfId(post.firstId),
    ...(post.id === post.firstId ? {} : { editedAt: instantOfId(post.id) }),
    url: postUrl(post.id, user?.username),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    ...(post.conversationId === undefined ? {} : { threadRoot: post.conversationId }),
    addressed: context.addressed || post.mentionedIds.includes(context.userId) || post.answersUserId === context.userId,
    ...(user?.protected ? { visibility: 'followers' } : {}),
    replyRef: { currentId: post.latestId, ...limitsOf(post, context) },
    source: context.source,
  });
}

export function isRepost(post: XPost): boolean {
  return post.references.some(({ type }) => type === 'retweeted');
}

/** Whether nothing is left of the post without its links and the accounts it names: it shares, and complains of nothing. */
export function sharesLinksOnly({ text }: Pick<XPost, 'text'>): boolean {
  return !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text.replace(/https?:\/\/\S+|@\w+/g, ''));
}

/** Also right without a handle: X redirects. */
export function postUrl(id: string, username = 'i'): string {
  return `https://x.com/${username}/status/${id}`;
}

/** Who is named in a post may always answer it, whatever its author has chosen. */
function limitsOf(post: XPost, { userId }: XContext): Record<string, string> {
  const free = post.replySettings === 'everyone' || post.mentionedIds.includes(userId);
  return free ? {} : { replySettings: post.replySettings };
}

function authorOf(id: string, user: XUser | undefined): unknown {
  if (user === undefined) return { id, handle: id, url: `https://x.com/i/user/${id}` };
  return {
    id,
    handle: user.username,
    name: user.name,
    followers: user.public_metrics?.followers_count,
    url: `https://x.com/${user.username}`,
  };
}

/** X shortens every link and escapes three characters of its texts. */
function plainText({ text, urls }: XPost): string {
  const written = new Map(urls.map(({ url, expanded_url }) => [url, expanded_url ?? url]));
  // In one pass and as they are: a stranger's link may hold other short links, and signs that a replacement text would obey.
  return text
    .replace(/https?:\/\/t\.co\/\w+/g, (short) => written.get(short) ?? short)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

// Turns a comment under the brand's videos into a mention.
import { type Mention, mentionSchema } from '../../domain/mention.ts';
import type { YoutubeComment } from './youtube-wire.ts';

/** What a comment itself does not say of the thread it stands in. */
export interface YoutubeContext {
  readonly source: string;
  readonly videoId?: string | undefined;
  /** False where the thread takes no answers. */
  readonly canReply?: boolean | undefined;
}

export function toMention({ id, snippet }: YoutubeComment, context: YoutubeContext): Mention {
  const { parentId } = snippet;
  const videoId = context.videoId ?? snippet.videoId ?? undefined;
  return mentionSchema.parse({
    network: 'youtube',
    id,
    text: wordsOf({ snippet }),
    author: authorOf({ id, snippet }),
    createdAt: snippet.publishedAt,
    ...(videoId ? { url: commentUrl(id, videoId) } : {}),
    ...(parentId ? { inReplyTo: parentId } : {}),
    threadRoot: parentId ?? id,
    // Everything under the brand's own videos is said to the brand.
    addressed: true,
    replyRef: {
      root: parentId ?? id,
      ...(videoId ? { videoId } : {}),
      ...(parentId ? addressOf(snippet) : {}),
      ...(context.canReply === false ? { closed: 'yes' } : {}),
    },
    source: context.source,
  });
}

/** What was written; to all but its author YouTube gives the shown form only. */
export function wordsOf({ snippet }: Pick<YoutubeComment, 'snippet'>): string {
  return snippet.textOriginal ?? snippet.textDisplay;
}

export function commentUrl(id: string, videoId: string): string {
  return `https://www.youtube.com/watch?v=${encodeURIComponent(videoId)}&lc=${encodeURIComponent(id)}`;
}

/** A comment without a channel has an author of its own: nobody can tell whether two of them are one person. */
function authorOf({ id, snippet }: YoutubeComment): Mention['author'] {
  const channel = snippet.authorChannelId?.value;
  const name = snippet.authorDisplayName ?? '';
  return {
    id: channel ?? `comment:${id}`,
    handle: name === '' ? (channel ?? 'unknown') : name,
    ...(name === '' ? {} : { name }),
    ...(channel ? { url: `https://www.youtube.com/channel/${encodeURIComponent(channel)}` } : {}),
  };
}

/** Whom an answer further down in a thread is for is said by a handle in front; older names are no handles. */
function addressOf({ authorDisplayName }: YoutubeComment['snippet']): { address?: string } {
  const handle = authorDisplayName ?? '';
  return /^@[^\s@]+$/.test(handle) ? { address: handle } : {};
}

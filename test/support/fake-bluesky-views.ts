// What the scripted Bluesky shows of its posts, and to whom.
import { type FakeOptions, type FakePost, rootOf } from './fake-network.ts';

export const BRAND = { id: 'did:plc:acmebrand234567abcdefghi', handle: 'acme.test' };
export const POSTS = 'app.bsky.feed.post';
/** A post that nobody may answer (a thread gate), or whose author blocks the brand. */
export const CLOSED_WORD = '[nobody may answer]';
export const BLOCK_WORD = '[blocks the brand]';

export interface BlueskyState {
  readonly posts: FakePost[];
  readonly options: FakeOptions;
  /** Counts up with every pair of tokens; only the latest pair is good. */
  session: { serial: number; access: boolean; refresh: boolean; token?: string };
  logins: number;
  serial: number;
  readonly labels: Map<string, { val: string; src: string }[]>;
  readonly blocks: Map<string, 'author' | 'brand'>;
}

/** A notification says neither who may answer nor what is quoted. */
export function notificationOf({ viewer: _viewer, ...post }: View): object {
  return { ...post, reason: 'mention', isRead: false };
}

/** What the server shows the brand of others: a block either way hides it. */
export function isShown({ blocks }: BlueskyState, { author, text }: FakePost): boolean {
  return !blocks.has(author) && !text.includes(BLOCK_WORD);
}

export function relationOf({ blocks }: BlueskyState, { author, text }: FakePost): object {
  const by = blocks.get(author);
  const blocking = by === 'brand' ? { blocking: `at://${BRAND.id}/app.bsky.graph.block/3mfake2222222` } : {};
  return { blockedBy: by === 'author' || text.includes(BLOCK_WORD), ...blocking };
}

interface View {
  readonly viewer?: object;
  readonly [name: string]: unknown;
}

export function view(state: BlueskyState, post: FakePost): View {
  const { posts, labels } = state;
  if (post.broken) return { uri: post.id, cid: cidOf(post.id), indexedAt: post.at };
  const root = rootOf(posts, post);
  const reply = post.inReplyTo ? { reply: { root: referenceTo(root.id), parent: referenceTo(post.inReplyTo) } } : {};
  const did = didOf(post.author);
  const { version, displayName, ...extra } = post.extra ?? {};
  return {
    uri: post.id,
    cid: version === undefined ? cidOf(post.id) : `${cidOf(post.id)}${String(version)}`,
    author: {
      did,
      handle: handleOf(post.author),
      displayName,
      viewer: relationOf(state, post),
      labels: labels.get(did) ?? [],
    },
    record: { $type: POSTS, text: post.text, createdAt: post.at, langs: ['en'], ...reply, ...extra },
    indexedAt: post.at,
    viewer: { replyDisabled: post.text.includes(CLOSED_WORD) },
    labels: labels.get(post.id) ?? [],
  };
}

export function handleOf(author: string): string {
  return author.includes('.') ? author : `${author}.test`;
}

function referenceTo(uri: string): { uri: string; cid: string } {
  return { uri, cid: cidOf(uri) };
}

export function cidOf(uri: string): string {
  return `bafyrei${Buffer.from(uri).toString('hex').slice(-40)}`;
}

export function didOf(author: string): string {
  return author === BRAND.handle ? BRAND.id : `did:plc:${author.replaceAll('.', '').padEnd(24, '2').slice(0, 24)}`;
}

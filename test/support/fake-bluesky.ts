// Bluesky as far as Earshot calls it: a PDS with sessions that run out, notifications, search, and records under chosen keys.
import { epochMs } from '../../lib/domain/time.ts';
import {
  type FakeNetwork,
  type FakeOptions,
  type FakePost,
  matches,
  type NewPost,
  type RefusalName,
  removeFrom,
  repliesOf,
  rootOf,
  type Seen,
  type Served,
  serve,
} from './fake-network.ts';

const BRAND = { id: 'did:plc:acmebrand234567abcdefghi', handle: 'acme.test' };
const PASSWORD = 'app-password';
const POSTS = 'app.bsky.feed.post';
/** A post that nobody may answer (a thread gate), or whose author blocks the brand. */
export const CLOSED_WORD = '[nobody may answer]';
export const BLOCK_WORD = '[blocks the brand]';

export interface FakeBluesky extends FakeNetwork {
  /** The access token given out last stops working. */
  expireAccess(): void;
  /** Both tokens stop working. */
  expireSession(): void;
}

interface BlueskyState {
  readonly posts: FakePost[];
  readonly options: FakeOptions;
  /** Counts up with every pair of tokens; only the latest pair is good. */
  session: { serial: number; access: boolean; refresh: boolean };
  serial: number;
}

export async function startFakeBluesky(options: FakeOptions): Promise<FakeBluesky> {
  const state: BlueskyState = {
    posts: [],
    options,
    session: { serial: 0, access: false, refresh: false },
    serial: 0,
  };
  const { posts } = state;
  const server = await serve({
    kindOf,
    answer: (seen) => answer(state, seen),
    refusal: (name) => refusal(options, name),
  });
  return {
    network: 'bluesky',
    url: server.url,
    brand: BRAND,
    addMention: (post) => add(state, post, { addressed: true }),
    addPost: (post) => add(state, post, {}),
    addOwnPost: (text) => add(state, { author: BRAND.handle, text }, { addressed: true }),
    addBrokenItem: () => void add(state, { author: 'ghost.test', text: '' }, { addressed: true, broken: true }),
    remove: (id) => removeFrom(posts, id),
    replies: () => repliesOf(posts, BRAND.handle),
    failNext: server.failNext,
    calls: server.calls,
    env: () => ({ BLUESKY_URL: server.url, BLUESKY_IDENTIFIER: BRAND.handle, BLUESKY_PASSWORD: PASSWORD }),
    expireAccess: () => {
      state.session.access = false;
    },
    expireSession: () => {
      state.session = { ...state.session, access: false, refresh: false };
    },
    close: server.close,
  };
}

function kindOf({ path }: Seen): 'poll' | 'reply' | 'other' {
  if (path.endsWith('.createRecord')) return 'reply';
  return /listNotifications|searchPosts/.test(path) ? 'poll' : 'other';
}

function add(state: BlueskyState, post: NewPost, facts: Partial<FakePost> & { rkey?: string }): { id: string } {
  state.serial += 1;
  const rkey =
    facts.rkey ??
    `3mfake${String(state.serial)
      .padStart(7, '2')
      .replace(/[0189]/g, 'z')}${state.serial}`;
  const id = `at://${didOf(post.author)}/${POSTS}/${rkey}`;
  state.posts.push({ ...post, id, at: post.at ?? state.options.clock(), addressed: false, ...facts });
  return { id };
}

function answer(state: BlueskyState, seen: Seen): Served {
  const method = seen.path.replace('/xrpc/', '');
  if (method === 'com.atproto.server.createSession') return createSession(state, seen);
  if (method === 'com.atproto.server.refreshSession') return refreshSession(state, seen);
  const good = state.session.access && seen.headers.authorization === `Bearer access-${state.session.serial}`;
  if (!good) return says(400, 'ExpiredToken', 'Token has expired');
  const handlers: Record<string, (state: BlueskyState, seen: Seen) => Served> = {
    'com.atproto.server.getSession': () => ({ status: 200, json: { did: BRAND.id, handle: BRAND.handle } }),
    'app.bsky.notification.listNotifications': listNotifications,
    'app.bsky.feed.searchPosts': searchPosts,
    'app.bsky.feed.getPosts': getPosts,
    'com.atproto.repo.createRecord': createRecord,
    'com.atproto.repo.getRecord': getRecord,
  };
  return handlers[method]?.(state, seen) ?? says(501, 'MethodNotImplemented', method);
}

function createSession(state: BlueskyState, { body }: Seen): Served {
  if (body['identifier'] !== BRAND.handle || body['password'] !== PASSWORD) {
    return says(401, 'AuthenticationRequired', 'Invalid identifier or password');
  }
  return newTokens(state);
}

function refreshSession(state: BlueskyState, { headers }: Seen): Served {
  const good = state.session.refresh && headers.authorization === `Bearer refresh-${state.session.serial}`;
  return good ? newTokens(state) : says(400, 'ExpiredToken', 'Token has been revoked');
}

function newTokens(state: BlueskyState): Served {
  const serial = state.session.serial + 1;
  state.session = { serial, access: true, refresh: true };
  const tokens = { accessJwt: `access-${serial}`, refreshJwt: `refresh-${serial}` };
  return { status: 200, json: { did: BRAND.id, handle: BRAND.handle, ...tokens } };
}

function listNotifications({ posts, options }: BlueskyState, { query }: Seen): Served {
  const cursor = query.get('cursor');
  if (cursor !== null && !/^\d+$/.test(cursor)) return says(400, 'InvalidRequest', 'Malformed cursor');
  const found = posts.filter((post) => post.addressed).toReversed();
  const from = cursor === null ? 0 : found.findIndex(({ id }) => id === posts[Number(cursor)]?.id) + 1;
  const shown = found.slice(from, from + Math.min(options.pageSize ?? 100, Number(query.get('limit'))));
  const last = shown.at(-1);
  const more = last && from + shown.length < found.length ? { cursor: String(posts.indexOf(last)) } : {};
  return { status: 200, json: { notifications: shown.map((post) => view(posts, post)), ...more } };
}

function searchPosts({ posts, options }: BlueskyState, { query }: Seen): Served {
  const since = query.get('since') ?? '';
  const until = query.get('until') ?? '9999';
  const found = posts
    .filter((post) => matches(post, query.get('q') ?? '') && post.at >= since && post.at < until)
    .toReversed();
  const shown = found.slice(0, Math.min(options.pageSize ?? 100, Number(query.get('limit'))));
  const more = found.length > shown.length ? { cursor: String(shown.length) } : {};
  return { status: 200, json: { posts: shown.map((post) => view(posts, post)), ...more } };
}

function getPosts({ posts }: BlueskyState, { query }: Seen): Served {
  const wanted = query.getAll('uris');
  return {
    status: 200,
    json: { posts: posts.filter(({ id }) => wanted.includes(id)).map((post) => view(posts, post)) },
  };
}

function createRecord(state: BlueskyState, { body }: Seen): Served {
  const { rkey, record } = body as { rkey: string; record: { text: string; reply?: { parent: { uri: string } } } };
  if (!/^[2-7a-z]{13}$/.test(rkey)) return says(400, 'InvalidRequest', `Invalid record key "${rkey}"`);
  if (state.posts.some(({ id }) => id === `at://${BRAND.id}/${POSTS}/${rkey}`)) {
    return says(500, 'InternalServerError', 'Internal Server Error');
  }
  const post = {
    author: BRAND.handle,
    text: record.text,
    ...(record.reply ? { inReplyTo: record.reply.parent.uri } : {}),
  };
  const { id } = add(state, post, { rkey, extra: record });
  return { status: 200, json: { uri: id, cid: cidOf(id), validationStatus: 'valid' } };
}

function getRecord({ posts }: BlueskyState, { query }: Seen): Served {
  const uri = `at://${query.get('repo')}/${POSTS}/${query.get('rkey')}`;
  const post = posts.find(({ id }) => id === uri);
  if (!post) return says(400, 'RecordNotFound', `Could not locate record: ${uri}`);
  return { status: 200, json: { uri, cid: cidOf(uri), value: post.extra } };
}

function view(posts: readonly FakePost[], post: FakePost): unknown {
  if (post.broken) return { uri: post.id, cid: cidOf(post.id), indexedAt: post.at, reason: 'mention' };
  const root = rootOf(posts, post);
  const reply = post.inReplyTo ? { reply: { root: referenceTo(root.id), parent: referenceTo(post.inReplyTo) } } : {};
  return {
    ...referenceTo(post.id),
    author: {
      did: didOf(post.author),
      handle: post.author.includes('.') ? post.author : `${post.author}.test`,
      viewer: { blockedBy: post.text.includes(BLOCK_WORD) },
    },
    reason: 'mention',
    record: { $type: POSTS, text: post.text, createdAt: post.at, langs: ['en'], ...reply, ...post.extra },
    indexedAt: post.at,
    viewer: { replyDisabled: post.text.includes(CLOSED_WORD) },
  };
}

function referenceTo(uri: string): { uri: string; cid: string } {
  return { uri, cid: cidOf(uri) };
}

function cidOf(uri: string): string {
  return `bafyrei${Buffer.from(uri).toString('hex').slice(-40)}`;
}

function didOf(author: string): string {
  return author === BRAND.handle ? BRAND.id : `did:plc:${author.replaceAll('.', '').padEnd(24, '2').slice(0, 24)}`;
}

function says(status: number, error: string, message: string): Served {
  return { status, json: { error, message } };
}

function refusal({ clock }: FakeOptions, name: RefusalName): Served {
  const refusals: Record<RefusalName, Served> = {
    'rate-limited': {
      ...says(429, 'RateLimitExceeded', 'Rate Limit Exceeded'),
      headers: { 'ratelimit-limit': '3000', 'ratelimit-reset': String(epochMs(clock()) / 1000 + 300) },
    },
    'signed-out': says(401, 'AuthenticationRequired', 'Authentication Required'),
    'out-of-credit': says(429, 'RateLimitExceeded', 'Rate Limit Exceeded'),
    'not-permitted': says(400, 'InvalidRequest', 'Record is not allowed here'),
    'server-error': says(502, 'UpstreamFailure', 'Upstream Failure'),
  };
  return refusals[name];
}

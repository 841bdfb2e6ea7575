// Bluesky as far as Earshot calls it: a PDS with sessions that run out, notifications, search, and records under chosen keys.
import { epochMs, plus } from '../../lib/domain/time.ts';
import {
  type BlueskyState,
  BRAND,
  cidOf,
  didOf,
  handleOf,
  isShown,
  notificationOf,
  POSTS,
  relationOf,
  view,
} from './fake-bluesky-views.ts';
import {
  addTo,
  type FakeNetwork,
  type FakeOptions,
  type FakePost,
  matches,
  type NewPost,
  type RefusalName,
  removeFrom,
  repliesOf,
  type Seen,
  type Served,
  serve,
} from './fake-network.ts';

const PASSWORD = 'app-password';
/** What Bluesky allows each address in five minutes. */
const LOGINS = 30;

export interface FakeBluesky extends FakeNetwork {
  /** The access token given out last stops working. */
  expireAccess(): void;
  /** Both tokens stop working. */
  expireSession(): void;
  /** Puts a label on a post (by its address) or on an account (by its handle); `src` is who says so. */
  label(subject: string, val: string, src?: string): void;
  /** From now on there is a block between the author and the brand: what the author wrote is no longer shown to it. */
  block(author: string, by: 'author' | 'brand'): void;
}

export async function startFakeBluesky(options: FakeOptions): Promise<FakeBluesky> {
  const state: BlueskyState = {
    posts: [],
    options,
    session: { serial: 0, access: false, refresh: false },
    logins: 0,
    serial: 0,
    labels: new Map(),
    blocks: new Map(),
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
    spoil: (id) => addTo(posts, id, { displayName: 'x'.repeat(400) }),
    edit: (id, text) => {
      const index = posts.findIndex((post) => post.id === id);
      const { version = 1, ...extra } = posts[index]!.extra ?? {};
      posts[index] = { ...posts[index]!, text, extra: { ...extra, version: Number(version) + 1 } };
    },
    label: (subject, val, src = 'did:plc:moderation2345672345672345') => {
      const key = subject.startsWith('at://') ? subject : didOf(subject);
      state.labels.set(key, [...(state.labels.get(key) ?? []), { val, src }]);
    },
    block: (author, by) => void state.blocks.set(author, by),
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
    'app.bsky.actor.getProfiles': getProfiles,
    'com.atproto.repo.createRecord': createRecord,
    'com.atproto.repo.getRecord': getRecord,
  };
  return handlers[method]?.(state, seen) ?? says(501, 'MethodNotImplemented', method);
}

function createSession(state: BlueskyState, { body }: Seen): Served {
  if (body['identifier'] !== BRAND.handle || body['password'] !== PASSWORD) {
    return says(401, 'AuthenticationRequired', 'Invalid identifier or password');
  }
  state.logins += 1;
  const reset = epochMs(plus(state.options.clock(), { minutes: 5 })) / 1000;
  const left = Math.max(0, LOGINS - state.logins);
  const headers = {
    'ratelimit-limit': String(LOGINS),
    'ratelimit-remaining': String(left),
    'ratelimit-reset': String(Math.ceil(reset)),
  };
  const served =
    state.logins > LOGINS ? says(429, 'RateLimitExceeded', 'Rate Limit Exceeded') : { ...newTokens(state), headers };
  return { ...served, headers };
}

function refreshSession(state: BlueskyState, { headers }: Seen): Served {
  const good = state.session.refresh && headers.authorization === `Bearer ${refreshToken(state)}`;
  return good ? newTokens(state) : says(400, 'ExpiredToken', 'Token has been revoked');
}

function newTokens(state: BlueskyState): Served {
  const serial = state.session.serial + 1;
  state.session = { serial, access: true, refresh: true };
  const tokens = { accessJwt: `access-${serial}`, refreshJwt: refreshToken(state) };
  return { status: 200, json: { did: BRAND.id, handle: BRAND.handle, ...tokens } };
}

/** Good for ninety days, as on Bluesky's own server; only the latest one is. */
function refreshToken({ session, options }: BlueskyState): string {
  const exp = Math.floor(epochMs(plus(options.clock(), { days: 90 })) / 1000);
  session.token ??= [{ typ: 'refresh+jwt' }, { jti: String(session.serial), exp }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${session.token}.signature`;
}

function listNotifications(state: BlueskyState, { query }: Seen): Served {
  const { posts, options } = state;
  const cursor = query.get('cursor');
  if (cursor !== null && !/^\d+$/.test(cursor)) return says(400, 'InvalidRequest', 'Malformed cursor');
  const found = newestFirst(posts.filter((post) => post.addressed && !state.blocks.has(post.author)));
  const from = cursor === null ? 0 : found.findIndex(({ id }) => id === posts[Number(cursor)]?.id) + 1;
  const shown = found.slice(from, from + Math.min(options.pageSize ?? 100, Number(query.get('limit'))));
  const last = shown.at(-1);
  const more = last && from + shown.length < found.length ? { cursor: String(posts.indexOf(last)) } : {};
  return { status: 200, json: { notifications: shown.map((post) => notificationOf(view(state, post))), ...more } };
}

function newestFirst(posts: readonly FakePost[]): FakePost[] {
  return posts.toReversed().toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

function searchPosts(state: BlueskyState, { query }: Seen): Served {
  const { posts, options } = state;
  const since = query.get('since') ?? '';
  const until = query.get('until') ?? '9999';
  const found = newestFirst(
    posts.filter(
      (post) => isShown(state, post) && matches(post, query.get('q') ?? '') && post.at >= since && post.at < until,
    ),
  );
  const from = /^\d+$/.test(query.get('cursor') ?? '') ? Number(query.get('cursor')) : 0;
  const end = from + Math.min(options.pageSize ?? 100, Number(query.get('limit')));
  const shown = found.slice(from, end);
  const more = found.length > end ? { cursor: String(end) } : {};
  return { status: 200, json: { posts: shown.map((post) => view(state, post)), ...more } };
}

function getPosts(state: BlueskyState, { query }: Seen): Served {
  const wanted = query.getAll('uris');
  if (wanted.length > 25) return says(400, 'InvalidRequest', 'Error: uris must not have more than 25 elements');
  const shown = state.posts.filter((post) => wanted.includes(post.id) && isShown(state, post));
  return { status: 200, json: { posts: shown.map((post) => view(state, post)) } };
}

function getProfiles(state: BlueskyState, { query }: Seen): Served {
  const wanted = query.getAll('actors');
  if (wanted.length > 25) return says(400, 'InvalidRequest', 'Error: actors must not have more than 25 elements');
  const known = new Map(state.posts.map((post) => [didOf(post.author), post]));
  const profiles = wanted.flatMap((did) => {
    const post = known.get(did);
    return post ? [{ did, handle: handleOf(post.author), viewer: relationOf(state, post) }] : [];
  });
  return { status: 200, json: { profiles } };
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
  if (!post && !posts.some(({ author }) => didOf(author) === query.get('repo')) && query.get('repo') !== BRAND.id)
    return says(400, 'InvalidRequest', `Could not find repo: ${query.get('repo')}`);
  if (!post) return says(400, 'RecordNotFound', `Could not locate record: ${uri}`);
  const value = { $type: POSTS, text: post.text, createdAt: post.at, ...post.extra };
  return { status: 200, json: { uri, cid: cidOf(uri), value } };
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

// X as far as Earshot calls it: mentions, recent search, posts by id, own timeline, edits, posting with its refusals.
import { epochMs, plus } from '../../lib/domain/time.ts';
import {
  addTo,
  type FakeNetwork,
  type FakeOptions,
  type FakePost,
  type NewPost,
  removeFrom,
  repliesOf,
  rootOf,
  type Seen,
  type Served,
  serve,
} from './fake-network.ts';
import { type FakeXApp, FIRST_REFRESH_TOKEN, fakeXApp, OAUTH2 } from './fake-x-app.ts';
import { findsPost } from './fake-x-search.ts';

const BRAND = { id: '44196397', handle: 'acme' };
const FIRST_MS = 1_288_834_974_657n;
const TIMELINE_LENGTH = 800;
const LONGEST_QUERY = 512;

export interface FakeX extends FakeNetwork {
  readonly app: FakeXApp;
  edit(id: string, text: string): { readonly id: string };
  /** A post with fields of X's own. */
  addWith(post: NewPost, fields: Readonly<Record<string, unknown>>): { readonly id: string };
  /** The settings of an account that signs in by OAuth 2.0. */
  oauth2Env(): Record<string, string>;
}

export async function startFakeX({ clock, pageSize = 100 }: FakeOptions): Promise<FakeX> {
  const posts: FakePost[] = [];
  let serial = 0n;
  const add = (post: NewPost, facts: Partial<FakePost>): { id: string } => {
    const at = post.at ?? clock();
    serial += 1n;
    const id = firstIdAt(at, serial);
    posts.push({ ...post, id, at, addressed: false, ...facts });
    return { id };
  };
  const app = fakeXApp({ clock, url: () => server.url, stands: (id) => posts.some((post) => post.id === id) });
  const state: XState = { posts, pageSize, add, app, clock };
  const server = await serve({
    kindOf,
    answer: (seen) => answer(state, seen),
    refusal: (name) => refusals(clock)[name],
  });
  return {
    network: 'x',
    url: server.url,
    brand: BRAND,
    addMention: (post) => add(post, { addressed: true }),
    addPost: (post) => add(post, {}),
    addOwnPost: (text) => add({ author: BRAND.handle, text }, { addressed: true }),
    addBrokenItem: () => void add({ author: 'ghost', text: '' }, { addressed: true, broken: true }),
    addWith: (post, fields) => add(post, { addressed: true, extra: fields }),
    edit: (id, text) => edit(state, id, text),
    remove: (id) => {
      for (const version of versionsOf(posts, id)) removeFrom(posts, version);
    },
    spoil: (id) => addTo(posts, id, { text: null }),
    app,
    replies: () => repliesOf(posts, BRAND.handle),
    failNext: server.failNext,
    calls: server.calls,
    env: () => ({
      X_API_URL: server.url,
      X_APP_KEY: 'app-key',
      X_APP_SECRET: 'app-secret',
      X_ACCESS_TOKEN: 'access-token',
      X_ACCESS_SECRET: 'access-secret',
      X_USER_ID: BRAND.id,
    }),
    oauth2Env: () => ({
      X_API_URL: server.url,
      X_OAUTH2_CLIENT_ID: OAUTH2.id,
      X_OAUTH2_CLIENT_SECRET: OAUTH2.secret,
      X_OAUTH2_REFRESH_TOKEN: FIRST_REFRESH_TOKEN,
      X_USER_ID: BRAND.id,
    }),
    close: server.close,
  };
}

interface XState {
  readonly posts: FakePost[];
  readonly pageSize: number;
  readonly add: (post: NewPost, facts: Partial<FakePost>) => { id: string };
  readonly app: FakeXApp;
  readonly clock: FakeOptions['clock'];
}

function firstIdAt(at: string, serial = 0n): string {
  return (((BigInt(epochMs(at)) - FIRST_MS) << 22n) + serial).toString();
}

/** All ids of one post, oldest first. */
function versionsOf(posts: readonly FakePost[], id: string): string[] {
  const post = posts.find((each) => each.id === id);
  const history = post?.extra?.['edit_history_tweet_ids'];
  return Array.isArray(history) ? history.map(String) : [id];
}

/** An edit is a post of its own beside the old one, which from then on tells of it. */
function edit({ posts, add }: XState, id: string, text: string): { id: string } {
  const history = versionsOf(posts, id);
  const old = posts.find((post) => post.id === history.at(-1))!;
  const { author, inReplyTo, addressed } = old;
  const { id: newId } = add({ author, text, ...(inReplyTo === undefined ? {} : { inReplyTo }) }, { addressed });
  const extra = { ...old.extra, edit_history_tweet_ids: [...history, newId] };
  for (const [index, post] of posts.entries())
    if (extra.edit_history_tweet_ids.includes(post.id)) posts[index] = { ...post, extra };
  return { id: newId };
}

function kindOf({ method, path }: Seen): 'poll' | 'reply' | 'other' {
  if (method === 'POST' && path === '/2/tweets') return 'reply';
  return /\/(mentions|search\/recent)$/.test(path) ? 'poll' : 'other';
}

function answer(state: XState, seen: Seen): Served {
  const { method, path, headers, query } = seen;
  const other = state.app.answer(seen);
  if (other) return other;
  const [, bearer = ''] = /^Bearer (.+)/.exec(headers.authorization ?? '') ?? [];
  if (!/^(Bearer|OAuth) /.test(headers.authorization ?? '') || state.app.isExpired(bearer))
    return problem(401, 'Unauthorized', 'Unauthorized');
  if (method === 'POST' && path === '/2/tweets') return create(state, seen);
  if (path === '/2/users/me')
    return { status: 200, json: { data: { id: BRAND.id, username: BRAND.handle, name: 'Acme' } } };
  if (path === '/2/tweets') return lookUp(state, query);
  if (path === `/2/users/${BRAND.id}/mentions`) return page(timelineOf(state), seen, (post) => post.addressed);
  if (path === `/2/users/${BRAND.id}/tweets`) return page(state, seen, (post) => post.author === BRAND.handle);
  if (path === '/2/tweets/search/recent') return search(state, seen);
  return problem(404, 'Not Found', `no such endpoint ${path}`);
}

function lookUp({ posts }: XState, query: URLSearchParams): Served {
  const ids = (query.get('ids') ?? '').split(',');
  if (ids.length > 100) return problem(400, 'Invalid Request', 'The number of ids must be at most 100');
  const found = ids.flatMap((id) => posts.find((post) => post.id === id) ?? []);
  const missing = ids.filter((id) => !posts.some((post) => post.id === id));
  const errors = missing.map((id) => ({
    type: 'https://api.x.com/2/problems/resource-not-found',
    title: 'Not Found Error',
    detail: `Could not find tweet with ids: [${id}].`,
    resource_type: 'tweet',
    parameter: 'ids',
    value: id,
    resource_id: id,
  }));
  const data = found.map((post) => wire(post, rootOf(posts, post)));
  return {
    status: 200,
    json: { ...(data.length > 0 ? { data } : {}), ...(errors.length > 0 ? { errors } : {}) },
  };
}

/** The mentions timeline forgets all but the newest. */
function timelineOf(state: XState): XState {
  const mentions = state.posts.filter((post) => post.addressed);
  const newest = mentions.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1)).slice(0, TIMELINE_LENGTH);
  return { ...state, posts: newest };
}

function search(state: XState, seen: Seen): Served {
  const query = seen.query.get('query') ?? '';
  if (query.length > LONGEST_QUERY) return problem(400, 'Invalid Request', `max query length is ${LONGEST_QUERY}`);
  for (const name of ['since_id', 'until_id']) {
    const oldest = firstIdAt(plus(state.clock(), { days: -7 }));
    if (BigInt(seen.query.get(name) ?? oldest) < BigInt(oldest))
      return problem(400, 'Invalid Request', `'${name}' must be a tweet id created after [TIMESTAMP].`);
  }
  return page(state, seen, (post) =>
    findsPost(query, { text: post.text, authorId: userOf(post.author).id, isRepost: isRepost(post) }),
  );
}

function isRepost({ extra }: FakePost): boolean {
  return JSON.stringify(extra?.['referenced_tweets'] ?? '').includes('retweeted');
}

function page({ posts, pageSize }: XState, { query }: Seen, wanted: (post: FakePost) => boolean): Served {
  const token = query.get('pagination_token') ?? query.get('next_token');
  if (token !== null && !/^older-than-\d+$/.test(token)) {
    return problem(400, 'Invalid Request', `The 'pagination_token' query parameter value [${token}] is not valid`);
  }
  const below = token?.replace('older-than-', '') ?? query.get('until_id');
  const since = BigInt(query.get('since_id') ?? 0);
  const found = posts
    .filter((post) => wanted(post) && BigInt(post.id) > since && (below === null || BigInt(post.id) < BigInt(below)))
    .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  const shown = found.slice(0, Math.min(pageSize, Number(query.get('max_results') ?? 10)));
  const last = shown.at(-1);
  const more = last !== undefined && found.length > shown.length ? { next_token: `older-than-${last.id}` } : {};
  const users = query.has('expansions') ? { includes: { users: shown.map(({ author }) => userOf(author)) } } : {};
  return {
    status: 200,
    json: {
      data: shown.map((post) => wire(post, rootOf(posts, post))),
      ...users,
      meta: { result_count: shown.length, ...more },
    },
  };
}

function wire(post: FakePost, root: FakePost): unknown {
  if (post.broken) return { id: post.id, edit_history_tweet_ids: [post.id] };
  return {
    id: post.id,
    text: post.text,
    author_id: userOf(post.author).id,
    created_at: post.at,
    conversation_id: root.id,
    edit_history_tweet_ids: [post.id],
    entities: post.addressed ? { mentions: [{ start: 0, end: 5, username: BRAND.handle, id: BRAND.id }] } : {},
    ...(post.inReplyTo ? { referenced_tweets: [{ type: 'replied_to', id: post.inReplyTo }] } : {}),
    ...post.extra,
  };
}

/** Ids beyond 2^53, the same for the same name. */
function userOf(handle: string): {
  id: string;
  username: string;
  name: string;
  public_metrics: { followers_count: number };
  protected: boolean;
} {
  const id =
    handle === BRAND.handle
      ? BRAND.id
      : `1${[...handle].map((c) => c.charCodeAt(0) % 10).join('')}`.padEnd(19, '7').slice(0, 19);
  const isProtected = handle.startsWith('protected');
  return { id, username: handle, name: handle, public_metrics: { followers_count: 12 }, protected: isProtected };
}

function create(state: XState, { body }: Seen): Served {
  const { text, reply } = body as { text: string; reply?: { in_reply_to_tweet_id?: string } };
  const parentId = reply?.in_reply_to_tweet_id;
  if (state.posts.some((post) => post.author === BRAND.handle && post.text === text)) {
    return problem(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.');
  }
  const parent = state.posts.find(({ id }) => id === parentId);
  if (!parent)
    return problem(403, 'Forbidden', 'You attempted to reply to a Tweet that is deleted or not visible to you.');
  if (!parent.addressed) return refusals(() => parent.at)['not-permitted'];
  const { id } = state.add({ author: BRAND.handle, text, inReplyTo: parent.id }, {});
  return { status: 201, json: { data: { id, text, edit_history_tweet_ids: [id] } } };
}

function problem(status: number, title: string, detail: string): Served {
  return { status, json: { type: 'about:blank', title, status, detail } };
}

function refusals(clock: FakeOptions['clock']) {
  const inFifteenMinutes = String(epochMs(clock()) / 1000 + 900);
  return {
    'rate-limited': {
      ...problem(429, 'Too Many Requests', 'Too Many Requests'),
      headers: {
        'x-rate-limit-limit': '300',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': inFifteenMinutes,
      },
    },
    'signed-out': problem(401, 'Unauthorized', 'Unauthorized'),
    'out-of-credit': problem(
      402,
      'CreditsDepleted',
      'Your enrolled account does not have any credits to fulfill this request.',
    ),
    'not-permitted': problem(
      403,
      'Forbidden',
      'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author.',
    ),
    'server-error': problem(503, 'Service Unavailable', 'Service Unavailable'),
  };
}

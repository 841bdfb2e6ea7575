// Reddit as far as Earshot calls it: tokens, inbox, search, threads and comments; shells of deleted posts, errors with status 200.
import { epochMs } from '../../lib/domain/time.ts';
import {
  type FakeNetwork,
  type FakeOptions,
  type FakePost,
  matches,
  type NewPost,
  type RefusalName,
  repliesOf,
  rootOf,
  type Seen,
  type Served,
  serve,
} from './fake-network.ts';

const BRAND = { id: 'acme', handle: 'acme' };
const CLIENT = { id: 'reddit-client', secret: 'reddit-client-secret' };
const REFRESH_TOKEN = 'reddit-refresh-token';

export interface FakeReddit extends FakeNetwork {
  /** An item of a kind, with further facts. */
  put(post: NewPost, kind: 't1' | 't3' | 't4', facts: Readonly<Record<string, unknown>>): { readonly id: string };
  /** The access token given out last stops working. */
  expireAccess(): void;
  /** The person has taken the permission back. */
  revoke(): void;
}

interface RedditState {
  readonly posts: FakePost[];
  readonly options: FakeOptions;
  readonly removed: Set<string>;
  session: { serial: number; isGood: boolean; isRevoked: boolean };
  serial: number;
}

export async function startFakeReddit(options: FakeOptions): Promise<FakeReddit> {
  const session = { serial: 0, isGood: false, isRevoked: false };
  const state: RedditState = { posts: [], options, removed: new Set(), session, serial: 0 };
  const server = await serve({ kindOf, answer: (seen) => limited(answer(state, seen)), refusal });
  return {
    network: 'reddit',
    url: server.url,
    brand: BRAND,
    put: (post, kind, extra) => add(state, post, { addressed: kind !== 't3', extra: { kind, ...extra } }),
    addMention: (post) => add(state, { ...post, text: `u/acme ${post.text}` }, { addressed: true }),
    addPost: (post) => add(state, post, { extra: { kind: 't3' } }),
    addOwnPost: (text) => {
      add(state, { author: BRAND.handle, text }, { addressed: true });
      return add(state, { author: BRAND.handle, text }, { extra: { kind: 't3' } });
    },
    addBrokenItem: () => void add(state, { author: 'ghost', text: '' }, { addressed: true, broken: true }),
    remove: (id) => void state.removed.add(id),
    edit: (id, text) => {
      const index = state.posts.findIndex((post) => post.id === id);
      state.posts[index] = { ...state.posts[index]!, text };
    },
    replies: () => repliesOf(state.posts, BRAND.handle),
    failNext: server.failNext,
    calls: server.calls,
    env: () => ({
      REDDIT: 'yes',
      REDDIT_API_URL: server.url,
      REDDIT_TOKEN_URL: server.url,
      REDDIT_USERNAME: BRAND.handle,
      REDDIT_CLIENT_ID: CLIENT.id,
      REDDIT_CLIENT_SECRET: CLIENT.secret,
      REDDIT_REFRESH_TOKEN: REFRESH_TOKEN,
    }),
    expireAccess: () => {
      state.session.isGood = false;
    },
    revoke: () => {
      state.session = { ...state.session, isGood: false, isRevoked: true };
    },
    close: server.close,
  };
}

function kindOf({ path }: Seen): 'poll' | 'reply' | 'other' {
  if (path === '/api/comment') return 'reply';
  return path === '/message/inbox' || path === '/search' ? 'poll' : 'other';
}

function add(state: RedditState, post: NewPost, facts: Partial<FakePost>): FakePost {
  state.serial += 1;
  const kind = String(facts.extra?.['kind'] ?? 't1');
  const id = `${kind}_z${state.serial.toString(36).padStart(4, '0')}`;
  const added = { addressed: false, ...facts, ...post, id, at: post.at ?? state.options.clock() };
  state.posts.push(added);
  return added;
}

function answer(state: RedditState, seen: Seen): Served {
  const { path, headers, query } = seen;
  if (!/^\w+:earshot:v\d+ \(by \/u\/acme\)$/.test(headers['user-agent'] ?? '')) return refusal('rate-limited');
  if (path === '/api/v1/access_token') return token(state, seen);
  const { serial, isGood } = state.session;
  if (!isGood || headers.authorization !== `Bearer access-${serial}`) return refusal('signed-out');
  if (path === '/api/v1/me') return { status: 200, json: { name: BRAND.handle } };
  if (path === '/api/comment') return create(state, seen);
  if (path === '/message/inbox') return page(state, query, ({ addressed }) => addressed);
  if (path === '/search')
    return page(state, query, (post) => kindOfPost(post) === 't3' && matches(post, query.get('q') ?? ''));
  if (path === '/api/info') {
    const ids = new Set((query.get('id') ?? '').split(','));
    return listing(
      state.posts.filter((post) => ids.has(post.id) && kindOfPost(post) !== 't4').map((post) => view(state, post)),
    );
  }
  const [, link] = /^\/comments\/(\w+)$/.exec(path) ?? [];
  if (link) return { status: 200, json: thread(state, `t3_${link}`, query.get('comment')) };
  return { status: 404, json: { message: 'Not Found', error: 404 } };
}

function token(state: RedditState, { headers, body }: Seen): Served {
  const basic = Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64');
  if (headers.authorization !== `Basic ${basic}`) return refusal('signed-out');
  const isKnown = body['grant_type'] === 'refresh_token' && body['refresh_token'] === REFRESH_TOKEN;
  if (!isKnown || state.session.isRevoked) return { status: 200, json: { error: 'invalid_grant' } };
  state.session = { ...state.session, serial: state.session.serial + 1, isGood: true };
  const json = { access_token: `access-${state.session.serial}`, token_type: 'bearer', expires_in: 86_400, scope: '*' };
  return { status: 200, json };
}

/** A page goes on after the post named in `after`; when that has been deleted there is nothing. */
function page(state: RedditState, query: URLSearchParams, wanted: (post: FakePost) => boolean): Served {
  const all = state.posts.filter((post) => wanted(post) && !state.removed.has(post.id)).toReversed();
  const after = query.get('after');
  const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== null && start === 0) return listing([]);
  const size = Math.min(state.options.pageSize ?? 100, Number(query.get('limit') ?? 25));
  const shown = all.slice(start, start + size);
  const more = start + size < all.length;
  return listing(
    shown.map((post) => view(state, post)),
    more ? shown.at(-1)?.id : undefined,
  );
}

function listing(children: unknown[], after?: string): Served {
  return { status: 200, json: { kind: 'Listing', data: { after: after ?? null, children } } };
}

function kindOfPost({ id }: FakePost): string {
  return id.slice(0, 2);
}

function view(state: RedditState, post: FakePost): { kind: string; data: Record<string, unknown> } {
  const kind = kindOfPost(post);
  const link = linkOf(state, post);
  const text = state.removed.has(post.id) ? '[deleted]' : post.broken ? null : post.text;
  const path = `/r/acorns/comments/${link.slice(3)}/general_questions/`;
  const own = kind === 't1' ? `${path}${post.id.slice(3)}/` : path;
  const words: Record<string, object> = {
    t1: { body: text, parent_id: post.inReplyTo ?? link, context: `${own}?context=3` },
    t3: { title: text, selftext: '', permalink: own, locked: false },
    t4: { subject: 'Hello', body: text },
  };
  const { kind: _kind, ...facts } = post.extra ?? {};
  const author = state.removed.has(post.id) ? '[deleted]' : post.author;
  return { kind, data: { name: post.id, author, created_utc: epochMs(post.at) / 1000, ...words[kind], ...facts } };
}

/** A mention that answers nothing stands under a post of its own that nobody has searched for. */
function linkOf({ posts }: RedditState, post: FakePost): string {
  const root = rootOf(posts, post);
  return kindOfPost(root) === 't3' ? root.id : `t3_l${root.id.slice(3)}`;
}

function thread(state: RedditState, link: string, comment: string | null): unknown {
  const nest = (post: FakePost): unknown => {
    const { kind, data } = view(state, post);
    const below = state.posts.filter(({ inReplyTo }) => inReplyTo === post.id).toReversed();
    return { kind, data: { ...data, replies: below.length === 0 ? '' : listing(below.map(nest)).json } };
  };
  const top = state.posts.filter((post) => (comment === null ? post.inReplyTo === link : post.id === `t1_${comment}`));
  return [listing([]).json, listing(top.toReversed().map(nest)).json];
}

function create(state: RedditState, { body }: Seen): Served {
  const parent = state.posts.find(({ id }) => id === body['thing_id']);
  if (!parent || state.removed.has(parent.id)) return errors('DELETED_COMMENT', 'that comment has been deleted');
  const post = add(state, { author: BRAND.handle, text: String(body['text']), inReplyTo: parent.id }, {});
  return { status: 200, json: { json: { errors: [], data: { things: [view(state, post)] } } } };
}

/** Reddit refuses a comment with status 200. */
export function errors(name: string, words: string, more: object = {}): Served {
  return { status: 200, json: { json: { errors: [[name, words, 'parent']], ...more } } };
}

function limited(served: Served): Served {
  const headers = { 'x-ratelimit-used': '2', 'x-ratelimit-remaining': '98.0', 'x-ratelimit-reset': '300' };
  return { ...served, headers: { ...headers, ...served.headers } };
}

function refusal(name: RefusalName): Served {
  const headers = { 'x-ratelimit-used': '100', 'x-ratelimit-remaining': '0.0', 'x-ratelimit-reset': '45' };
  const tooMany = { status: 429, headers, json: { message: 'Too Many Requests', error: 429 } };
  const refusals: Record<RefusalName, Served> = {
    'rate-limited': tooMany,
    'signed-out': { status: 401, json: { message: 'Unauthorized', error: 401 } },
    'out-of-credit': tooMany,
    'not-permitted': errors('THREAD_LOCKED', 'Comments are locked.'),
    'server-error': { status: 503, json: { message: 'Service Unavailable', error: 503 } },
  };
  return refusals[name];
}

// A Mastodon server as far as Earshot calls it: notifications, hashtags, threads, posting with idempotency keys.
import { epochMs, plus } from '../../lib/domain/time.ts';
import {
  type FakeNetwork,
  type FakeOptions,
  type FakePost,
  type NewPost,
  type RefusalName,
  removeFrom,
  repliesOf,
  type Seen,
  type Served,
  serve,
} from './fake-network.ts';

const BRAND = { id: '109252111498807689', handle: 'acme' };
const TOKEN = 'mastodon-token';

export interface FakeMastodonOptions extends FakeOptions {
  /** A smaller server that knows neither max_id nor idempotency keys nor /api/v2/instance. */
  readonly bare?: boolean;
}

interface MastodonState {
  readonly posts: FakePost[];
  readonly options: FakeMastodonOptions;
  readonly sent: Map<string, FakePost>;
  serial: number;
}

export async function startFakeMastodon(options: FakeMastodonOptions): Promise<FakeNetwork> {
  const state: MastodonState = { posts: [], options, sent: new Map(), serial: 0 };
  const { posts } = state;
  const server = await serve({
    kindOf,
    answer: (seen) => answer(state, seen),
    refusal: (name) => refusal(options, name),
  });
  return {
    network: 'mastodon',
    url: server.url,
    brand: BRAND,
    addMention: (post) => add(state, { ...post, text: `<p>@acme ${post.text}</p>` }, { addressed: true }),
    addPost: (post) => add(state, { ...post, text: `<p>${post.text}</p>` }, {}),
    addOwnPost: (text) => add(state, { author: BRAND.handle, text }, { addressed: true }),
    addBrokenItem: () => void add(state, { author: 'ghost', text: '' }, { addressed: true, broken: true }),
    remove: (id) => removeFrom(posts, id),
    replies: () => repliesOf(posts, BRAND.handle).map((reply) => ({ ...reply, text: plain(reply.text) })),
    failNext: server.failNext,
    calls: server.calls,
    env: () => ({ MASTODON_URL: server.url, MASTODON_TOKEN: TOKEN }),
    close: server.close,
  };
}

function kindOf({ method, path }: Seen): 'poll' | 'reply' | 'other' {
  if (method === 'POST') return 'reply';
  return /\/(notifications|timelines\/tag\/.+)$/.test(path) ? 'poll' : 'other';
}

function add(state: MastodonState, post: NewPost, facts: Partial<FakePost>): FakePost {
  const at = post.at ?? state.options.clock();
  state.serial += 1;
  const id = ((BigInt(epochMs(at)) << 16n) + BigInt(state.serial)).toString();
  const added = { ...post, id, at, addressed: false, ...facts };
  state.posts.push(added);
  return added;
}

function answer(state: MastodonState, seen: Seen): Served {
  const { path, method, headers } = seen;
  if (headers.authorization !== `Bearer ${TOKEN}`) return says(401, 'The access token is invalid');
  if (method === 'POST' && path === '/api/v1/statuses') return create(state, seen);
  if (path === '/api/v1/accounts/verify_credentials') return { status: 200, json: accountOf(BRAND.handle) };
  if (path === '/api/v2/instance' && !state.options.bare) return { status: 200, json: instance() };
  if (path === '/api/v1/notifications') return page(state, seen, (post) => post.addressed && notification(post));
  const [, tag] = /^\/api\/v1\/timelines\/tag\/(.+)$/.exec(path) ?? [];
  if (tag)
    return page(state, seen, (post) => post.text.toLowerCase().includes(`#${tag.toLowerCase()}`) && status(post));
  const [, id, rest] = /^\/api\/v1\/statuses\/([^/]+)(\/context)?$/.exec(path) ?? [];
  const post = state.posts.find((one) => one.id === id);
  if (!post) return says(404, 'Record not found');
  return { status: 200, json: rest ? context(state, post) : status(post) };
}

function page({ posts, options }: MastodonState, { query }: Seen, view: (post: FakePost) => unknown): Served {
  const below = options.bare ? null : query.get('max_id');
  const found = posts
    .filter((post) => below === null || BigInt(post.id) < BigInt(below))
    .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))
    .flatMap((post) => view(post) || []);
  return { status: 200, json: found.slice(0, Math.min(options.pageSize ?? 80, Number(query.get('limit') ?? 20))) };
}

function notification(post: FakePost): unknown {
  return { id: post.id, type: 'mention', created_at: post.at, account: accountOf(post.author), status: status(post) };
}

function status(post: FakePost): unknown {
  if (post.broken) return { id: post.id, created_at: post.at, content: null };
  return {
    id: post.id,
    created_at: post.at,
    content: post.text,
    spoiler_text: '',
    visibility: 'public',
    url: `https://social.example/@${post.author}/${post.id}`,
    in_reply_to_id: post.inReplyTo ?? null,
    account: accountOf(post.author),
    mentions: post.addressed ? [{ id: BRAND.id, acct: BRAND.handle }] : [],
    reblog: null,
    ...post.extra,
  };
}

function accountOf(author: string) {
  const own = author === BRAND.handle;
  const id = own ? BRAND.id : `1${[...author].map((c) => c.charCodeAt(0)).join('')}`.padEnd(18, '7').slice(0, 18);
  const acct = own ? author : `${author}@elsewhere.example`;
  return { id, acct, display_name: author, followers_count: 7, url: `https://social.example/@${author}` };
}

function context({ posts }: MastodonState, post: FakePost): unknown {
  const below = (id: string): FakePost[] =>
    posts.filter(({ inReplyTo }) => inReplyTo === id).flatMap((answered) => [answered, ...below(answered.id)]);
  return { ancestors: [], descendants: below(post.id).map(status) };
}

function create(state: MastodonState, { body, headers }: Seen): Served {
  const { status: text, in_reply_to_id: parentId, visibility } = body as Record<string, string>;
  const key = String(headers['idempotency-key']);
  const known = state.options.bare ? undefined : state.sent.get(key);
  if (known) return { status: 200, json: status(known) };
  if (!state.posts.some(({ id }) => id === parentId))
    return says(404, 'The post you are trying to reply to does not exist.');
  const escaped = text?.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const post = add(
    state,
    { author: BRAND.handle, text: `<p>${escaped}</p>`, ...(parentId ? { inReplyTo: parentId } : {}) },
    { extra: { visibility } },
  );
  state.sent.set(key, post);
  return { status: 200, json: status(post) };
}

function plain(html: string): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
}

function instance(): unknown {
  return { configuration: { statuses: { max_characters: 600, characters_reserved_per_url: 23 } } };
}

function says(status: number, error: string): Served {
  return { status, json: { error } };
}

function refusal({ clock }: FakeOptions, name: RefusalName): Served {
  const headers = { 'x-ratelimit-limit': '300', 'x-ratelimit-reset': plus(clock(), { minutes: 5 }) };
  const refusals: Record<RefusalName, Served> = {
    'rate-limited': { ...says(429, 'Too many requests'), headers },
    'signed-out': says(401, 'The access token was revoked'),
    'out-of-credit': { ...says(429, 'Too many requests'), headers },
    'not-permitted': says(422, 'Validation failed: You cannot reply to this post'),
    'server-error': says(503, 'Remote data could not be fetched'),
  };
  return refusals[name];
}

// A Mastodon server as far as Earshot calls it: notifications, hashtags, threads, posting with idempotency keys.
import { createHash } from 'node:crypto';
import { epochMs, plus } from '../../lib/domain/time.ts';
import {
  addTo,
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
  /** Takes the same answer twice, as servers do that know no idempotency keys, and Mastodon after an hour. */
  readonly forgetsKeys?: boolean;
  /** The rights of the token's application, as servers from Mastodon 4.3 on tell them. */
  readonly scopes?: readonly string[];
  /** What is wrong with its pages. */
  readonly paging?: 'ignores-max-id' | 'repeats-last-item' | 'odd-order' | 'ignores-limit';
  /** Ids that are no numbers and tell no order. */
  readonly opaqueIds?: boolean;
  /** How it answers when asked for several posts at once: it does not know that, or not the way it is asked. */
  readonly lists?: 404 | 405 | 'empty';
  /** Says what it allows in version 1 of the instance alone, under a name of its own. */
  readonly oldInstance?: boolean;
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
    spoil: (id) => addTo(posts, id, { url: 'nowhere' }),
    edit: (id, text) => {
      const index = posts.findIndex((post) => post.id === id);
      const extra = { ...posts[index]!.extra, edited_at: options.clock() };
      posts[index] = { ...posts[index]!, text: `<p>@acme ${text}</p>`, extra };
    },
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
  const number = ((BigInt(epochMs(at)) << 16n) + BigInt(state.serial)).toString();
  const id = state.options.opaqueIds ? createHash('sha256').update(number).digest('base64url') : number;
  const added = { ...post, id, at, addressed: false, ...facts };
  state.posts.push(added);
  return added;
}

function answer(state: MastodonState, seen: Seen): Served {
  const { path, method, headers } = seen;
  if (headers.authorization !== `Bearer ${TOKEN}`) return says(401, 'The access token is invalid');
  if (method === 'POST' && path === '/api/v1/statuses') return create(state, seen);
  if (path === '/api/v1/accounts/verify_credentials') return { status: 200, json: accountOf(BRAND.handle) };
  if (path === '/api/v1/apps/verify_credentials' && state.options.scopes)
    return { status: 200, json: { name: 'Earshot', scopes: state.options.scopes } };
  if (path === '/api/v2/instance' && !state.options.bare && !state.options.oldInstance)
    return { status: 200, json: instance() };
  if (path === '/api/v1/instance' && state.options.oldInstance) return { status: 200, json: { max_toot_chars: 5000 } };
  if (path === '/api/v1/statuses') return list(state, seen);
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
  const { paging, bare = false, pageSize = 80 } = options;
  const maxId = bare || paging === 'ignores-max-id' ? null : query.get('max_id');
  const sorted = posts.toReversed().toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const named = sorted.findIndex(({ id }) => id === maxId);
  const older = sorted.slice(named < 0 ? 0 : named + (paging === 'repeats-last-item' ? 0 : 1));
  const most = paging === 'ignores-limit' ? pageSize + 2 : Math.min(pageSize, Number(query.get('limit') ?? 20));
  const shown = older.flatMap((post) => view(post) || []).slice(0, most);
  return { status: 200, json: paging === 'odd-order' ? [...shown.slice(1), ...shown.slice(0, 1)].toReversed() : shown };
}

/** Several posts at once, as Mastodon has it since 4.3. */
function list({ posts, options }: MastodonState, { query }: Seen): Served {
  const ids = query.getAll('id[]');
  const { lists = options.bare ? 404 : undefined } = options;
  if (lists === 'empty') return { status: 200, json: [] };
  if (lists !== undefined) return says(lists, 'Not known here');
  if (ids.length > 20) return says(422, 'Validation failed');
  return { status: 200, json: posts.filter(({ id }) => ids.includes(id)).map(status) };
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
  const known = state.options.bare || state.options.forgetsKeys ? undefined : state.sent.get(key);
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

// A Discourse forum as far as Earshot calls it: the newest posts, private messages, topics, answers, and its similar-post check.
import { plus } from '../../lib/domain/time.ts';
import {
  type FakeNetwork,
  type FakeOptions,
  type FakePost,
  type NewPost,
  type RefusalName,
  repliesOf,
  type Seen,
  type Served,
  serve,
} from './fake-network.ts';

const BRAND = { id: '7', handle: 'acme' };
const KEY = 'discourse-api-key';
const TITLE = 'General questions';

export interface FakeDiscourse extends FakeNetwork {
  /** A post with further facts, in a topic of its own unless it answers another. */
  put(post: NewPost, facts: Readonly<Record<string, unknown>>): { readonly id: string };
  /** A private message to the brand, or between others, which an administrator's key may read as well. */
  message(post: NewPost, to: 'brand' | 'others'): { readonly id: string };
}

interface FakeDiscourseOptions extends FakeOptions {
  /** Pages as forums did before 2022: among the fifty ids up to `before`, that one included. */
  readonly old?: boolean;
  /** Answers go to the moderators first. */
  readonly moderated?: boolean;
}

interface DiscourseState {
  readonly posts: FakePost[];
  readonly options: FakeDiscourseOptions;
  readonly removed: Set<string>;
  serial: number;
}

export async function startFakeDiscourse(options: FakeDiscourseOptions): Promise<FakeDiscourse> {
  const state: DiscourseState = { posts: [], options, removed: new Set(), serial: 0 };
  const server = await serve({ kindOf, answer: (seen) => answer(state, seen), refusal });
  const put: FakeDiscourse['put'] = (post, extra) => add(state, post, { extra });
  return {
    network: 'discourse',
    url: server.url,
    brand: BRAND,
    put,
    addMention: (post) => add(state, { ...post, text: `@acme ${post.text}` }, { addressed: true }),
    addPost: (post) => add(state, post, {}),
    addOwnPost: (text) => add(state, { author: BRAND.handle, text }, {}),
    addBrokenItem: () => void add(state, { author: 'ghost', text: '' }, { broken: true }),
    message: (post, to) => add(state, post, { extra: { to } }),
    remove: (id) => void state.removed.add(id),
    edit: (id, text) => {
      const index = state.posts.findIndex((post) => post.id === id);
      const post = state.posts[index]!;
      const at = options.clock();
      state.posts[index] = { ...post, text, extra: { ...post.extra, version: 2, updated_at: at } };
    },
    replies: () => repliesOf(state.posts, BRAND.handle),
    failNext: server.failNext,
    calls: server.calls,
    env: () => ({ DISCOURSE_URL: server.url, DISCOURSE_API_KEY: KEY, DISCOURSE_USERNAME: BRAND.handle }),
    close: server.close,
  };
}

function kindOf({ method, path }: Seen): 'poll' | 'reply' | 'other' {
  if (method === 'POST') return 'reply';
  return /^\/(private-)?posts\.json$/.test(path) ? 'poll' : 'other';
}

function add(state: DiscourseState, post: NewPost, facts: Partial<FakePost>): FakePost {
  state.serial += 1;
  const added = { addressed: false, ...facts, ...post, id: String(state.serial), at: post.at ?? state.options.clock() };
  state.posts.push(added);
  return added;
}

function answer(state: DiscourseState, seen: Seen): Served {
  const { path, method, headers, query } = seen;
  if (headers['api-key'] !== KEY || headers['api-username'] !== BRAND.handle) return refusal('signed-out');
  if (method === 'POST' && path === '/posts.json') return create(state, seen);
  if (path === '/session/current.json')
    return { status: 200, json: { current_user: { id: 7, username: BRAND.handle } } };
  if (path === '/site/settings.json') return { status: 200, json: { max_post_length: 5000, min_post_length: 1 } };
  const isPrivate = path === '/private-posts.json';
  if (isPrivate || path === '/posts.json') {
    const latest = page(state, query, isPrivate).map((post) => view(state, post, { topic_title: TITLE }));
    return { status: 200, json: { [isPrivate ? 'private_posts' : 'latest_posts']: latest } };
  }
  const [, list] = /^\/topics\/(created-by|private-messages)\/acme\.json$/.exec(path) ?? [];
  if (list) return { status: 200, json: topics(state, list, Number(query.get('page'))) };
  const [, id, rest] = /^\/posts\/(\d+)(\/replies)?\.json$/.exec(path) ?? [];
  const post = standing(state).find((one) => one.id === id);
  if (!post) return { status: 404, json: { errors: ['The requested URL or resource could not be found.'] } };
  return { status: 200, json: rest ? answersTo(state, post, Number(query.get('after'))) : view(state, post, {}) };
}

function standing({ posts, removed }: DiscourseState): FakePost[] {
  return posts.filter(({ id }) => !removed.has(id));
}

function page(state: DiscourseState, query: URLSearchParams, isPrivate: boolean): FakePost[] {
  const { old, pageSize = 50 } = state.options;
  const before = query.has('before') ? Number(query.get('before')) : Number.POSITIVE_INFINITY;
  const highest = old ? Math.min(before, state.serial) : before - 1;
  const lowest = old ? highest - pageSize : 0;
  return standing(state)
    .filter(({ id, extra }) => Number(id) <= highest && Number(id) > lowest && 'to' in (extra ?? {}) === isPrivate)
    .toReversed()
    .slice(0, pageSize);
}

/** The topic is named after its first post; numbers count on within it. */
function placeOf({ posts }: DiscourseState, post: FakePost) {
  const first = rootOf(posts, post);
  const inTopic = posts.filter((one) => rootOf(posts, one) === first);
  return { topic: Number(first.id) + 1000, number: inTopic.indexOf(post) + 1 };
}

function rootOf(posts: readonly FakePost[], post: FakePost): FakePost {
  const parent = posts.find(({ id }) => id === (post.inReplyTo ?? post.extra?.['inTopicOf']));
  return parent ? rootOf(posts, parent) : post;
}

function view(state: DiscourseState, post: FakePost, more: object): unknown {
  const { topic, number } = placeOf(state, post);
  const parent = state.posts.find(({ id }) => id === post.inReplyTo);
  const { author } = post;
  return {
    id: Number(post.id),
    user_id: author === BRAND.handle ? 7 : 100 + author.length,
    username: author,
    name: author.toUpperCase(),
    created_at: post.at,
    updated_at: post.at,
    version: 1,
    post_type: 1,
    post_number: number,
    topic_id: topic,
    topic_slug: 'general-questions',
    raw: post.text,
    cooked: post.broken
      ? null
      : `<p>${post.text.replaceAll('&', '&amp;').replace(/@acme(?!\w)/, '<a class="mention" href="/u/acme">@acme</a>')}</p>`,
    reply_to_post_number: parent ? placeOf(state, parent).number : null,
    ...(parent ? { reply_to_user: { username: parent.author } } : {}),
    ...more,
    ...post.extra,
  };
}

function topics(state: DiscourseState, list: string, page: number): unknown {
  const firsts = state.posts.filter((post) => rootOf(state.posts, post) === post);
  const wanted = firsts.filter(({ author, extra }) =>
    list === 'created-by' ? author === BRAND.handle && !extra?.['to'] : extra?.['to'] === 'brand',
  );
  const bumped = wanted
    .map((first) => {
      const posts = state.posts.filter((post) => rootOf(state.posts, post) === first);
      return { id: Number(first.id) + 1000, bumped_at: posts.at(-1)!.at };
    })
    .toSorted((a, b) => (a.bumped_at < b.bumped_at ? 1 : -1));
  const size = state.options.pageSize ?? 30;
  const more = bumped.length > (page + 1) * size ? { more_topics_url: `?page=${page + 1}` } : {};
  return { topic_list: { topics: bumped.slice(page * size, (page + 1) * size), ...more } };
}

function answersTo(state: DiscourseState, post: FakePost, after: number): unknown {
  return standing(state)
    .filter((one) => one.inReplyTo === post.id && placeOf(state, one).number > after)
    .slice(0, 20)
    .map((one) => ({ ...(view(state, one, {}) as object), raw: undefined }));
}

function create(state: DiscourseState, { body }: Seen): Served {
  const { topic_id, reply_to_post_number } = body;
  const raw = String(body['raw']);
  const parent = standing(state).find((post) => {
    const { topic, number } = placeOf(state, post);
    return topic === topic_id && number === reply_to_post_number;
  });
  if (!parent) return says(422, 'Topic has been deleted.');
  const since = plus(state.options.clock(), { minutes: -5 });
  const latest = state.posts.filter(({ author, at }) => author === BRAND.handle && at > since);
  if (latest.some(({ text }) => text === raw)) return says(422, 'Body is too similar to what you recently posted');
  if (state.options.moderated)
    return { status: 200, json: { success: true, action: 'enqueued', pending_post: { id: 31 } } };
  const post = add(state, { author: BRAND.handle, text: raw, inReplyTo: parent.id }, {});
  return { status: 200, json: view(state, post, {}) };
}

function says(status: number, words: string): Served {
  return { status, json: { action: 'create_post', errors: [words] } };
}

function refusal(name: RefusalName): Served {
  const slow = "You've performed this action too many times, please try again later.";
  const limited = { status: 429, headers: { 'retry-after': '23' }, json: { errors: [slow], error_type: 'rate_limit' } };
  const noKey = 'You are not permitted to view the requested resource. The API username or key is invalid.';
  const refusals: Record<RefusalName, Served> = {
    'rate-limited': limited,
    'signed-out': { status: 403, json: { errors: [noKey], error_type: 'invalid_access' } },
    'out-of-credit': limited,
    'not-permitted': says(422, 'That topic is closed; it no longer accepts new replies.'),
    'server-error': { status: 502, headers: { 'content-type': 'text/html' } },
  };
  return refusals[name];
}

// Algolia's search of Hacker News as far as Earshot calls it: phrases by date, at most 1,000 of them, and single posts.
import { epochMs, instantOf } from '../../lib/domain/time.ts';
import {
  type FakeNetwork,
  type FakeOptions,
  type FakePost,
  matches,
  type NewPost,
  type RefusalName,
  removeFrom,
  rootOf,
  type Seen,
  type Served,
  serve,
} from './fake-network.ts';

const BRAND = { id: 'acme', handle: 'acme' };
/** However many pages are asked for. */
const MOST_HITS = 1000;

export interface FakeHackerNewsOptions extends FakeOptions {
  /** Gives the newest posts whatever the filter says. */
  readonly ignoresFilters?: boolean;
}

interface State {
  readonly posts: FakePost[];
  readonly options: FakeHackerNewsOptions;
  serial: number;
}

export async function startFakeHackerNews(options: FakeHackerNewsOptions): Promise<FakeNetwork> {
  const state: State = { posts: [], options, serial: 46_000_000 };
  const { posts } = state;
  const server = await serve({ kindOf, answer: (seen) => answer(state, seen), refusal });
  return {
    network: 'hackernews',
    url: server.url,
    brand: BRAND,
    addMention: (post) => add(state, { ...post, text: `acme: ${post.text}` }),
    addPost: (post) => add(state, post),
    addOwnPost: (text) => add(state, { author: BRAND.handle, text }),
    addBrokenItem: () => void add(state, { author: 'ghost', text: 'acme' }, { broken: true }),
    remove: (id) => removeFrom(posts, id),
    edit: (id, text) => {
      const index = posts.findIndex((post) => post.id === id);
      posts.splice(index, 1, { ...posts[index]!, text });
    },
    replies: () => [],
    failNext: server.failNext,
    calls: server.calls,
    env: () => ({ HACKER_NEWS: 'yes', HACKER_NEWS_API_URL: server.url }),
    close: server.close,
  };
}

function kindOf({ query }: Seen): 'poll' | 'other' {
  return query.has('query') ? 'poll' : 'other';
}

function add(state: State, post: NewPost, facts: Partial<FakePost> = {}): FakePost {
  state.serial += 1;
  const at = instantOf(Math.floor(epochMs(post.at ?? state.options.clock()) / 1000) * 1000);
  const added = { ...post, id: String(state.serial), at, addressed: false, ...facts };
  state.posts.push(added);
  return added;
}

function answer(state: State, { path, query }: Seen): Served {
  const { posts } = state;
  const [, id] = /^\/api\/v1\/items\/(\d+)$/.exec(path) ?? [];
  if (id) {
    const post = posts.find((one) => one.id === id);
    return post ? { status: 200, json: item(state, post) } : { status: 404, json: { status: 404, error: 'Not Found' } };
  }
  if (path !== '/api/v1/search_by_date') return { status: 404, json: { status: 404, error: 'Not Found' } };
  const wanted = [...(query.get('filters') ?? '').matchAll(/objectID:(\d+)/g)].map(([, one]) => one);
  const phrase = query.get('query') ?? '';
  const found = posts
    .filter((post) => wanted.length === 0 || wanted.includes(post.id))
    .filter((post) => phrase === '' || matches(post, phrase))
    .filter((post) => state.options.ignoresFilters || isWithin(post, query.get('numericFilters') ?? ''))
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : Number(b.id) - Number(a.id)));
  return { status: 200, json: page(state, found, query) };
}

function isWithin({ at }: FakePost, filters: string): boolean {
  const seconds = epochMs(at) / 1000;
  return [...filters.matchAll(/created_at_i(>=|<=)(\d+)/g)].every(([, sign, limit]) =>
    sign === '>=' ? seconds >= Number(limit) : seconds <= Number(limit),
  );
}

function page(state: State, found: readonly FakePost[], query: URLSearchParams): unknown {
  const hitsPerPage = Math.min(state.options.pageSize ?? 100, Number(query.get('hitsPerPage') ?? 20));
  const number = state.options.ignoresFilters ? 0 : Number(query.get('page') ?? 0);
  const reachable = found.slice(0, MOST_HITS);
  const from = number * hitsPerPage;
  if (from >= MOST_HITS) {
    const message = 'you can only fetch the 1000 hits for this query';
    return { hits: [], page: number, nbHits: 0, nbPages: 0, hitsPerPage, message };
  }
  const hits = reachable.slice(from, from + hitsPerPage).map((post) => hit(state, post));
  return { hits, page: number, nbHits: found.length, nbPages: Math.ceil(reachable.length / hitsPerPage), hitsPerPage };
}

function hit({ posts }: State, post: FakePost): unknown {
  const time = { created_at: post.at.replace('.000Z', 'Z'), created_at_i: epochMs(post.at) / 1000 };
  if (post.broken) return { objectID: post.id, ...time, author: null };
  const answered = post.inReplyTo !== undefined;
  const ids = answered ? { story_id: Number(rootOf(posts, post).id), parent_id: Number(post.inReplyTo) } : {};
  const words = answered
    ? { comment_text: `<p>${escaped(post.text)}`, story_title: 'A story' }
    : { title: post.text, story_text: null, url: null };
  const tags = { _tags: [answered ? 'comment' : 'story', `author_${post.author}`] };
  return { objectID: post.id, ...time, author: post.author, ...ids, ...words, ...tags, ...post.extra };
}

function item({ posts }: State, post: FakePost): unknown {
  const answered = post.inReplyTo !== undefined;
  return {
    id: Number(post.id),
    created_at: post.at,
    created_at_i: epochMs(post.at) / 1000,
    type: answered ? 'comment' : 'story',
    author: post.author,
    title: answered ? null : post.text,
    url: null,
    text: answered ? escaped(post.text) : null,
    parent_id: answered ? Number(post.inReplyTo) : null,
    story_id: Number(rootOf(posts, post).id),
    children: [],
    ...post.extra,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&#x27;').replaceAll('/', '&#x2F;');
}

function refusal(name: RefusalName): Served {
  const refusals: Record<RefusalName, Served> = {
    'rate-limited': { status: 429, json: { message: 'Too many requests', status: 429 } },
    'signed-out': { status: 403, json: { message: 'Invalid Application-ID or API key', status: 403 } },
    'out-of-credit': { status: 429, json: { message: 'Too many requests', status: 429 } },
    'not-permitted': { status: 404, json: { status: 404, error: 'Not Found' } },
    'server-error': { status: 500, json: { status: 500, error: 'Internal Server Error' } },
  };
  return refusals[name];
}

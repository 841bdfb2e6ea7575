// A web site with a feed as far as Earshot calls it: the newest items as RSS or Atom, with or without an ETag.
import { createHash } from 'node:crypto';
import { epochMs } from '../../lib/domain/time.ts';
import {
  type FakeNetwork,
  type FakeOptions,
  type FakePost,
  type NewPost,
  type RefusalName,
  removeFrom,
  type Seen,
  type Served,
  serve,
} from './fake-network.ts';

const BRAND = { id: 'acme', handle: 'acme' };

export interface FakeRssOptions extends FakeOptions {
  readonly as?: 'rss' | 'atom' | 'rdf';
  /** How the server names the state of the feed. */
  readonly validator?: 'etag' | 'last-modified';
  readonly undated?: boolean;
}

export interface FakeRss extends FakeNetwork {
  /** Serves this instead of the feed. */
  show(served: Served | undefined): void;
}

interface State {
  readonly posts: FakePost[];
  readonly options: FakeRssOptions;
  serial: number;
  shown?: Served | undefined;
}

export async function startFakeRss(options: FakeRssOptions): Promise<FakeRss> {
  const state: State = { posts: [], options, serial: 0 };
  const { posts } = state;
  const server = await serve({ kindOf: () => 'poll', answer: (seen) => state.shown ?? answer(state, seen), refusal });
  return {
    network: 'rss',
    url: server.url,
    brand: BRAND,
    addMention: (post) => add(state, post),
    addPost: (post) => add(state, post),
    addOwnPost: (text) => add(state, { author: BRAND.handle, text }),
    addBrokenItem: () => void add(state, { author: '', text: '' }, { broken: true }),
    remove: (id) => removeFrom(posts, id),
    replies: () => [],
    failNext: server.failNext,
    calls: server.calls,
    env: () => ({ FEEDS: `${server.url}/feed.xml`, FEEDS_FROM_PRIVATE_ADDRESSES: 'yes' }),
    show: (served) => {
      state.shown = served;
    },
    close: server.close,
  };
}

function add(state: State, post: NewPost, facts: Partial<FakePost> = {}): FakePost {
  state.serial += 1;
  const id = `https://blog.example/${state.serial}`;
  const added = { ...post, id, at: post.at ?? state.options.clock(), addressed: false, ...facts };
  state.posts.push(added);
  return added;
}

function answer({ posts, options }: State, { path, headers }: Seen): Served {
  if (path !== '/feed.xml') return { status: 404, text: 'no such page' };
  const newest = posts.toReversed().slice(0, options.pageSize ?? 20);
  const text = feedOf(newest, options);
  const validators = validatorsOf(text, posts, options);
  const isSame = Object.values(validators).some(
    (value) => value === headers['if-none-match'] || value === headers['if-modified-since'],
  );
  if (isSame) return { status: 304, headers: validators };
  return { status: 200, headers: { 'content-type': 'application/xml', ...validators }, text };
}

function validatorsOf(text: string, posts: readonly FakePost[], options: FakeRssOptions): Record<string, string> {
  if (options.validator === 'etag') return { etag: `W/"${createHash('md5').update(text).digest('hex')}"` };
  const last = posts.at(-1)?.at ?? options.clock();
  return options.validator ? { 'last-modified': new Date(epochMs(last)).toUTCString() } : {};
}

function feedOf(posts: readonly FakePost[], { as = 'rss', undated = false }: FakeRssOptions): string {
  const items = posts.map((post) => (as === 'atom' ? entry(post, undated) : item(post, undated, as))).join('\n');
  if (as === 'atom') {
    return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title>
      <link rel="self" href="/feed.xml"/>${items}</feed>`;
  }
  const channel = `<title>Blog</title><link>https://blog.example/</link><description>Posts</description>`;
  return as === 'rdf'
    ? `<?xml version="1.0"?><rdf:RDF><channel>${channel}</channel>${items}</rdf:RDF>`
    : `<?xml version="1.0"?><rss version="2.0"><channel>${channel}${items}</channel></rss>`;
}

function item({ id, author, text, at, broken }: FakePost, undated: boolean, as: 'rss' | 'rdf'): string {
  const day = new Date(epochMs(at));
  const date = undated ? '' : as === 'rss' ? `<pubDate>${day.toUTCString()}</pubDate>` : `<dc:date>${at}</dc:date>`;
  if (broken) return `<item>${date}</item>`;
  const name = as === 'rss' ? `<guid>${id}</guid>` : '';
  return `<item rdf:about="${id}">${name}<link>${id}</link><title>${escaped(text)}</title>
    <description>${escaped(`<p>${escaped(text)}</p>`)}</description><dc:creator>${author}</dc:creator>${date}</item>`;
}

function entry({ id, author, text, at, broken }: FakePost, undated: boolean): string {
  const date = undated ? '' : `<published>${at}</published><updated>${at}</updated>`;
  if (broken) return `<entry>${date}</entry>`;
  return `<entry><id>${id}</id><link rel="self" href="/entries/1"/><link rel="alternate" href="${id}"/>
    <title>${escaped(text)}</title><content type="html">${escaped(`<p>${escaped(text)}</p>`)}</content>
    <author><name>${author}</name><uri>https://blog.example/${author}</uri></author>${date}</entry>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function refusal(name: RefusalName): Served {
  const refusals: Record<RefusalName, Served> = {
    'rate-limited': { status: 429, text: 'Slow down' },
    'signed-out': { status: 401, text: 'Who are you?' },
    'out-of-credit': { status: 402, text: 'Pay first' },
    'not-permitted': { status: 403, text: 'Not for you' },
    'server-error': { status: 503, text: '<html><h1>Backend fetch failed' },
  };
  return refusals[name];
}

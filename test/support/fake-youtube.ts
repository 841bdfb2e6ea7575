// YouTube as far as Earshot calls it: threads under a channel's videos, their answers, and a day's units.
import { type FakeGoogleTokens, fakeGoogleTokens, googleSays, UNAUTHENTICATED } from './fake-google-token.ts';
import {
  addTo,
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

const BRAND = { id: 'UCacmebrand0123456789abc', handle: '@acme' };
const CLIENT = { id: 'acme.apps.example', secret: 'GOCSPX-acme-client', refreshToken: '1//acme-refresh' };
const VIDEO = 'dQacme12345';
/** A thread that takes no answers. */
export const CLOSED_WORD = '[closed]';
/** An account without a channel. */
export const GONE_AUTHOR = 'gone';

export interface FakeYoutube extends FakeNetwork {
  readonly tokens: FakeGoogleTokens;
  /** The person takes the consent back: no token is given any more. */
  revoke(): void;
  /** Units used so far, and how many the day has. */
  units(): number;
  setQuota(units: number): void;
}

export interface FakeYoutubeOptions extends FakeOptions {
  /** How many answers come with their thread. */
  readonly inline?: number;
  /** Refuses a call for several comments when one of them is gone, instead of leaving it out. */
  readonly refusesUnknown?: boolean;
}

interface YoutubeState {
  readonly posts: FakePost[];
  readonly options: FakeYoutubeOptions;
  readonly tokens: FakeGoogleTokens;
  serial: number;
  units: number;
  quota: number;
  revoked: boolean;
}

export async function startFakeYoutube(options: FakeYoutubeOptions): Promise<FakeYoutube> {
  const tokens = fakeGoogleTokens((body) => refusedGrant(state, body));
  const state: YoutubeState = { posts: [], options, tokens, serial: 0, units: 0, quota: 10_000, revoked: false };
  const { posts } = state;
  const server = await serve({ kindOf, answer: (seen) => answer(state, seen), refusal });
  return {
    network: 'youtube',
    url: server.url,
    brand: BRAND,
    addMention: (post) => add(state, post, { addressed: true }),
    addPost: (post) => add(state, post, {}),
    addOwnPost: (text) => add(state, { author: BRAND.handle, text }, {}),
    addBrokenItem: () => void add(state, { author: 'ghost', text: '' }, { broken: true }),
    remove: (id) => posts.splice(0, posts.length, ...posts.filter((post) => post.id !== id && post.inReplyTo !== id)),
    spoil: (id) => addTo(posts, id, { publishedAt: 'long ago' }),
    edit: (id, text) =>
      posts.splice(0, posts.length, ...posts.map((post) => (post.id === id ? { ...post, text } : post))),
    replies: () => repliesOf(posts, BRAND.handle),
    failNext: server.failNext,
    calls: server.calls,
    env: () => ({
      YOUTUBE_API_URL: server.url,
      GOOGLE_TOKEN_URL: server.url,
      YOUTUBE_CHANNEL_ID: BRAND.id,
      YOUTUBE_CLIENT_ID: CLIENT.id,
      YOUTUBE_CLIENT_SECRET: CLIENT.secret,
      YOUTUBE_REFRESH_TOKEN: CLIENT.refreshToken,
    }),
    close: server.close,
    tokens,
    revoke: () => {
      state.revoked = true;
    },
    units: () => state.units,
    setQuota: (units) => {
      state.quota = units;
    },
  };
}

function kindOf({ method, path }: Seen): 'poll' | 'reply' | 'other' {
  if (method === 'POST' && path === '/youtube/v3/comments') return 'reply';
  return path === '/youtube/v3/commentThreads' ? 'poll' : 'other';
}

function refusedGrant({ revoked }: YoutubeState, body: Seen['body']): string | undefined {
  if (body['client_id'] !== CLIENT.id || body['client_secret'] !== CLIENT.secret) return 'invalid_client';
  const isGood = body['grant_type'] === 'refresh_token' && body['refresh_token'] === CLIENT.refreshToken;
  return isGood && !revoked ? undefined : 'invalid_grant';
}

/** Threads are flat: an answer to an answer hangs on the first comment too. */
function add(state: YoutubeState, post: NewPost, facts: Partial<FakePost>): FakePost {
  state.serial += 1;
  const parent = state.posts.find(({ id }) => id === post.inReplyTo);
  const root = parent?.inReplyTo ?? parent?.id;
  const name = String(state.serial).padStart(4, '0');
  const id = root === undefined ? `Ugx${name}AaABAg` : `${root}.9k${name}`;
  const at = post.at ?? state.options.clock();
  const added = { ...post, id, at, addressed: false, ...(root ? { inReplyTo: root } : {}), ...facts };
  state.posts.push(added);
  return added;
}

function answer(state: YoutubeState, seen: Seen): Served {
  const token = state.tokens.answer(seen);
  if (token) return token;
  const cost = seen.method === 'POST' ? 50 : 1;
  if (state.units + cost > state.quota) return QUOTA_EXCEEDED;
  state.units += cost;
  if (!state.tokens.isSignedIn(seen)) return UNAUTHENTICATED;
  if (kindOf(seen) === 'reply') return insert(state, seen);
  if (seen.path === '/youtube/v3/commentThreads') return listThreads(state, seen);
  if (seen.path === '/youtube/v3/channels') return listOf([channel()]);
  const ids = seen.query.get('id')?.split(',');
  return ids ? byId(state, ids, seen) : listAnswers(state, seen);
}

function listThreads(state: YoutubeState, seen: Seen): Served {
  const { query } = seen;
  if (query.get('allThreadsRelatedToChannelId') !== BRAND.id) return googleSays(404, 'channelNotFound', 'Not found.');
  if (query.get('order') !== 'time') return googleSays(400, 'invalidValue', 'Only time is known here.');
  const threads = state.posts.filter(({ inReplyTo }) => inReplyTo === undefined).toReversed();
  return pageOf(state, { seen, posts: threads.toSorted((a, b) => (a.at < b.at ? 1 : -1)) }, (post) =>
    thread(state, post, seen),
  );
}

function listAnswers(state: YoutubeState, seen: Seen): Served {
  const parentId = seen.query.get('parentId');
  if (!state.posts.some(({ id }) => id === parentId)) return googleSays(404, 'commentNotFound', 'Comment not found.');
  const answers = state.posts.filter(({ inReplyTo }) => inReplyTo === parentId).toReversed();
  return pageOf(state, { seen, posts: answers }, (post) => comment(post, seen));
}

function pageOf(
  { options }: YoutubeState,
  { seen, posts }: { seen: Seen; posts: readonly FakePost[] },
  view: (post: FakePost) => unknown,
): Served {
  const token = seen.query.get('pageToken');
  const after = token === null ? -1 : posts.findIndex(({ id }) => tokenFor(id) === token);
  if (token !== null && after < 0) return googleSays(400, 'invalidPageToken', 'The page token is not valid.');
  const size = Math.min(options.pageSize ?? 100, Number(seen.query.get('maxResults') ?? 20));
  const shown = posts.slice(after + 1, after + 1 + size);
  const last = shown.at(-1);
  const more = last && after + 1 + size < posts.length ? tokenFor(last.id) : undefined;
  return listOf(shown.map(view), more);
}

function tokenFor(id: string): string {
  return Buffer.from(`next of ${id}`).toString('base64url');
}

function listOf(items: readonly unknown[], nextPageToken?: string): Served {
  return { status: 200, json: { kind: 'youtube#listResponse', items, ...(nextPageToken ? { nextPageToken } : {}) } };
}

/** Answers that come along are the oldest ones: the newest need a call of their own. */
function thread({ posts, options }: YoutubeState, post: FakePost, seen: Seen): unknown {
  const answers = posts.filter(({ inReplyTo }) => inReplyTo === post.id);
  const comments = answers.slice(0, options.inline ?? 5).map((each) => comment(each, seen));
  const snippet = {
    channelId: BRAND.id,
    videoId: VIDEO,
    canReply: !post.text.includes(CLOSED_WORD),
    totalReplyCount: answers.length,
    topLevelComment: comment(post, seen),
  };
  return {
    kind: 'youtube#commentThread',
    id: post.id,
    snippet,
    ...(comments.length > 0 ? { replies: { comments } } : {}),
  };
}

function comment(post: FakePost, { query }: Seen): unknown {
  if (query.get('part') === 'id') return { kind: 'youtube#comment', id: post.id };
  if (post.broken) return { kind: 'youtube#comment', id: post.id, snippet: { publishedAt: post.at } };
  const isOwn = post.author === BRAND.handle;
  const isPlain = query.get('textFormat') === 'plainText';
  return {
    kind: 'youtube#comment',
    id: post.id,
    snippet: {
      authorDisplayName: isOwn ? BRAND.handle : `@${post.author}`,
      ...(post.author === GONE_AUTHOR ? {} : { authorChannelId: { value: channelOf(post.author) } }),
      authorChannelUrl: '',
      textDisplay: isPlain ? post.text : post.text.replaceAll('&', '&amp;').replaceAll('\n', '<br>'),
      ...(isOwn ? { textOriginal: post.text } : {}),
      ...(post.inReplyTo ? { parentId: post.inReplyTo } : {}),
      publishedAt: post.at,
      updatedAt: post.at,
      ...post.extra,
    },
  };
}

function channelOf(author: string): string {
  return author === BRAND.handle ? BRAND.id : `UC${author.padEnd(22, '0')}`;
}

function channel(): unknown {
  return { kind: 'youtube#channel', id: BRAND.id, snippet: { title: 'Acme', customUrl: BRAND.handle } };
}

function byId({ posts, options }: YoutubeState, ids: readonly string[], seen: Seen): Served {
  const found = posts.filter(({ id }) => ids.includes(id));
  if (options.refusesUnknown && found.length < ids.length)
    return googleSays(404, 'commentNotFound', 'One or more of the specified comments cannot be found.');
  return listOf(found.map((post) => comment(post, seen)));
}

function insert(state: YoutubeState, { body }: Seen): Served {
  const { parentId, textOriginal } = body['snippet'] as { parentId: string; textOriginal: string };
  const parent = state.posts.find(({ id }) => id === parentId);
  if (!parent || parent.inReplyTo) return googleSays(404, 'parentCommentNotFound', 'The parent comment was not found.');
  if (parent.text.includes(CLOSED_WORD))
    return googleSays(400, 'operationNotSupported', 'The API user cannot reply to this thread.');
  if (textOriginal.length > 10_000)
    return googleSays(400, 'commentTextTooLong', 'The comment has too many characters.');
  const { id } = add(state, { author: BRAND.handle, text: textOriginal, inReplyTo: parentId }, {});
  return { status: 200, json: { kind: 'youtube#comment', id, snippet: { parentId, textOriginal } } };
}

const QUOTA_EXCEEDED = googleSays(403, 'quotaExceeded', 'You have exceeded your <a href="/quota">quota</a>.');

function refusal(name: RefusalName): Served {
  const refusals: Record<RefusalName, Served> = {
    'rate-limited': googleSays(403, 'rateLimitExceeded', 'Rate Limit Exceeded'),
    'signed-out': UNAUTHENTICATED,
    'out-of-credit': QUOTA_EXCEEDED,
    'not-permitted': googleSays(403, 'forbidden', 'The comment cannot be created due to insufficient permissions.'),
    'server-error': googleSays(503, 'backendError', 'Backend Error'),
  };
  return refusals[name];
}

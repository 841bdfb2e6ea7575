// The Google Play Developer API as far as Earshot calls it: one app's reviews of the last week, and one answer to each.
import { createVerify, generateKeyPairSync } from 'node:crypto';
import { epochMs, type Instant, plus } from '../../lib/domain/time.ts';
import { type FakeGoogleTokens, fakeGoogleTokens, googleSays, UNAUTHENTICATED } from './fake-google-token.ts';
import {
  addTo,
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

const APP = 'com.acme.app';
const EMAIL = 'earshot@acme.iam.example';
const SCOPE = 'https://www.googleapis.com/auth/androidpublisher';
/** Made once for all tests of a file: making one takes a moment. */
const KEYS = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** A review that takes no answer, though the account may answer others. */
export const REFUSED_WORD = '[refused]';

export interface FakeGooglePlay extends FakeNetwork {
  readonly tokens: FakeGoogleTokens;
  /** The author changes the stars and the words. */
  rate(id: string, stars: number, text: string): void;
  /** Somebody answers in the Play Console. */
  answerByHand(id: string, text: string): void;
}

interface Answer {
  readonly text: string;
  readonly at: Instant;
}

interface PlayState {
  readonly posts: FakePost[];
  readonly answers: Map<string, Answer>;
  readonly options: FakeOptions;
  readonly tokens: FakeGoogleTokens;
  readonly url: () => string;
  serial: number;
}

export async function startFakeGooglePlay(options: FakeOptions): Promise<FakeGooglePlay> {
  const tokens = fakeGoogleTokens((body) => refusedGrant(state, body));
  const url = (): string => server.url;
  const state: PlayState = { posts: [], answers: new Map(), options, tokens, url, serial: 0 };
  const server = await serve({ kindOf, answer: (seen) => answer(state, seen), refusal });
  const key = { type: 'service_account', client_email: EMAIL, private_key: privateKey() };
  return {
    network: 'google-play',
    url: server.url,
    brand: { id: APP, handle: APP },
    addMention: (post) => add(state, post, {}),
    addPost: (post) => add(state, post, {}),
    addOwnPost: () => ({ id: 'a developer writes no reviews' }),
    addBrokenItem: () => void add(state, { author: 'ghost', text: '' }, { broken: true }),
    remove: (id) => removeFrom(state.posts, id),
    spoil: (id) => addTo(state.posts, id, { lastModified: 'long ago' }),
    edit: (id, text) => edit(state, id, { text }),
    rate: (id, stars, text) => edit(state, id, { text, stars }),
    replies: () => [...state.answers].map(([id, { text }]) => ({ id: `${id}:reply`, text, inReplyTo: id })),
    failNext: server.failNext,
    calls: server.calls,
    env: () => ({
      PLAY_API_URL: server.url,
      GOOGLE_TOKEN_URL: server.url,
      PLAY_PACKAGE: APP,
      PLAY_SERVICE_ACCOUNT: JSON.stringify(key),
    }),
    close: server.close,
    tokens,
    answerByHand: (id, text) => void state.answers.set(id, { text, at: options.clock() }),
  };
}

function privateKey(): string {
  return KEYS.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function kindOf({ method, path }: Seen): 'poll' | 'reply' | 'other' {
  if (path.endsWith(':reply') && method === 'POST') return 'reply';
  return path.endsWith('/reviews') ? 'poll' : 'other';
}

interface Claims {
  readonly iss: string;
  readonly scope: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
}

/** Checks what Google checks: who asks, for what, when, and that the key is theirs. */
function refusedGrant({ options, url }: PlayState, body: Seen['body']): string | undefined {
  const [header = '', claims = '', signature = ''] = String(body['assertion']).split('.');
  const isSigned = createVerify('RSA-SHA256')
    .update(`${header}.${claims}`)
    .verify(KEYS.publicKey, signature, 'base64url');
  const { iss, scope, aud, iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Claims;
  const now = epochMs(options.clock()) / 1000;
  const isTimely = iat <= now && exp > now && exp - iat <= 3600;
  const isOurs = iss === EMAIL && scope === SCOPE && aud === `${url()}/token` && isSigned;
  return body['grant_type'] === 'urn:ietf:params:oauth:grant-type:jwt-bearer' && isOurs && isTimely
    ? undefined
    : 'invalid_grant';
}

function add(state: PlayState, post: NewPost, facts: Partial<FakePost>): FakePost {
  state.serial += 1;
  const id = `gp:AOqpTOH${String(state.serial).padStart(6, '0')}`;
  const added = { ...post, id, at: post.at ?? state.options.clock(), addressed: true, ...facts };
  state.posts.push(added);
  return added;
}

/** An edited review keeps its name and comes up again. */
function edit({ posts, options }: PlayState, id: string, { text, stars }: { text: string; stars?: number }): void {
  const post = posts.find((each) => each.id === id);
  if (!post) return;
  removeFrom(posts, id);
  const extra = { ...post.extra, ...(stars === undefined ? {} : { starRating: stars }) };
  posts.push({ ...post, text, extra, at: options.clock() });
}

function answer(state: PlayState, seen: Seen): Served {
  const token = state.tokens.answer(seen);
  if (token) return token;
  if (!state.tokens.isSignedIn(seen)) return UNAUTHENTICATED;
  const [, rest] = new RegExp(`^/androidpublisher/v3/applications/${APP}/reviews(.*)$`).exec(seen.path) ?? [];
  if (rest === undefined) return googleSays(404, 'applicationNotFound', 'No application was found for this package.');
  if (rest === '') return list(state, seen);
  const id = rest.slice(1).replace(/:reply$/, '');
  const post = shown(state).find((each) => each.id === id);
  if (!post) return googleSays(404, 'reviewNotFound', 'Review not found.');
  return kindOf(seen) === 'reply' ? sendAnswer(state, post, seen) : { status: 200, json: view(state, post) };
}

/** Older ones are there for people only. */
function shown({ posts, options }: PlayState): FakePost[] {
  return posts.filter(({ at }) => at > plus(options.clock(), { days: -7 }));
}

function list(state: PlayState, { query }: Seen): Served {
  const found = shown(state)
    .toReversed()
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const token = query.get('token');
  const after = token === null ? -1 : found.findIndex(({ id }) => `next:${id}` === token);
  if (token !== null && after < 0) return googleSays(400, 'invalid', 'Invalid pagination token.');
  const size = Math.min(state.options.pageSize ?? 100, Number(query.get('maxResults') ?? 10));
  const page = found.slice(after + 1, after + 1 + size);
  const more = after + 1 + size < found.length ? { tokenPagination: { nextPageToken: `next:${page.at(-1)!.id}` } } : {};
  return { status: 200, json: page.length === 0 ? {} : { reviews: page.map((post) => view(state, post)), ...more } };
}

function view({ answers }: PlayState, { id, author, text, at, broken, extra }: FakePost): unknown {
  const lastModified = timestamp(at);
  if (broken) return { comments: [{ userComment: { text, lastModified } }] };
  const given = answers.get(id);
  const words = text === '' ? {} : { text };
  const userComment = { ...words, lastModified, starRating: 1, reviewerLanguage: 'en', ...extra };
  const developerComment = given && { text: given.text, lastModified: timestamp(given.at) };
  const comments = [{ userComment }, ...(developerComment ? [{ developerComment }] : [])];
  return { reviewId: id, authorName: author, comments };
}

function timestamp(at: Instant): unknown {
  const ms = epochMs(at);
  return { seconds: String(Math.floor(ms / 1000)), nanos: (ms % 1000) * 1_000_000 };
}

/** Overwrites whatever stands there, strips tags. */
function sendAnswer({ answers, options }: PlayState, post: FakePost, { body }: Seen): Served {
  const text = String(body['replyText']);
  if (text.length > 350) return googleSays(400, 'badRequest', 'The reply text exceeds 350 characters.');
  if (post.text.includes(REFUSED_WORD)) return googleSays(403, 'forbidden', 'The caller does not have permission.');
  const at = options.clock();
  const replyText = text.replace(/<\/?[a-z][^>]*>/g, '');
  answers.set(post.id, { text: replyText, at });
  return { status: 200, json: { result: { replyText, lastEdited: timestamp(at) } } };
}

function refusal(name: RefusalName): Served {
  const refusals: Record<RefusalName, Served> = {
    'rate-limited': googleSays(403, 'rateLimitExceeded', 'Rate Limit Exceeded'),
    'signed-out': UNAUTHENTICATED,
    'out-of-credit': googleSays(403, 'quotaExceeded', 'The quota of this app is used up.'),
    'not-permitted': googleSays(400, 'badRequest', 'This review cannot be replied to.'),
    'server-error': googleSays(503, 'backendError', 'Service is unavailable.'),
  };
  return refusals[name];
}

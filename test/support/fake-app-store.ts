// App Store Connect as far as Earshot calls it: one app's reviews, and one response to each, which is published late.
import { generateKeyPairSync, verify } from 'node:crypto';
import { epochMs, type Instant } from '../../lib/domain/time.ts';
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

const APP = { id: '1234567890', bundleId: 'com.acme.app' };
const KEY_ID = '2X9R4HXF34';
const ISSUER = '57246542-96fe-1a63-e053-0824d011072a';
const KEYS = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export interface FakeAppStore extends FakeNetwork {
  /** The author changes the stars and the words. */
  rate(id: string, stars: number, text: string): void;
  /** Whether an edited review gets the date of its new words and comes up again, or keeps its date and its place. */
  setMovesDates(moves: boolean): void;
  /** Somebody responds in App Store Connect. */
  answerByHand(id: string, text: string): void;
  /** The key loses the right to respond, or gets it back. */
  setRole(mayRespond: boolean): void;
  /** What the hour has left, as every answer's header says. */
  setHourLeft(calls: number): void;
}

interface Response {
  readonly id: string;
  readonly text: string;
  readonly at: Instant;
}

interface StoreState {
  readonly posts: FakePost[];
  readonly responses: Map<string, Response>;
  readonly options: FakeOptions;
  serial: number;
  mayRespond: boolean;
  movesDates: boolean;
  hourLeft: number;
}

export async function startFakeAppStore(options: FakeOptions): Promise<FakeAppStore> {
  const state: StoreState = {
    posts: [],
    responses: new Map(),
    options,
    serial: 0,
    mayRespond: true,
    movesDates: true,
    hourLeft: 3500,
  };
  const server = await serve({ kindOf, answer: (seen) => withHour(state, answer(state, seen, server.url)), refusal });
  return {
    network: 'app-store',
    url: server.url,
    brand: { id: APP.id, handle: APP.bundleId },
    addMention: (post) => add(state, post, {}),
    addPost: (post) => add(state, post, {}),
    addOwnPost: () => ({ id: 'a developer writes no reviews' }),
    addBrokenItem: () => void add(state, { author: 'ghost', text: '' }, { broken: true }),
    remove: (id) => removeFrom(state.posts, id),
    spoil: (id) => addTo(state.posts, id, { rating: 'many' }),
    edit: (id, text) => edit(state, id, { text }),
    rate: (id, stars, text) => edit(state, id, { text, stars }),
    setMovesDates: (moves) => {
      state.movesDates = moves;
    },
    replies: () => [...state.responses].map(([inReplyTo, { id, text }]) => ({ id, text, inReplyTo })),
    failNext: server.failNext,
    calls: server.calls,
    env: () => ({
      APP_STORE_API_URL: server.url,
      APP_STORE_APP_ID: APP.id,
      APP_STORE_ISSUER_ID: ISSUER,
      APP_STORE_KEY_ID: KEY_ID,
      APP_STORE_PRIVATE_KEY: KEYS.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    }),
    close: server.close,
    answerByHand: (id, text) => void respond(state, id, text),
    setRole: (mayRespond) => {
      state.mayRespond = mayRespond;
    },
    setHourLeft: (calls) => {
      state.hourLeft = calls;
    },
  };
}

function kindOf({ method, path }: Seen): 'poll' | 'reply' | 'other' {
  if (method === 'POST') return 'reply';
  return path === `/v1/apps/${APP.id}/customerReviews` ? 'poll' : 'other';
}

function add(state: StoreState, post: NewPost, facts: Partial<FakePost>): FakePost {
  state.serial += 1;
  const id = `00000047-0fa1-c6fe-6c3e-8aa5${String(state.serial).padStart(8, '0')}`;
  const added = { ...post, id, at: post.at ?? state.options.clock(), addressed: true, ...facts };
  state.posts.push(added);
  return added;
}

/** An edited review keeps its number. */
function edit(
  { posts, options, movesDates }: StoreState,
  id: string,
  { text, stars }: { text: string; stars?: number },
): void {
  const index = posts.findIndex((post) => post.id === id);
  const post = posts[index];
  if (!post) return;
  const extra = { ...post.extra, ...(stars === undefined ? {} : { rating: stars }) };
  posts[index] = { ...post, text, extra, at: movesDates ? options.clock() : post.at };
}

function answer(state: StoreState, seen: Seen, url: string): Served {
  if (!isSignedIn(state, seen))
    return says(401, 'NOT_AUTHORIZED', 'Provide a properly configured and signed bearer token.');
  if (seen.method === 'POST') return create(state, seen);
  if (seen.path === `/v1/apps/${APP.id}`)
    return { status: 200, json: { data: { attributes: { bundleId: APP.bundleId } } } };
  if (kindOf(seen) === 'poll') return list(state, seen, url);
  const [, id] = /^\/v1\/customerReviews\/(.+)$/.exec(seen.path) ?? [];
  const post = state.posts.find((each) => each.id === id);
  if (!post) return says(404, 'NOT_FOUND', `There is no resource of type 'customerReviews' with id '${id}'`);
  return { status: 200, json: { data: view(state, post), included: included(state, [post]) } };
}

/** Checks what Apple checks: the key, its name, whose it is, for whom, and no longer than 20 minutes. */
function isSignedIn({ options }: StoreState, { headers }: Seen): boolean {
  const [header = '', claims = '', signature = ''] = (headers.authorization ?? '').replace('Bearer ', '').split('.');
  const { alg, kid, typ } = decoded(header);
  const { iss, aud, iat, exp } = decoded(claims);
  const now = epochMs(options.clock()) / 1000;
  const isTimely = Number(iat) <= now && Number(exp) > now && Number(exp) - Number(iat) <= 20 * 60;
  const isOurs = alg === 'ES256' && typ === 'JWT' && kid === KEY_ID && iss === ISSUER && aud === 'appstoreconnect-v1';
  const key = { key: KEYS.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  return (
    isTimely && isOurs && verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))
  );
}

function decoded(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString() || '{}') as Record<string, unknown>;
}

function list(state: StoreState, { query }: Seen, url: string): Served {
  if (query.get('sort') !== '-createdDate')
    return says(400, 'PARAMETER_ERROR.INVALID', 'Only -createdDate is known here.');
  const found = state.posts.toReversed().toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const cursor = query.get('cursor');
  const after = cursor === null ? -1 : found.findIndex(({ id }) => cursorFor(id) === cursor);
  if (cursor !== null && after < 0)
    return says(400, 'PARAMETER_ERROR.INVALID', 'A parameter has an invalid value: cursor');
  const size = Math.min(state.options.pageSize ?? 200, Number(query.get('limit') ?? 50));
  const page = found.slice(after + 1, after + 1 + size);
  const self = `${url}/v1/apps/${APP.id}/customerReviews`;
  const isMore = after + 1 + size < found.length;
  const next = isMore
    ? { next: `${self}?cursor=${encodeURIComponent(cursorFor(page.at(-1)!.id))}&limit=${size}&sort=-createdDate` }
    : {};
  const data = page.map((post) => view(state, post));
  return { status: 200, json: { data, included: included(state, page), links: { self, ...next } } };
}

function cursorFor(id: string): string {
  return Buffer.from(`+${id}`).toString('base64');
}

function view({ responses }: StoreState, { id, author, text, at, broken, extra }: FakePost): unknown {
  const response = responses.get(id);
  const data = response && { type: 'customerReviewResponses', id: response.id };
  const relationships = { response: { ...(data ? { data } : {}), links: {} } };
  const createdDate = zoned(at);
  if (broken) return { type: 'customerReviews', attributes: { createdDate, rating: 1 }, relationships };
  const attributes = {
    rating: 1,
    ...(text === '' ? {} : { title: 'My review', body: text }),
    reviewerNickname: author,
    createdDate,
    territory: 'GBR',
    ...extra,
  };
  return { type: 'customerReviews', id, attributes, relationships };
}

/** Apple writes its times as they are in California. */
function zoned(at: Instant): string {
  return new Date(epochMs(at) - 8 * 3_600_000).toISOString().replace('Z', '-08:00');
}

function included({ responses }: StoreState, posts: readonly FakePost[]): unknown[] {
  return posts.flatMap((post) => {
    const response = responses.get(post.id);
    return response ? [responseOf(response)] : [];
  });
}

function responseOf({ id, text, at }: Response): unknown {
  const attributes = { responseBody: text, lastModifiedDate: zoned(at), state: 'PENDING_PUBLISH' };
  return { type: 'customerReviewResponses', id, attributes };
}

function create(state: StoreState, { body }: Seen): Served {
  const { attributes, relationships } = body['data'] as {
    attributes: { responseBody: string };
    relationships: { review: { data: { id: string } } };
  };
  const { id } = relationships.review.data;
  if (!state.mayRespond) return FORBIDDEN;
  if (attributes.responseBody.length > 5970)
    return says(409, 'ENTITY_ERROR.ATTRIBUTE.INVALID.TOO_LONG', 'The response body has too many characters.');
  if (!state.posts.some((post) => post.id === id))
    return says(409, 'ENTITY_ERROR.RELATIONSHIP.INVALID', 'There is no such review.');
  return { status: 201, json: { data: responseOf(respond(state, id, attributes.responseBody)) } };
}

/** Overwrites whatever stands there. */
function respond(state: StoreState, id: string, text: string): Response {
  const response = { id: `response-of-${id}`, text, at: state.options.clock() };
  state.responses.set(id, response);
  return response;
}

function withHour({ hourLeft }: StoreState, served: Served): Served {
  return { ...served, headers: { 'x-rate-limit': `user-hour-lim:3500;user-hour-rem:${hourLeft};` } };
}

function says(status: number, code: string, detail: string): Served {
  return {
    status,
    json: { errors: [{ id: 'e1', status: String(status), code, title: 'The request failed.', detail }] },
  };
}

const FORBIDDEN = says(403, 'FORBIDDEN_ERROR', 'The API key in use does not allow this request');

function refusal(name: RefusalName): Served {
  const refusals: Record<RefusalName, Served> = {
    'rate-limited': says(429, 'RATE_LIMIT_EXCEEDED', 'You have exceeded the hourly limit.'),
    'signed-out': says(401, 'NOT_AUTHORIZED', 'Provide a properly configured and signed bearer token.'),
    'out-of-credit': says(429, 'RATE_LIMIT_EXCEEDED', 'You have exceeded the hourly limit.'),
    'not-permitted': says(409, 'STATE_ERROR', 'The review cannot be responded to in its state.'),
    'server-error': says(500, 'UNEXPECTED_ERROR', 'An unexpected error occurred on the server side.'),
  };
  return refusals[name];
}

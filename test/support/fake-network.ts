// What all scripted networks have in common: posts, failures to order, and a real HTTP server on loopback.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock, Instant } from '../../lib/domain/time.ts';

/** A scripted network that tests talk to through the product's own adapter. */
export interface FakeNetwork {
  readonly network: string;
  readonly url: string;
  readonly brand: { readonly id: string; readonly handle: string };
  /** A post that addresses the brand; made at the clock's time unless `at` says otherwise. */
  addMention(post: NewPost): { readonly id: string };
  /** A post that only uses a watched word. */
  addPost(post: NewPost): { readonly id: string };
  /** A post of the brand itself that mentions the brand and its words. */
  addOwnPost(text: string): { readonly id: string };
  /** A mention that lacks what every post must have. */
  addBrokenItem(): void;
  /** The author takes the post back. */
  remove(id: string): void;
  /** The author changes the post's words; only on networks that allow it. */
  edit?(id: string, text: string): void;
  /** Shows the post from now on in a form that no mention can have. */
  spoil?(id: string): void;
  /** The brand's answers as they stand on the network, oldest first. */
  replies(): readonly { readonly id: string; readonly text: string; readonly inReplyTo: string }[];
  /** The next `times` calls of that kind fail in this way. */
  failNext(failure: Failure, times?: number, on?: CallKind): void;
  /** Every call received so far, oldest first. */
  calls(): readonly Seen[];
  /** The settings that connect Earshot to it. */
  env(): Record<string, string>;
  close(): Promise<void>;
}

export interface NewPost {
  readonly author: string;
  readonly text: string;
  readonly inReplyTo?: string;
  readonly at?: Instant;
}

type CallKind = 'poll' | 'reply' | 'other';

/** What a network says no with; each fake words it as its network does. */
export type RefusalName = 'rate-limited' | 'signed-out' | 'out-of-credit' | 'not-permitted' | 'server-error';

/**
 * `before` leaves the call without effect, `after` lets it act first. `cut` ends the connection at once, `hang` never answers
 * (only with a short time limit in the adapter). `not-json` acts and then answers with a proxy's page.
 */
type Failure =
  | RefusalName
  | Clumsiness
  | 'cut-before'
  | 'cut-after'
  | 'hang-before'
  | 'hang-after'
  | 'not-json'
  | Served;

/**
 * `cut-body` acts, and the connection ends in the middle of the answer. The others answer, but clumsily: with the items of the
 * page in another order, each of them twice, or with the last item of the page before once more.
 */
type Clumsiness = 'cut-body' | 'reordered' | 'doubled' | 'last-again';

export interface Served {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** A body that is not JSON. */
  readonly text?: string;
}

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** The parsed body, JSON or form; plain text under `text`; or an empty object. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The failure with which it was answered, if one was ordered. */
  readonly failedWith?: Failure;
}

export interface FakePost {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly at: Instant;
  readonly inReplyTo?: string | undefined;
  readonly addressed: boolean;
  readonly broken?: boolean;
  /** Further facts only one network has. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface FakeOptions {
  readonly clock: Clock;
  /** The most items a page holds, whatever the caller asks for. */
  readonly pageSize?: number;
}

export interface Script {
  readonly kindOf: (seen: Seen) => CallKind;
  readonly answer: (seen: Seen) => Served;
  readonly refusal: (name: RefusalName) => Served;
}

export interface FakeServer {
  readonly url: string;
  readonly calls: () => readonly Seen[];
  readonly failNext: FakeNetwork['failNext'];
  readonly close: () => Promise<void>;
}

interface Ordered {
  readonly failure: Failure;
  readonly on: CallKind;
}

/** Serves the script on a free port of 127.0.0.1. */
export async function serve(script: Script): Promise<FakeServer> {
  const seenCalls: Seen[] = [];
  const ordered: Ordered[] = [];
  const last: LastItem = {};
  const server = createServer(async (request, response) => {
    const seen = await readCall(request);
    const kind = script.kindOf(seen);
    const index = ordered.findIndex(({ on }) => on === kind);
    const [due] = index >= 0 ? ordered.splice(index, 1) : [];
    seenCalls.push(due ? { ...seen, failedWith: due.failure } : seen);
    const failure = due?.failure;
    if (failure === undefined) send(response, noted(script.answer(seen), last));
    else if (isClumsy(failure)) clumsily(failure, { served: script.answer(seen), last, response });
    else fail(failure, { script, seen, response });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => seenCalls,
    failNext: (failure, times = 1, on = 'poll') => {
      for (let i = 0; i < times; i += 1) ordered.push({ failure, on });
    },
    close: () => stop(server),
  };
}

function fail(
  failure: Exclude<Failure, Clumsiness>,
  call: { script: Script; seen: Seen; response: ServerResponse },
): void {
  const { script, seen, response } = call;
  if (typeof failure === 'object') return send(response, failure);
  if (failure === 'cut-after' || failure === 'hang-after' || failure === 'not-json') script.answer(seen);
  if (failure === 'cut-before' || failure === 'cut-after') response.destroy();
  else if (failure === 'not-json') response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Moment, please');
  else if (failure !== 'hang-before' && failure !== 'hang-after') send(response, script.refusal(failure));
}

/** The last item of the page that was served last. */
interface LastItem {
  item?: unknown;
}

function isClumsy(failure: Failure): failure is Clumsiness {
  return failure === 'cut-body' || failure === 'reordered' || failure === 'doubled' || failure === 'last-again';
}

function noted(served: Served, last: LastItem): Served {
  withItems(served.json, (items) => {
    last.item = items.at(-1);
    return items;
  });
  return served;
}

function clumsily(
  how: Clumsiness,
  { served, last, response }: { served: Served; last: LastItem; response: ServerResponse },
): void {
  if (how === 'cut-body') {
    const body = Buffer.from(served.text ?? JSON.stringify(served.json));
    const headers = { 'content-type': 'application/json', ...served.headers, 'content-length': body.length };
    response.writeHead(served.status, headers);
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.destroy());
    return;
  }
  const json = withItems(served.json, (items) => {
    if (how === 'reordered') return items.toReversed();
    if (how === 'doubled') return items.flatMap((item) => [item, item]);
    return last.item === undefined ? items : [last.item, ...items];
  });
  send(response, json === undefined ? served : { ...served, json });
}

/** Changes the list of items in an answer: the answer itself, or the first list in it. */
function withItems(json: unknown, change: (items: unknown[]) => unknown[]): unknown {
  if (Array.isArray(json)) return change(json);
  if (typeof json !== 'object' || json === null) return json;
  const place = Object.entries(json).find(([, value]) => Array.isArray(value));
  return place ? { ...json, [place[0]]: change(place[1] as unknown[]) } : json;
}

function send(response: ServerResponse, { status, headers, json, text = '' }: Served): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(json === undefined ? text : JSON.stringify(json));
}

async function readCall(request: IncomingMessage): Promise<Seen> {
  const chunks = await request.toArray();
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    method: request.method ?? 'GET',
    path: decodeURIComponent(pathname),
    query: searchParams,
    headers: request.headers,
    body: bodyOf(request, text),
  };
}

function bodyOf({ headers }: IncomingMessage, text: string): Seen['body'] {
  if (text === '') return {};
  if (headers['content-type']?.startsWith('text/plain')) return { text };
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** Takes a post out of the list. */
export function removeFrom(posts: FakePost[], id: string): void {
  const index = posts.findIndex((post) => post.id === id);
  if (index >= 0) posts.splice(index, 1);
}

/** Adds facts to a post that only one network has. */
export function addTo(posts: FakePost[], id: string, extra: Readonly<Record<string, unknown>>): void {
  const index = posts.findIndex((post) => post.id === id);
  if (index >= 0) posts[index] = { ...posts[index]!, extra: { ...posts[index]!.extra, ...extra } };
}

/** What an account has answered, oldest first. */
export function repliesOf(posts: readonly FakePost[], account: string) {
  return posts.flatMap(({ id, author, text, inReplyTo }) =>
    author === account && inReplyTo !== undefined ? [{ id, text, inReplyTo }] : [],
  );
}

/** The first post of the conversation a post stands in. */
export function rootOf(posts: readonly FakePost[], post: FakePost): FakePost {
  const parent = posts.find(({ id }) => id === post.inReplyTo);
  return parent ? rootOf(posts, parent) : post;
}

/** Whether the post holds any of the query's quoted phrases or plain words. */
export function matches(post: FakePost, query: string): boolean {
  const phrases = [...query.matchAll(/"([^"]+)"|([#@]\w+)/g)].map(([, phrase, tag]) => phrase ?? tag ?? '');
  const words = phrases.length > 0 ? phrases : [query];
  return words.some((word) => post.text.toLowerCase().includes(word.toLowerCase()));
}

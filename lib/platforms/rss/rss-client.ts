// Asks a feed's server for the feed, as it stands or only if it has changed.
import { lookup } from 'node:dns';
import type { FeedsAccount } from '../../config/accounts.ts';
import { type Answer, createHttp, type Http, type HttpDeps } from '../http.ts';
import { SignInExpired, Unavailable } from '../platform-errors.ts';
import type { Snapshot } from './feed-memory.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { isPrivateAddress } from './private-address.ts';
import { type Feed, parseFeed } from './rss-wire.ts';

const MOST_BYTES = 2 * 1024 * 1024;
/** Shorter text is no key, and stands in messages by chance. */
const KEY_CHARACTERS = 6;

interface FeedAnswer extends Feed, Pick<Snapshot, 'etag' | 'lastModified'> {}

/** Reads one feed; undefined when it is as it was in `known`. */
export type FeedReader = (known?: Snapshot) => Promise<FeedAnswer | undefined>;

export interface FeedClientOptions extends Omit<HttpDeps, 'fetch'> {
  readonly account: FeedsAccount;
  readonly timeoutMs?: number;
}

/** The reader of the feed at `address`; its server's limits are counted apart from those of other feeds. */
export function createFeedReader(options: FeedClientOptions, address: string): FeedReader {
  const { account, timeoutMs } = options;
  const url = new URL(address);
  const password = decodeURIComponent(url.password);
  const refuses = account.privateAddresses ? () => false : isPrivateAddress;
  const http = createHttp(
    { ...options, fetch: guardedFetch({ refuses, lookup }) },
    {
      name: `Feed of ${url.host}${placeOf(account, address)}`,
      baseUrl: url.origin,
      // The path and what stands behind the question mark are often a key.
      secrets: [url.search.slice(1), ...url.searchParams.values(), url.pathname, url.password, password].filter(isKey),
      mostBytes: MOST_BYTES,
      decode,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    },
  );
  const user = url.username === '' ? undefined : `${decodeURIComponent(url.username)}:${password}`;
  const headers = {
    accept: 'application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1',
    'user-agent': 'Earshot',
    ...(user === undefined ? {} : { authorization: `Basic ${Buffer.from(user).toString('base64')}` }),
  };
  return (known) => read(http, url, { ...headers, ...conditions(known) });
}

/** Several feeds of one site look alike without their paths. */
function placeOf({ feeds }: FeedsAccount, address: string): string {
  return feeds.length > 1 ? ` (number ${feeds.indexOf(address) + 1} in FEEDS)` : '';
}

function isKey(text: string): boolean {
  return text.length >= KEY_CHARACTERS;
}

function conditions({ etag, lastModified }: Partial<Snapshot> = {}): Record<string, string> {
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
  };
}

async function read(http: Http, url: URL, headers: Record<string, string>): Promise<FeedAnswer | undefined> {
  const path = `${url.pathname}${url.search}`;
  const answer = await http.send({ path, headers, bucket: url.host, label: 'GET' });
  if (answer.status === 304) return undefined;
  if (!answer.ok) throw ownFailure(answer) ?? http.failure(answer);
  const feed = feedIn(answer);
  const etag = answer.headers.get('etag');
  const lastModified = answer.headers.get('last-modified');
  return { ...feed, ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) };
}

function feedIn({ text, call }: Answer): Feed {
  const wrong = `${call} was answered with something else than a whole feed: expected RSS or Atom. Check the address in FEEDS`;
  try {
    const feed = parseFeed(text);
    if (feed) return feed;
  } catch (cause) {
    throw new Unavailable(wrong, { mayHaveActed: false, cause });
  }
  throw new Unavailable(wrong, { mayHaveActed: false });
}

function ownFailure({ status, call }: Answer): Error | undefined {
  if (status !== 401 && status !== 403) return undefined;
  return new SignInExpired(`${call} was answered with ${status}: the feed is not open to Earshot. Check FEEDS.`);
}

/** In the encoding that the answer or the document itself names; UTF-8 where none is known. */
function decode(bytes: Buffer, headers: Headers): string {
  const [, said] = /charset="?([\w-]+)/i.exec(headers.get('content-type') ?? '') ?? [];
  const [, written] = /^[^<]*<\?xml[^>]*encoding=["']([\w-]+)/.exec(bytes.subarray(0, 200).toString('latin1')) ?? [];
  try {
    return new TextDecoder(said ?? written ?? 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

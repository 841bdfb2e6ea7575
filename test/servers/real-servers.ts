// The other side of the stories on real servers: accounts that complain, and where the servers stand.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BlueskyAccount, MastodonAccount } from '../../lib/config/accounts.ts';
import type { XAccount } from '../../lib/config/x-account.ts';

/** Somebody who is not the brand. */
export interface Complainer {
  /** Posts `text` with a mention of the brand. */
  mention(text: string): Promise<void>;
  post(text: string): Promise<void>;
  /** Changes the words of a post, which still mentions whom it did. */
  edit(id: string, text: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** The texts under a post, as anybody sees them on the server. */
  answersTo(id: string): Promise<readonly string[]>;
}

const BLUESKY = process.env['BLUESKY_URL'] ?? 'http://localhost:2583';
const X = process.env['X_API_URL'] ?? 'http://127.0.0.1:8091';
const POSTS = 'app.bsky.feed.post';
const PASSWORD = 'earshot-story';
const BRAND = 'earshotbrand.test';
const ANGRY = 'angry-customer.test';

/** What somebody on Bluesky can do beside posting. */
export interface BlueskyComplainer extends Complainer {
  /** Lets nobody answer a post. */
  close(uri: string): Promise<void>;
  /** Shows the own posts to nobody who is not signed in. */
  showMembersOnly(): Promise<void>;
  blockBrand(): Promise<void>;
}

interface BlueskyLogin {
  readonly did: string;
  readonly accessJwt: string;
}

/** Makes the accounts where they do not exist yet. Fails with what is missing when no server answers. */
export async function onBluesky({ brand: handle = BRAND, angry: other = ANGRY } = {}): Promise<{
  account: BlueskyAccount;
  complainer: BlueskyComplainer;
}> {
  await mustAnswer(`${BLUESKY}/xrpc/_health`, 'a PDS at BLUESKY_URL');
  const [brand, angry] = [await blueskyAccount(handle), await blueskyAccount(other)];
  return {
    account: { url: BLUESKY, identifier: handle, password: PASSWORD },
    complainer: complainerOnBluesky({ ...brand, handle }, angry),
  };
}

function complainerOnBluesky(brand: BlueskyLogin & { handle: string }, angry: BlueskyLogin): BlueskyComplainer {
  const headers = { authorization: `Bearer ${angry.accessJwt}` };
  const call = (method: string, body: object): Promise<unknown> =>
    json(`${BLUESKY}/xrpc/com.atproto.repo.${method}`, { body: { repo: angry.did, ...body }, headers });
  const facets = mentionOf(brand);
  return {
    post: async (text) => void (await call('createRecord', { collection: POSTS, record: write(text) })),
    mention: async (text) => {
      await call('createRecord', { collection: POSTS, record: write(`@${brand.handle} ${text}`, { facets }) });
    },
    edit: async (uri, text) => {
      const record = write(`@${brand.handle} ${text}`, { facets });
      await call('putRecord', { collection: POSTS, rkey: keyOf(uri), record });
    },
    remove: async (uri) => void (await call('deleteRecord', { collection: POSTS, rkey: keyOf(uri) })),
    close: async (uri) => {
      const collection = 'app.bsky.feed.threadgate';
      const record = { $type: collection, post: uri, allow: [], createdAt: new Date().toISOString() };
      await call('createRecord', { collection, rkey: keyOf(uri), record });
    },
    showMembersOnly: async () => {
      const collection = 'app.bsky.actor.profile';
      const labels = { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: '!no-unauthenticated' }] };
      await call('putRecord', { collection, rkey: 'self', record: { $type: collection, labels } });
    },
    blockBrand: async () => {
      const collection = 'app.bsky.graph.block';
      const record = { $type: collection, subject: brand.did, createdAt: new Date().toISOString() };
      await call('createRecord', { collection, record });
    },
    answersTo: async (uri) => {
      const url = `${BLUESKY}/xrpc/app.bsky.feed.getPostThread?uri=${encodeURIComponent(uri)}`;
      return eventually(async () => {
        const { thread } = (await json(url, { headers })) as {
          thread: { replies: { post: { record: { text: string } } }[] };
        };
        return thread.replies.map((reply) => reply.post.record.text);
      });
    },
  };
}

function write(text: string, part: object = {}): object {
  return { $type: POSTS, text, createdAt: new Date().toISOString(), ...part };
}

function mentionOf({ did, handle }: { did: string; handle: string }): object[] {
  const features = [{ $type: 'app.bsky.richtext.facet#mention', did }];
  return [{ index: { byteStart: 0, byteEnd: handle.length + 1 }, features }];
}

function keyOf(uri: string): string | undefined {
  return uri.split('/').at(-1);
}

async function blueskyAccount(handle: string): Promise<BlueskyLogin> {
  const login = { identifier: handle, password: PASSWORD };
  const session = await json(`${BLUESKY}/xrpc/com.atproto.server.createSession`, { body: login }).catch(() =>
    json(`${BLUESKY}/xrpc/com.atproto.server.createAccount`, {
      body: { handle, password: PASSWORD, email: `${handle}@example.org` },
    }),
  );
  return session as BlueskyLogin;
}

/** snac with the accounts `brand` and `angry`; SNAC_INFO is the file in which their tokens stand. */
export async function onMastodon(): Promise<{ account: MastodonAccount; complainer: Complainer }> {
  const file = process.env['SNAC_INFO'];
  if (!file)
    throw new Error('did not run: set SNAC_INFO to the info.json of a running snac (url, brand.token, angry.token)');
  const info = JSON.parse(readFileSync(file, 'utf8')) as {
    url: string;
    mention: string;
    brand: { token: string };
    angry: { token: string };
  };
  await mustAnswer(`${info.url}/api/v1/instance`, 'a Mastodon server');
  const headers = { authorization: `Bearer ${info.angry.token}` };
  const post = async (status: string): Promise<void> => {
    await json(`${info.url}/api/v1/statuses`, { body: { status, visibility: 'public' }, headers });
  };
  const password = readFileSync(join(dirname(file), 'angry.password'), 'utf8').trim();
  return {
    account: { url: info.url, token: info.brand.token },
    complainer: {
      post,
      mention: (text) => post(`${info.mention} ${text}`),
      edit: async (id, text) => {
        const body = { status: `${info.mention} ${text}` };
        await json(`${info.url}/api/v1/statuses/${id}`, { method: 'PUT', body, headers });
      },
      remove: async (id) => {
        const { uri } = (await json(`${info.url}/api/v1/statuses/${id}`, { headers })) as { uri: string };
        await deleteOnSnac(info.url, uri, password);
      },
      answersTo: (id) =>
        eventually(async () => {
          const { descendants } = (await json(`${info.url}/api/v1/statuses/${id}/context`, { headers })) as {
            descendants: { content: string }[];
          };
          return descendants.map(({ content }) => content);
        }),
    },
  };
}

/** X's specification behind a validating stand-in; it takes bearer tokens only. */
export function xStandIn(): XAccount {
  return { url: X, userId: '44196397', readAuthors: false, bearerToken: 'story' };
}

/** snac deletes by its own web page only: its Mastodon API does not. */
async function deleteOnSnac(url: string, uri: string, password: string): Promise<void> {
  const hid = createHash('md5').update(uri).digest('hex');
  const response = await fetch(`${url}/angry/admin/action`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`angry:${password}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ id: uri, hid, action: 'Delete' }).toString(),
    redirect: 'manual',
  });
  if (response.status !== 303) throw new Error(`snac answered ${response.status} to the deletion of ${uri}`);
}

async function json(
  url: string,
  call: { method?: string; body?: object; headers?: Record<string, string> },
): Promise<unknown> {
  const response = await fetch(url, {
    method: call.method ?? (call.body ? 'POST' : 'GET'),
    headers: { ...call.headers, ...(call.body ? { 'content-type': 'application/json' } : {}) },
    ...(call.body ? { body: JSON.stringify(call.body) } : {}),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

async function mustAnswer(url: string, what: string): Promise<void> {
  await fetch(url).catch((cause: unknown) => {
    throw new Error(`did not run: ${what} does not answer at ${url}`, { cause });
  });
}

/** What a server shows once it has caught up. */
async function eventually(read: () => Promise<readonly string[]>): Promise<readonly string[]> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const found = await read().catch(() => []);
    if (found.length > 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return [];
}

// The other side of the stories on real servers: accounts that complain, and where the servers stand.
import { readFileSync } from 'node:fs';
import type { BlueskyAccount, MastodonAccount, XAccount } from '../../lib/config/accounts.ts';

/** Somebody who is not the brand. */
export interface Complainer {
  /** Posts `text` with a mention of the brand. */
  mention(text: string): Promise<void>;
  post(text: string): Promise<void>;
  /** The texts under a post, as anybody sees them on the server. */
  answersTo(id: string): Promise<readonly string[]>;
}

const BLUESKY = process.env['BLUESKY_URL'] ?? 'http://localhost:2583';
const X = process.env['X_API_URL'] ?? 'http://127.0.0.1:8091';
const PASSWORD = 'earshot-story';
const BRAND = 'earshotbrand.test';
const ANGRY = 'angry-customer.test';

/** Makes the accounts where they do not exist yet. Fails with what is missing when no server answers. */
export async function onBluesky(): Promise<{ account: BlueskyAccount; complainer: Complainer }> {
  await mustAnswer(`${BLUESKY}/xrpc/_health`, 'a PDS at BLUESKY_URL');
  const [brand, angry] = [await blueskyAccount(BRAND), await blueskyAccount(ANGRY)];
  const headers = { authorization: `Bearer ${angry.accessJwt}` };
  const post = async (text: string, facets: object[] = []): Promise<void> => {
    const record = { $type: 'app.bsky.feed.post', text, facets, createdAt: new Date().toISOString() };
    const body = { repo: angry.did, collection: 'app.bsky.feed.post', record };
    await json(`${BLUESKY}/xrpc/com.atproto.repo.createRecord`, { body, headers });
  };
  return {
    account: { url: BLUESKY, identifier: BRAND, password: PASSWORD },
    complainer: {
      post,
      mention: (text) => {
        const features = [{ $type: 'app.bsky.richtext.facet#mention', did: brand.did }];
        return post(`@${BRAND} ${text}`, [{ index: { byteStart: 0, byteEnd: BRAND.length + 1 }, features }]);
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
    },
  };
}

async function blueskyAccount(handle: string): Promise<{ did: string; accessJwt: string }> {
  const login = { identifier: handle, password: PASSWORD };
  const session = await json(`${BLUESKY}/xrpc/com.atproto.server.createSession`, { body: login }).catch(() =>
    json(`${BLUESKY}/xrpc/com.atproto.server.createAccount`, {
      body: { handle, password: PASSWORD, email: `${handle}@example.org` },
    }),
  );
  return session as { did: string; accessJwt: string };
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
  return {
    account: { url: info.url, token: info.brand.token },
    complainer: {
      post,
      mention: (text) => post(`${info.mention} ${text}`),
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

async function json(url: string, call: { body?: object; headers?: Record<string, string> }): Promise<unknown> {
  const response = await fetch(url, {
    method: call.body ? 'POST' : 'GET',
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

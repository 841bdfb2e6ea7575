// The HTTP API as its clients meet it: described, strict about what it takes, and on Lambda only for those who signed in.

import { gunzipSync } from 'node:zlib';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { open } from '../../functions/api.ts';
import { type Instant, plus, secondsBetween } from '../../lib/domain/time.ts';
import { triageThread } from '../../lib/flows/triage-thread.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';

let earshot: TestEarshot;
let threadId: string;
beforeAll(async () => {
  earshot = await startEarshot();
  await earshot.receive({ id: '1' });
  threadId = (await earshot.threads())[0]?.id ?? '';
});
afterAll(() => earshot.stop());

const OTHER_LIST = Buffer.from(
  JSON.stringify({ pk: 'THREAD#t', sk: 'THREAD', inboxPk: 'STATUS#resolved', inboxSk: '2026-11-21T09:00:00.000Z#t' }),
).toString('base64url');

describe('the HTTP API', () => {
  it('describes every path with its answers and problems as OpenAPI', async () => {
    const { body } = await earshot.call('/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method} ${path}`),
    );
    expect(routes.toSorted()).toEqual([
      'delete /api/customers/{id}/links/{linkId}',
      'delete /api/saved-replies/{id}',
      'delete /api/views/{id}',
      'get /api/changes',
      'get /api/customers',
      'get /api/customers/{id}',
      'get /api/customers/{id}/export',
      'get /api/erasures',
      'get /api/load',
      'get /api/me',
      'get /api/polls',
      'get /api/rules',
      'get /api/saved-replies',
      'get /api/status',
      'get /api/team',
      'get /api/threads',
      'get /api/threads/{id}',
      'get /api/threads/{id}/suggestions',
      'get /api/views',
      'post /api/customers',
      'post /api/customers/{id}/codes',
      'post /api/customers/{id}/contacts',
      'post /api/customers/{id}/contacts/{contactId}/answers',
      'post /api/customers/{id}/erasure',
      'post /api/customers/{id}/links',
      'post /api/customers/{id}/suggestions/{suggestionId}',
      'post /api/rules/try',
      'post /api/stops',
      'post /api/threads/next',
      'post /api/threads/{id}/check',
      'post /api/threads/{id}/events',
      'post /api/threads/{id}/presence',
      'post /api/threads/{id}/replies',
      'put /api/rules',
      'put /api/saved-replies/{id}',
      'put /api/threads/{id}/draft',
      'put /api/views/{id}',
    ]);
    expect(body.paths['/api/threads'].get.responses.default.content).toHaveProperty(['application/problem+json']);
  });

  const refusals = [
    { what: 'a path that is not there', path: '/nothing', status: 404, code: 'no-such-path' },
    { what: 'a thread that is not there', path: '/threads/none', status: 404, code: 'no-such-thread' },
    { what: 'a page token of its own making', path: '/threads?after=garbage', status: 400, code: 'invalid-request' },
    {
      what: 'a page token of another list',
      path: `/threads?after=${OTHER_LIST}`,
      status: 400,
      code: 'invalid-request',
    },
    { what: 'a status that does not exist', path: '/threads?status=sleeping', status: 400, code: 'invalid-request' },
    { what: 'a time that is none', path: '/changes?since=yesterday', status: 400, code: 'invalid-request' },
    { what: 'a body that is not JSON', path: '/threads/x/events', body: '{oops', status: 400, code: 'invalid-request' },
    {
      what: 'an unknown action',
      path: '/threads/x/events',
      body: { type: 'dance' },
      status: 400,
      code: 'invalid-request',
    },
    {
      what: 'a link that is a script',
      path: '/threads/x/events',
      body: { type: 'settle-reply', replyId: 'r', stands: true, url: 'javascript:alert(1)' },
      status: 400,
      code: 'invalid-request',
    },
    {
      what: 'a giant body',
      path: '/threads/x/check',
      body: { text: 'a'.repeat(1e6) },
      status: 413,
      code: 'body-too-large',
    },
  ];
  it.each(refusals)('refuses $what with a problem that says what is wrong', async ({ path, body, status, code }) => {
    const answer = await earshot.call(path, body === undefined ? {} : { method: 'POST', body });
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.body.detail ?? answer.body.title).toBeTruthy();
  });

  it('takes no form of another site for JSON', async () => {
    const body = JSON.stringify({ type: 'claim' });
    const headers = { 'content-type': 'text/plain' };
    const response = await fetch(`${earshot.url}/api/threads/${threadId}/events`, { method: 'POST', body, headers });
    expect(response.status).toBe(400);
  });

  it('tells what has changed since the cursor, and nothing twice that has been told', async () => {
    const { body: first } = await earshot.call('/changes');
    expect(first).toMatchObject({ threads: [], more: false });
    earshot.clock.advance({ minutes: 1 });
    await earshot.call(`/threads/${threadId}/events`, {
      method: 'POST',
      body: { type: 'note', id: ulid(), text: 'called' },
    });
    const { body: second } = await earshot.call(`/changes?since=${first.cursor}`);
    expect(second.threads.map(({ id }: { id: string }) => id)).toEqual([threadId]);
    earshot.clock.advance({ minutes: 1 });
    const { body: third } = await earshot.call(`/changes?since=${second.cursor}`);
    expect(third.threads.map(({ version }: { version: number }) => version)).toEqual(
      second.threads.map(({ version }: { version: number }) => version),
    );
    const { body: fourth } = await earshot.call(`/changes?since=${third.cursor}`);
    expect(fourth.threads).toEqual([]);
  });

  it('tells of changes of yesterday and of today, one after the other', async () => {
    const { body: before } = await earshot.call('/changes');
    await earshot.call(`/threads/${threadId}/events`, {
      method: 'POST',
      body: { type: 'note', id: ulid(), text: 'late' },
    });
    earshot.clock.advance({ hours: 20 });
    await earshot.receive({ id: 'today', author: 'new' });
    const told: string[] = [];
    let { cursor } = before;
    for (let more = true; more; ) {
      const { body } = await earshot.call(`/changes?since=${cursor}`);
      told.push(...body.threads.map(({ id }: { id: string }) => id));
      ({ cursor, more } = body);
    }
    expect(told).toHaveLength(2);
    expect(told[0]).toBe(threadId);
  });

  it('tells of a change just before midnight that comes to light just after it', async () => {
    const { clock, house } = earshot;
    const note = (at: Instant) =>
      triageThread(
        {
          ...house,
          db: house.db(),
          complaints: house.queue('complaintsQueue'),
          ...house.watchlist(),
          clock: () => at,
        },
        threadId,
        {
          by: 'Ana',
          role: 'agent',
          action: { type: 'note', id: ulid(), text: 'at midnight' },
        },
      );
    const midnight = `${clock.now().slice(0, 10)}T24:00:00.000Z`;
    clock.advance({ seconds: secondsBetween(clock.now(), midnight) - 3 });
    await note(clock.now());
    const { body: before } = await earshot.call('/changes');
    clock.advance({ seconds: 4 });
    const { body: after } = await earshot.call(`/changes?since=${before.cursor}`);
    await note(plus(clock.now(), { seconds: -2 }));
    clock.advance({ seconds: 1 });
    const { body: later } = await earshot.call(`/changes?since=${after.cursor}`);
    expect(later.threads.map(({ id }: { id: string }) => id)).toContain(threadId);
  });
});

/** A request as API Gateway hands it over, with what the authorizer proved. */
async function throughGateway(claims?: Record<string, string>, path = '/api/me') {
  const answer = await open(earshot.env, earshot.house);
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'desk.example', 'accept-encoding': 'gzip' },
    isBase64Encoded: false,
    requestContext: {
      ...(claims ? { authorizer: { jwt: { claims, scopes: [] } } } : {}),
      http: { method: 'GET', path, sourceIp: '192.0.2.1' },
    },
  };
  // What API Gateway sends has more fields, none of which is read.
  const { statusCode, body, isBase64Encoded } = (await answer(event as unknown as Parameters<typeof answer>[0])) as {
    statusCode: number;
    body: string;
    isBase64Encoded: boolean;
  };
  const text = isBase64Encoded ? gunzipSync(Buffer.from(body, 'base64')).toString() : body;
  return { status: statusCode, body: JSON.parse(text), sent: body.length, read: text.length };
}

describe('the HTTP API on Lambda', () => {
  it('knows who asks by the claims that the authorizer has proved, in the strongest role', async () => {
    const me = await throughGateway({ email: 'ana@example.org', 'cognito:groups': '[agent lead]' });
    expect(me).toMatchObject({ status: 200, body: { name: 'ana@example.org', role: 'lead', sample: false } });
  });

  it('is sent in a fraction of its size to whoever can unpack it', async () => {
    const claims = { email: 'ana@example.org', 'cognito:groups': '[lead]' };
    const { status, body, sent, read } = await throughGateway(claims, '/api/openapi.json');
    expect([status, body.openapi]).toEqual([200, '3.1.0']);
    expect(sent).toBeLessThan(read / 4);
  });

  it('lets nobody in without them, nor anybody who is in no group', async () => {
    expect(await throughGateway()).toMatchObject({ status: 401, body: { code: 'signed-out' } });
    expect(await throughGateway({ email: 'eve@example.org' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });
});

// Any other system hands posts and contacts in, signed: each is taken in once, and nothing unsigned gets past the door.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { webhooksOf } from '../../functions/webhook.ts';
import type { Queue } from '../../lib/queues/queue.ts';
import { deliver, importHeaders, importSigned, KEYS, seconds } from '../support/deliveries.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';

let earshot: TestEarshot;
beforeEach(async () => {
  earshot = await startEarshot({ env: KEYS });
});
afterEach(() => earshot.stop());

const review = {
  network: 'trustpilot',
  id: 'review-1',
  text: 'Charged twice and nobody answers. Worst service ever.',
  author: { id: 'c-77', handle: 'ines' },
  createdAt: '2026-11-21T08:50:00Z',
  url: 'https://reviews.example/review-1',
};

async function idsHeard(): Promise<string[]> {
  await earshot.processAll();
  const pages = await Promise.all((await earshot.allThreads()).map(({ id }) => earshot.thread(id)));
  return pages.flatMap(({ posts }) => posts.map(({ id }) => id)).toSorted();
}

describe('a signed import', () => {
  it('makes a post a thread', async () => {
    const answer = await importSigned(earshot, review);
    expect(answer).toMatchObject({ status: 202, body: { posts: 1, contacts: 0, refused: [], ignoredFields: [] } });
    await earshot.processAll();
    const [thread, ...others] = await earshot.threads();
    expect(others).toEqual([]);
    expect(thread).toMatchObject({ network: 'trustpilot', author: { handle: 'ines' }, excerpt: review.text });
  });

  it('makes the same request, sent again and again, one thread', async () => {
    for (let time = 0; time < 3; time += 1) expect((await importSigned(earshot, review)).status).toBe(202);
    expect(await idsHeard()).toEqual(['review-1']);
    expect(earshot.errors).toEqual([]);
  });

  it('takes an array, and tells of each item that is wrong at which place and why', async () => {
    const items = [
      review,
      { ...review, id: 7 },
      { ...review, id: 'review-2' },
      'words',
      { ...review, network: 'Trust Pilot' },
    ];
    const { status, body } = await importSigned(earshot, items);
    expect(status).toBe(202);
    expect(body).toMatchObject({ posts: 2, contacts: 0 });
    expect(body.refused).toEqual([
      { place: 2, problem: expect.stringMatching(/^id is 7; expected text in quotes/) },
      { place: 4, problem: expect.stringMatching(/expected an object with fields/) },
      { place: 5, problem: expect.stringMatching(/^network is "Trust Pilot"/) },
    ]);
    expect(await idsHeard()).toEqual(['review-1', 'review-2']);
  });

  it('takes JSON lines, whatever ends them, and counts a broken one by its line', async () => {
    const lines = [JSON.stringify(review), '', '{"network": "trust', JSON.stringify({ ...review, id: 'review-2' })];
    const { body } = await importSigned(earshot, lines.join('\r\n'));
    expect(body).toMatchObject({ posts: 2, refused: [{ place: 3, problem: 'not JSON' }] });
    expect(await idsHeard()).toEqual(['review-1', 'review-2']);
  });

  it('names the fields that nothing reads, each once', async () => {
    const { body } = await importSigned(earshot, [
      { ...review, stars: 1 },
      { ...review, id: '2', stars: 2 },
    ]);
    expect(body).toMatchObject({ posts: 2, ignoredFields: ['stars'] });
  });

  it('adds a contact to the customer it names, once, also a new one, and refuses one of nobody', async () => {
    await importSigned(earshot, review);
    await earshot.processAll();
    const [thread] = await earshot.threads();
    const contact = { channel: 'call', at: '2026-11-21T08:55:00Z', summary: 'Asked where the refund is' };
    const items = [
      { ...contact, customer: thread?.caseNumber },
      { ...review, id: 'review-2' },
      { ...contact, customer: '@never_heard' },
      { ...contact, customer: '020 7946 0000', summary: 'Rang for the first time' },
    ];
    for (let time = 0; time < 2; time += 1) {
      expect((await importSigned(earshot, items)).body).toMatchObject({
        posts: 1,
        contacts: 2,
        refused: [{ place: 3, problem: expect.stringMatching(/^nobody is known by/) }],
      });
    }
    const found = await earshot.call(`/customers?find=${thread?.caseNumber}`);
    const timeline = found.body.items[0].timeline.filter((each: { summary?: string }) => each.summary);
    expect(timeline).toMatchObject([{ channel: 'call', summary: contact.summary, by: 'import' }]);
    const { body } = await earshot.call(`/customers?find=${encodeURIComponent('+44 20 7946 0000')}`);
    expect(body.items[0].timeline).toMatchObject([{ summary: 'Rang for the first time' }]);
  });

  it('keeps a script in a post as the words it is, and puts it in no answer as a page', async () => {
    const script = '<script>alert("stolen")</script> my phone is dead, I want my money back';
    const { headers } = await importSigned(earshot, [
      { ...review, text: script },
      { ...review, network: script },
    ]);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    await earshot.processAll();
    const threads = await earshot.allThreads();
    const page = await earshot.thread(threads[0]?.id ?? '');
    expect(page.posts.map(({ text }) => text)).toEqual([script]);
  });
});

describe('an import that is not signed as expected', () => {
  const body = JSON.stringify(review);

  it.each([
    { what: 'without a signature', headers: () => ({ 'x-earshot-timestamp': seconds(earshot) }), code: 'not-signed' },
    { what: 'without a time', headers: () => ({ 'x-earshot-signature': 'sha256=00' }), code: 'not-signed' },
    {
      what: 'signed with another secret',
      headers: () => importHeaders(body, seconds(earshot), 'forged-secret-of-32-characters-!!!!'),
      code: 'not-signed',
    },
    {
      what: 'recorded and sent with other words',
      headers: () => importHeaders(JSON.stringify({ ...review, text: 'All is well' }), seconds(earshot)),
      code: 'not-signed',
    },
    {
      what: 'recorded and sent with a new time',
      headers: () => ({ ...importHeaders(body, seconds(earshot, -400)), 'x-earshot-timestamp': seconds(earshot) }),
      code: 'not-signed',
    },
    { what: 'whose time is no number', headers: () => importHeaders(body, 'yesterday'), code: 'not-signed' },
    {
      what: 'signed too long ago',
      headers: () => importHeaders(body, seconds(earshot, -301)),
      code: 'signed-at-another-time',
    },
    {
      what: 'signed for the future',
      headers: () => importHeaders(body, seconds(earshot, 301)),
      code: 'signed-at-another-time',
    },
    {
      what: 'signed in milliseconds',
      headers: () => importHeaders(body, `${seconds(earshot)}000`),
      code: 'signed-at-another-time',
    },
  ])('is refused when it is one $what', async ({ headers, code }) => {
    const answer = await deliver(earshot, '', { body, headers: headers() });
    expect(answer).toMatchObject({ status: 401, body: { status: 401, code } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await idsHeard()).toEqual([]);
  });

  it.each([
    {
      off: -301,
      detail: /^x-earshot-timestamp is 301 seconds behind this clock; allowed are 300\. Set the sender's clock/,
    },
    { off: 302, detail: /^x-earshot-timestamp is 302 seconds ahead of this clock/ },
  ])('is told how far its clock is off: $off seconds', async ({ off, detail }) => {
    const answer = await deliver(earshot, '', { body, headers: importHeaders(body, seconds(earshot, off)) });
    expect(answer.body.detail).toMatch(detail);
  });

  it('is still taken at the ends of the five minutes', async () => {
    for (const off of [-300, 300])
      expect((await deliver(earshot, '', { body, headers: importHeaders(body, seconds(earshot, off)) })).status).toBe(
        202,
      );
  });
});

describe('an import that cannot be read', () => {
  it.each(['not JSON', '', '5', '"words"', 'null', '{"network":\n"trust', '["a"\n"b"]'])(
    'is refused as a whole: %j',
    async (body) => {
      const answer = await importSigned(earshot, body);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    },
  );

  it('is refused when it is larger than a request may be, before it is read', async () => {
    const answer = await importSigned(earshot, [{ ...review, text: 'a'.repeat(4 * 1024 * 1024) }]);
    expect(answer).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  });

  it('is refused as a whole when it has more items than a request has time for', async () => {
    const items = Array.from({ length: 501 }, (_, place) => ({ ...review, id: `review-${place}` }));
    const answer = await importSigned(earshot, items);
    expect(answer).toMatchObject({
      status: 413,
      body: { detail: expect.stringMatching(/501 items; at most 500.*split/) },
    });
    expect(await idsHeard()).toEqual([]);
    expect(await importSigned(earshot, items.slice(0, 500))).toMatchObject({ status: 202, body: { posts: 500 } });
  });

  it('is refused when it is no text', async () => {
    const body = Buffer.from([0xff, 0xfe, 0x7b]);
    const answer = await deliver(earshot, '', { body, headers: importHeaders(body, seconds(earshot)) });
    expect(answer).toMatchObject({ status: 400, body: { detail: 'the body is not UTF-8 text' } });
  });
});

describe('the door for other systems', () => {
  it('asks for the same again when the queue cannot be reached, and puts nothing of the post into the log', async () => {
    const { client } = earshot.house.queue('mentionsQueue');
    const gone: Queue = { client, url: `${earshot.house.queue('mentionsQueue').url}-gone` };
    const webhooks = webhooksOf({ ...earshot.house, queue: () => gone });
    const body = JSON.stringify(review);
    const request = { method: 'POST', body, headers: importHeaders(body, seconds(earshot)) };
    const answer = await webhooks.request('/api/import', request);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(await answer.json()).toMatchObject({ code: 'try-again', detail: 'Nothing is lost: send the same again.' });
    expect(earshot.errors).toHaveLength(1);
    expect(earshot.errors.join()).not.toMatch(/Charged twice|ines|review-1/);
    expect((await importSigned(earshot, review)).status).toBe(202);
    expect(await idsHeard()).toEqual(['review-1']);
  });

  it('opens no other path, and leaves those of the desk to the desk', async () => {
    expect(await deliver(earshot, '/nothing')).toMatchObject({ status: 404, body: { code: 'no-such-path' } });
    expect(await deliver(earshot, '')).toMatchObject({ status: 404, body: { code: 'no-such-path' } });
    expect((await earshot.call('/me')).status).toBe(200);
    expect((await earshot.call('/imports')).body.detail).toMatch(/openapi/);
  });

  it('on a laptop still answers nobody who comes from another site', async () => {
    const body = JSON.stringify(review);
    const headers = { ...importHeaders(body, seconds(earshot)), origin: 'https://elsewhere.example' };
    expect((await deliver(earshot, '', { body, headers })).status).toBe(403);
  });

  it('is not open without its key', async () => {
    const closed = await startEarshot();
    try {
      const body = JSON.stringify(review);
      const imported = await deliver(closed, '', { body, headers: importHeaders(body, seconds(closed)) });
      expect(imported).toMatchObject({
        status: 404,
        body: { detail: expect.stringMatching(/^IMPORT_SECRET is not set/) },
      });
      for (const path of ['/meta', '/x']) {
        expect((await deliver(closed, path)).status).toBe(404);
        expect((await deliver(closed, path, { body: '{}' })).body.detail).toMatch(/not set/);
      }
    } finally {
      await closed.stop();
    }
  });
});

// Meta and X send comments and mentions by themselves: checked, taken in once, and set aside where they cannot be read.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { open } from '../../functions/webhook.ts';
import { firstIdAt } from '../../lib/platforms/x/x-snowflake.ts';
import { deliver, importHeaders, KEYS, metaHeaders, seconds, xHeaders } from '../support/deliveries.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';

let earshot: TestEarshot;
beforeAll(async () => {
  earshot = await startEarshot({ env: KEYS });
});
afterAll(() => earshot.stop());
beforeEach(async () => {
  await earshot.processAll();
  earshot.errors.length = 0;
});

function comment(id: string, more: object = {}) {
  const value = {
    item: 'comment',
    verb: 'add',
    comment_id: id,
    post_id: '104_7',
    from: { id: '240', name: 'Ines Example' },
    message: 'Three weeks without a refund. Straße ☕ nobody answers!',
    created_time: Number(seconds(earshot, -60)),
    ...more,
  };
  return JSON.stringify({
    object: 'page',
    entry: [{ id: '104', time: Number(seconds(earshot)), changes: [{ field: 'feed', value }] }],
  });
}

function subscribing(words: string, challenge = '1158201444') {
  return `/meta?${new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': words, 'hub.challenge': challenge })}`;
}

function mention(text: string) {
  const id = firstIdAt(earshot.clock.now());
  const payload = { id, text, author_id: '2222', conversation_id: id };
  const data = { event_uuid: '1', filter: { user_id: '44' }, event_type: 'post.mention.create', payload };
  return JSON.stringify({ data });
}

/** As API Gateway gives it: binary or unknown types of content come in base64. */
function event(path: string, { body, headers }: { body: Buffer; headers: Record<string, string> }, inBase64: boolean) {
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'api.example', ...headers },
    requestContext: { http: { method: 'POST', path } },
    body: body.toString(inBase64 ? 'base64' : 'utf8'),
    isBase64Encoded: inBase64,
  };
}

async function invoke(given: object) {
  const door = await open(earshot.env, { ...earshot.house });
  return (await door(given as never)) as { statusCode: number; body: string };
}

async function textsHeard(network: string): Promise<string[]> {
  await earshot.processAll();
  const threads = (await earshot.allThreads()).filter((thread) => thread.network === network);
  const pages = await Promise.all(threads.map(({ id }) => earshot.thread(id)));
  return pages.flatMap(({ posts }) => posts.map(({ text }) => text)).toSorted();
}

describe('the webhook of Meta', () => {
  it('echoes the challenge to whoever knows the words, as plain text', async () => {
    const right = await deliver(earshot, subscribing(KEYS.META_VERIFY_TOKEN));
    expect(right).toMatchObject({ status: 200, body: '1158201444' });
    const script = await deliver(earshot, subscribing(KEYS.META_VERIFY_TOKEN, '<script>alert(1)</script>'));
    expect(script.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await deliver(earshot, subscribing('other words'))).toMatchObject({
      status: 401,
      body: { code: 'not-signed' },
    });
    expect((await deliver(earshot, '/meta')).status).toBe(401);
  });

  it('makes a comment a thread, once, however often Meta repeats it', async () => {
    const body = comment('7_1');
    for (let time = 0; time < 3; time += 1) {
      const answer = await deliver(earshot, '/meta', { body, headers: metaHeaders(body) });
      expect(answer).toMatchObject({ status: 200, body: { posts: 1, setAside: 0, ignored: 0 } });
    }
    expect(await textsHeard('facebook')).toEqual(['Three weeks without a refund. Straße ☕ nobody answers!']);
    expect(earshot.errors).toEqual([]);
  });

  it('does not take one whose signature does not fit the very bytes', async () => {
    const body = comment('7_2');
    const again = JSON.stringify(JSON.parse(body), undefined, 1);
    expect(await deliver(earshot, '/meta', { body: again, headers: metaHeaders(body) })).toMatchObject({ status: 401 });
    expect(await deliver(earshot, '/meta', { body })).toMatchObject({ status: 401, body: { code: 'not-signed' } });
  });

  it('answers 200 for what it sets aside, so that Meta does not repeat it, and a person finds it', async () => {
    const change = { field: 'mentions', value: { media_id: '18000000000000009' } };
    const body = JSON.stringify({ object: 'instagram', entry: [{ id: '1', time: 1, changes: [change] }] });
    const answer = await deliver(earshot, '/meta', { body, headers: metaHeaders(body) });
    expect(answer).toMatchObject({ status: 200, body: { posts: 0, setAside: 1 } });
    await earshot.processAll();
    expect(earshot.errors.join()).toMatch(/meta:webhook sent what could not be read: Instagram says where/);
  });

  it('sets a giant piece aside, too', async () => {
    const change = { field: 'unknown', value: { words: '"\\'.repeat(55_000) } };
    const body = JSON.stringify({ object: 'page', entry: [{ id: '1', time: 1, changes: [change] }] });
    expect(body.length).toBeGreaterThan(200_000);
    const answer = await deliver(earshot, '/meta', { body, headers: metaHeaders(body) });
    expect(answer).toMatchObject({ status: 200, body: { setAside: 1 } });
  });

  it('erases a comment that is removed, once, and knows nothing of one it never heard', async () => {
    const sent = comment('7_9', { message: 'Unbelievable, my refund is lost again' });
    await deliver(earshot, '/meta', { body: sent, headers: metaHeaders(sent) });
    await earshot.processAll();
    expect(await textsHeard('facebook')).toContain('Unbelievable, my refund is lost again');
    const removed = comment('7_9', { verb: 'remove', message: undefined, from: undefined });
    const answers = [
      await deliver(earshot, '/meta', { body: removed, headers: metaHeaders(removed) }),
      await deliver(earshot, '/meta', { body: removed, headers: metaHeaders(removed) }),
    ];
    expect(answers.map(({ body }) => body)).toMatchObject([
      { gone: 1, setAside: 0 },
      { gone: 0, setAside: 0 },
    ]);
    expect(await textsHeard('facebook')).not.toContain('Unbelievable, my refund is lost again');
    expect(earshot.errors).toEqual([]);
  });

  it('does not store a comment that was removed before it came to be stored', async () => {
    const heard = await textsHeard('facebook');
    const added = JSON.parse(comment('7_12', { message: 'My refund has vanished' }));
    const removed = JSON.parse(comment('7_12', { verb: 'remove', message: undefined, from: undefined }));
    added.entry[0].changes.push(...removed.entry[0].changes);
    const body = JSON.stringify(added);
    await deliver(earshot, '/meta', { body, headers: metaHeaders(body) });
    expect(await textsHeard('facebook')).toEqual(heard);
    expect(earshot.errors).toEqual([]);
  });

  it('takes a thousand changes in one delivery', async () => {
    const big = JSON.parse(comment('7_13', { message: 'x'.repeat(300) }));
    const [change] = big.entry[0].changes;
    big.entry[0].changes = Array.from({ length: 1000 }, (_, place) => ({
      ...change,
      value: { ...change.value, item: 'like', comment_id: `8_${place}` },
    }));
    const body = JSON.stringify(big);
    expect(body.length).toBeGreaterThan(256 * 1024);
    expect((await deliver(earshot, '/meta', { body, headers: metaHeaders(body) })).status).toBe(200);
  });

  it('is told to send again while somebody has switched it off, and comes in afterwards', async () => {
    const body = comment('7_14', { message: 'My refund is nowhere to be seen' });
    const move = (stopped: boolean) =>
      earshot.call('/stops', { method: 'POST', body: { what: 'network/meta', stopped, reason: 'a storm' } });
    expect((await move(true)).status).toBe(200);
    expect(await deliver(earshot, '/meta', { body, headers: metaHeaders(body) })).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('a storm') },
    });
    await move(false);
    await deliver(earshot, '/meta', { body, headers: metaHeaders(body) });
    expect(await textsHeard('facebook')).toContain('My refund is nowhere to be seen');
  });

  it('gives an edited comment its new words', async () => {
    const first = comment('7_10', { message: 'My refund is late' });
    await deliver(earshot, '/meta', { body: first, headers: metaHeaders(first) });
    await earshot.processAll();
    earshot.clock.advance({ minutes: 5 });
    const edited = comment('7_10', { verb: 'edited', message: 'My refund is lost, this is a disgrace' });
    await deliver(earshot, '/meta', { body: edited, headers: metaHeaders(edited) });
    await earshot.processAll();
    const texts = await textsHeard('facebook');
    expect(texts).toContain('My refund is lost, this is a disgrace');
    expect(texts).not.toContain('My refund is late');
  });

  it('refuses what is signed and no JSON', async () => {
    const answer = await deliver(earshot, '/meta', { body: 'words', headers: metaHeaders('words') });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request', detail: 'the body is not JSON' } });
  });

  it('shows its comments as answerable on Facebook only', async () => {
    const body = comment('7_11');
    await deliver(earshot, '/meta', { body, headers: metaHeaders(body) });
    await earshot.processAll();
    const thread = (await earshot.allThreads()).find(({ latestPostId }) => latestPostId === '7_11');
    const { permit } = await earshot.thread(thread?.id ?? '');
    expect(permit).toMatchObject({ allowed: false, openUrl: 'https://www.facebook.com/7_11' });
  });
});

describe('the webhook of X', () => {
  it('answers the challenge with the value openssl makes of it', async () => {
    const answer = await deliver(earshot, '/x?crc_token=9b4507b3-9040-4669-9ca3-6b94edb50553');
    expect(answer).toMatchObject({
      status: 200,
      body: { response_token: 'sha256=Fs/PVe8cjjVqJGU2jHPUPXsZWiqQJIoMftt3e1kPToU=' },
    });
  });

  it('signs no challenge that could be a delivery: anybody could have their own words signed', async () => {
    const forged = mention('never written');
    const answer = await deliver(earshot, `/x?crc_token=${encodeURIComponent(forged)}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(JSON.stringify(answer.body)).not.toContain('sha256=');
    expect((await deliver(earshot, '/x')).status).toBe(400);
  });

  it('makes a mention a thread, once, also when the poll hears the same post', async () => {
    const body = mention('@acornmobile no signal since Monday, this is a disgrace');
    for (let time = 0; time < 2; time += 1) {
      const answer = await deliver(earshot, '/x', { body, headers: xHeaders(body) });
      expect(answer).toMatchObject({ status: 200, body: { posts: 1, setAside: 0 } });
    }
    await earshot.receive({ id: JSON.parse(body).data.payload.id, text: 'as polled' });
    expect(await textsHeard('x')).toEqual(['@acornmobile no signal since Monday, this is a disgrace']);
  });

  it('does not take one that is signed in another way', async () => {
    const body = mention('forged');
    const forged = { 'x-twitter-webhooks-signature': metaHeaders(body)['x-hub-signature-256'] };
    expect(await deliver(earshot, '/x', { body, headers: forged })).toMatchObject({ status: 401 });
    expect(await deliver(earshot, '/x', { body })).toMatchObject({ status: 401 });
  });

  it('takes note of a deletion without doing anything yet', async () => {
    const data = { event_type: 'post.delete', payload: { id: '1', author_id: '2' } };
    const body = JSON.stringify({ data });
    const answer = await deliver(earshot, '/x', { body, headers: xHeaders(body) });
    expect(answer).toMatchObject({ status: 200, body: { posts: 0, setAside: 0, ignored: 1 } });
  });
});

describe('on Lambda', () => {
  it.each([true, false])('hashes the bytes that were sent, whether they come in base64 (%s)', async (inBase64) => {
    const text = comment(`lambda-${inBase64}`);
    const sent = { body: Buffer.from(text), headers: metaHeaders(text) };
    expect(await invoke(event('/api/import/meta', sent, inBase64))).toMatchObject({ statusCode: 200 });
  });

  it('takes a signed import in base64, and none whose base64 was signed instead', async () => {
    const text = JSON.stringify({
      network: 'forum',
      id: 'ü1',
      text: 'Kaputt ☹',
      author: { id: '1', handle: 'jö' },
      createdAt: earshot.clock.now(),
    });
    const body = Buffer.from(text);
    const right = { body, headers: importHeaders(text, seconds(earshot)) };
    expect(await invoke(event('/api/import', right, true))).toMatchObject({ statusCode: 202 });
    const wrong = { body, headers: importHeaders(body.toString('base64'), seconds(earshot)) };
    expect(await invoke(event('/api/import', wrong, true))).toMatchObject({ statusCode: 401 });
    expect(await textsHeard('forum')).toEqual(['Kaputt ☹']);
  });
});

// The stop switches: what a person switches off stays off until somebody switches it on, and nothing is lost meanwhile.
import { ulid } from 'ulid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiOf } from '../../functions/api.ts';
import type { ThreadView } from '../../lib/api/schemas.ts';
import type { StatusView } from '../../lib/api/status-schema.ts';
import { HOLD_SECONDS } from '../../lib/domain/reply.ts';
import { moveStop, type StopOrder } from '../../lib/flows/move-stop.ts';
import { readPartition } from '../../lib/store/db.ts';
import { listStops } from '../../lib/store/stops.ts';
import { commandLine } from '../support/command-line.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { startFakeMastodon } from '../support/fake-mastodon.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { refuseFirst } from '../support/table-faults.ts';
import { testClock } from '../support/test-clock.ts';

const COMPLAINT = 'my refund is three weeks late and nobody answers. Disgraceful, I want my money back!';

let clock: ReturnType<typeof testClock>;
let network: FakeNetwork;
let earshot: TestEarshot;
beforeEach(async () => {
  clock = testClock();
  network = await startFakeMastodon({ clock: clock.now });
  earshot = await startEarshot({ clock, env: network.env() });
  await earshot.hear();
});
afterEach(async () => {
  await earshot.stop();
  await network.close();
});

const move = (what: string, stopped: boolean, reason?: string) =>
  earshot.call('/stops', { method: 'POST', body: { what, stopped, ...(reason ? { reason } : {}) } });
const status = async (): Promise<StatusView> => (await earshot.call('/status')).body;
const polls = () => network.calls().filter(({ path }) => /\/(notifications|timelines\/.+)$/.test(path)).length;
const moves = async () =>
  (await readPartition<object>(earshot.house.db(), 'STOPS-MOVED')).map(({ doc }) => doc as Partial<StopOrder>);

async function sources() {
  const [mentions, search] = (await status()).sources;
  if (!mentions || !search) throw new Error('there should be a source for mentions and one for a hashtag');
  return { mentions, search };
}

async function newComplaint(author = 'maya'): Promise<ThreadView> {
  const { id } = network.addMention({ author, text: COMPLAINT });
  await earshot.hear();
  const thread = (await earshot.threads()).find(({ latestPostId }) => latestPostId === id);
  if (!thread) throw new Error(`the post of ${author} did not open a thread: ${earshot.errors.join('; ')}`);
  return thread;
}

const reply = ({ id, version }: ThreadView) =>
  earshot.call(`/threads/${id}/replies`, { method: 'POST', body: { id: ulid(), text: 'We are sorry.', version } });

async function timePasses(minutes = 3): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    clock.advance({ minutes: 1 });
    await earshot.invoke('timers');
    clock.advance({ seconds: HOLD_SECONDS });
    await earshot.processAll();
  }
}

describe('a source that is switched off', () => {
  it('is not read, while the others of its network are', async () => {
    const { mentions, search } = await sources();
    await move(`source/${mentions.id}`, true);
    network.addMention({ author: 'maya', text: COMPLAINT });
    network.addPost({ author: 'noor', text: `#acornmobile ${COMPLAINT}` });
    for (let minute = 0; minute < 6; minute += 1) await earshot.hear();
    expect((await earshot.threads()).map(({ author }) => author.handle)).toEqual([expect.stringMatching(/^noor@/)]);
    expect((await sources()).search.lamp).toBe('fresh');
    expect(search.id).not.toBe(mentions.id);
  });

  it('is read on from where it stood when it is switched on', async () => {
    const what = `source/${(await sources()).mentions.id}`;
    await move(what, true);
    network.addMention({ author: 'maya', text: COMPLAINT });
    clock.advance({ hours: 3 });
    await earshot.hear();
    expect(await earshot.threads()).toEqual([]);
    await move(what, false);
    await earshot.hear();
    expect(await earshot.threads()).toHaveLength(1);
    expect((await sources()).mentions).toMatchObject({ lamp: 'fresh', gaps: 0 });
  });

  it('says that it is off, by whom, since when and why, and not when it is read next', async () => {
    const { mentions, search } = await sources();
    expect((await move(`source/${mentions.id}`, true, 'too many posts')).body.stops).toEqual([
      { what: `source/${mentions.id}`, by: 'Ana', at: clock.now(), reason: 'too many posts' },
    ]);
    const off = (await sources()).mentions;
    expect(off).toMatchObject({
      lamp: 'off',
      text: 'switched off by Ana since 2026-11-21 09:01 UTC: too many posts; complete to 09:01 UTC',
    });
    expect(off).not.toHaveProperty('nextPollAt');
    expect((await sources()).search.nextPollAt).toBe(search.nextPollAt);
  });
});

describe('a network that is switched off', () => {
  it('is not called at all, neither to read nor to answer nor to look at posts again', async () => {
    const thread = await newComplaint();
    await reply(thread);
    await move('network/mastodon', true);
    const before = network.calls().length;
    clock.advance({ hours: 21 });
    for (const door of ['poll', 'follow']) await earshot.invoke(door);
    await timePasses();
    expect(network.calls().length).toBe(before);
    expect((await sources()).search.lamp).toBe('off');
    await move('network/mastodon', false);
    await timePasses();
    await earshot.hear();
    expect(network.replies()).toHaveLength(1);
    expect(polls()).toBeGreaterThan(0);
  });
});

describe('sending that is switched off', () => {
  it('lets no answer leave; what is queued waits, says why, and leaves once when it is switched on', async () => {
    const thread = await newComplaint();
    await reply(thread);
    await move('sending', true, 'wrong template');
    await timePasses(10);
    expect(network.replies()).toEqual([]);
    expect((await earshot.thread(thread.id)).replies).toMatchObject([
      { state: 'queued', problem: 'sending is switched off by Ana since 2026-11-21 09:02 UTC: wrong template' },
    ]);
    await move('sending', false);
    await timePasses();
    expect(network.replies()).toHaveLength(1);
    const { replies, thread: after } = await earshot.thread(thread.id);
    expect(replies).toMatchObject([{ state: 'sent' }]);
    expect(replies[0]).not.toHaveProperty('problem');
    expect(after.status).toBe('waiting');
    expect(earshot.errors).toEqual([]);
  });

  it('does not repeat an answer of unknown outcome meanwhile, and looks for it all the same', async () => {
    const thread = await newComplaint();
    await reply(thread);
    network.failNext('cut-after', 1, 'reply');
    clock.advance({ seconds: HOLD_SECONDS });
    await earshot.processAll();
    await move('sending', true);
    await timePasses();
    expect((await earshot.thread(thread.id)).replies).toMatchObject([{ state: 'sent' }]);
    expect(network.replies()).toHaveLength(1);
  });

  it('is said before anyone types, and a reply is refused with the reason', async () => {
    const thread = await newComplaint();
    await move('sending', true, 'wrong template');
    const reason = 'Sending is switched off by Ana since 2026-11-21 09:02 UTC: wrong template.';
    const page = await earshot.thread(thread.id);
    expect(page.permit).toMatchObject({ allowed: false, reason });
    expect(await reply(thread)).toMatchObject({ status: 422, body: { code: 'not-permitted', detail: reason } });
    await move('sending', false);
    expect((await earshot.thread(thread.id)).permit.allowed).toBe(true);
    expect((await reply(thread)).status).toBe(200);
  });

  it('goes on hearing', async () => {
    await move('sending', true);
    await newComplaint();
    expect((await sources()).mentions.lamp).toBe('fresh');
  });
});

describe('a switch', () => {
  it('is not moved by an agent', async () => {
    const api = apiOf(earshot.house, { identify: () => ({ name: 'Kim', role: 'agent' }), sample: false });
    for (const stopped of [true, false]) {
      const body = JSON.stringify({ what: 'sending', stopped });
      const headers = { 'content-type': 'application/json' };
      const answer = await api.request('/api/stops', { method: 'POST', headers, body });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ code: 'forbidden' });
    }
    expect((await status()).stops).toEqual([]);
    expect(await moves()).toEqual([]);
  });

  it.each(['everything', 'network/birdsite', 'source/x:mentions:99', 'source/ '])(
    'that does not exist (%s) is refused, with those that do',
    async (what) => {
      const { mentions } = await sources();
      const refused = await move(what, true);
      expect(refused).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
      expect(refused.body.detail).toContain(`sending, network/mastodon, source/${mentions.id}`);
      expect((await status()).stops).toEqual([]);
    },
  );

  it('is noted with who moved it, when and why, each time', async () => {
    const at = clock.now();
    await move('sending', true, 'wrong template');
    const later = clock.advance({ minutes: 5 });
    await earshot.call('/stops', { method: 'POST', body: { what: 'sending', stopped: false }, agent: 'Ben' });
    expect(await moves()).toEqual([
      { what: 'sending', by: 'Ana', at, reason: 'wrong template', stopped: true },
      { what: 'sending', by: 'Ben', at: later, stopped: false },
    ]);
  });

  it('that is set already stays as it was set first, and nothing is noted of a move that was none', async () => {
    await move('sending', false);
    clock.advance({ minutes: 5 });
    await move('sending', true, 'wrong template');
    clock.advance({ minutes: 5 });
    await earshot.call('/stops', { method: 'POST', body: { what: 'sending', stopped: true }, agent: 'Ben' });
    expect((await status()).stops).toMatchObject([{ by: 'Ana', reason: 'wrong template' }]);
    expect(await moves()).toHaveLength(1);
  });

  it('is moved also when two people do it at one moment and the table refuses both at first', async () => {
    const { house } = earshot;
    const db = house.db();
    const deps = { db, clock: clock.now, networks: ['mastodon'], sourceIds: [] };
    for (const stopped of [true, false]) {
      refuseFirst(db, 'STOPS');
      await moveStop(deps, { what: 'sending', stopped, by: 'Ana' });
      expect(await listStops(db)).toHaveLength(stopped ? 1 : 0);
    }
  });

  it('of a network that is no longer connected can be taken away', async () => {
    await move('network/mastodon', true);
    const { house } = earshot;
    const deps = { db: house.db(), clock: clock.now, networks: [], sourceIds: [] };
    expect(await moveStop(deps, { what: 'network/mastodon', stopped: false, by: 'Ana' })).toBe('moved');
    expect(await listStops(house.db())).toEqual([]);
  });
});

describe('the switches on the command line', () => {
  it('are set and taken away on the running instance, and named to whoever gives none or one that is not there', async () => {
    const commands = commandLine();
    const open = await commands.start('--no-sample');
    const stops = async () => ((await (await fetch(`${open.url}/api/status`)).json()) as StatusView).stops;
    const stopped = await commands.earshot(['stop', 'sending', '--reason', 'wrong template']);
    expect(stopped).toMatchObject({ code: 0, output: expect.stringContaining('resume sending') });
    expect(await stops()).toMatchObject([{ what: 'sending', by: 'command line', reason: 'wrong template' }]);
    const unknown = await commands.earshot(['stop', 'network/x']);
    expect(unknown).toEqual({ code: 1, output: 'There is no switch "network/x". There are: sending\n', said: '' });
    expect((await commands.earshot(['resume'])).output).toContain('npm run earshot -- resume');
    expect(await commands.earshot(['resume', 'sending'])).toMatchObject({ code: 0, output: 'sending goes on.\n' });
    expect(await stops()).toEqual([]);
    await commands.close();
  });
});

// What a team at work shares: who has which thread open, who gets the next one, and views under a name.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiOf } from '../../functions/api.ts';
import type { ThreadView } from '../../lib/api/schemas.ts';
import type { Role } from '../../lib/domain/role.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';

let earshot: TestEarshot;
let posts = 0;

/** Three complaints, the first of them due first. */
async function threeComplaints(): Promise<readonly [ThreadView, ThreadView, ThreadView]> {
  const round = (posts += 1);
  for (const name of ['first', 'second', 'third']) {
    await earshot.receive({ id: `${name}-${round}`, author: `${name}-${round}` });
    earshot.clock.advance({ minutes: 1 });
  }
  const [first, second, third] = (await earshot.threads()).filter(({ author }) => author.handle.endsWith(`-${round}`));
  if (!first || !second || !third) throw new Error(`the complaints are missing: ${earshot.errors.join('; ')}`);
  return [first, second, third];
}

const act = ({ id }: ThreadView, agent: string, action: object) =>
  earshot.call(`/threads/${id}/events`, { method: 'POST', agent, body: action });
const present = (threadId: string, agent: string, typing = false) =>
  earshot.call(`/threads/${threadId}/presence`, { method: 'POST', agent, body: { typing } });
const next = async (agent: string, skip: readonly string[] = []): Promise<ThreadView | undefined> => {
  const { status, body } = await earshot.call('/threads/next', { method: 'POST', agent, body: { skip } });
  expect(status).toBe(200);
  return body.thread;
};

/** The API as somebody of that role has it. */
const as = (role: Role, name = role as string) => {
  const api = apiOf(earshot.house, { identify: () => ({ name, role }), sample: false });
  return async (method: string, path: string, body?: object) => {
    const json = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {};
    const response = await api.request(`/api${path}`, { method, ...json });
    return answerOf(response);
  };
};

const stopped = async (work: () => Promise<void>) => {
  try {
    await work();
  } finally {
    await earshot.stop();
  }
};

const view = (id: string, changed: object = {}) => ({
  id,
  name: id,
  list: 'open',
  query: 'cause:refund sev:high',
  shared: false,
  ...changed,
});
const namesOf = ({ body }: { body: { items: { name: string }[] } }) => body.items.map(({ name }) => name);

const escalate = (thread: ThreadView, level: number) =>
  act(thread, 'Ana', { type: 'escalate', level, reason: 'a lawyer writes', version: thread.version });

const asked = async (role: Role) => (await as(role)('POST', '/threads/next', {})).body.thread?.id;

async function answerOf(response: Response): Promise<Awaited<ReturnType<TestEarshot['call']>>> {
  return { status: response.status, body: await response.json() };
}

describe('presence', () => {
  let thread: ThreadView;
  beforeAll(async () => {
    earshot = await startEarshot();
    [thread] = await threeComplaints();
  });
  afterAll(() => earshot.stop());
  beforeEach(() => {
    earshot.clock.advance({ minutes: 1 });
  });

  it('shows who else has the thread open and whether they write, and not oneself', async () => {
    await present(thread.id, 'Ana');
    await present(thread.id, 'Ben', true);
    const { body } = await present(thread.id, 'Ana');
    expect(body.items).toEqual([{ agent: 'Ben', threadId: thread.id, typing: true, at: earshot.clock.now() }]);
  });

  it('forgets somebody who gave no sign of life for thirty seconds', async () => {
    await present(thread.id, 'Ben');
    earshot.clock.advance({ seconds: 29 });
    expect((await present(thread.id, 'Ana')).body.items).toHaveLength(1);
    earshot.clock.advance({ seconds: 1 });
    expect((await present(thread.id, 'Ana')).body.items).toEqual([]);
  });

  it('follows a person to the thread they open next', async () => {
    const [other] = await threeComplaints();
    await present(thread.id, 'Ben');
    await present(other.id, 'Ben');
    expect((await present(thread.id, 'Ana')).body.items).toEqual([]);
  });

  it('is told with the changes to every desk', async () => {
    await present(thread.id, 'Ana');
    await present(thread.id, 'Ben', true);
    const { body } = await earshot.call('/changes', { agent: 'Ana' });
    expect(body.presence).toMatchObject([
      { agent: 'Ana', typing: false },
      { agent: 'Ben', typing: true, threadId: thread.id },
    ]);
  });

  it('is refused on a thread that there is not', async () => {
    for (const typing of [true, false])
      expect(await present('nothing', 'Ana', typing)).toMatchObject({ status: 404, body: { code: 'no-such-thread' } });
  });

  it('renews the lease of whoever writes when little of it is left, and takes nothing from what they have seen', async () => {
    const [mine] = await threeComplaints();
    const claimed = (await act(mine, 'Ana', { type: 'claim' })).body;
    earshot.clock.advance({ minutes: 9 });
    await present(mine.id, 'Ana', true);
    expect((await earshot.thread(mine.id)).thread.claim?.until).toBe(claimed.claim.until);
    earshot.clock.advance({ minutes: 2 });
    await present(mine.id, 'Ana');
    await present(mine.id, 'Ben', true);
    expect((await earshot.thread(mine.id)).thread.claim).toEqual(claimed.claim);
    await present(mine.id, 'Ana', true);
    await present(mine.id, 'Ana', true);
    earshot.clock.advance({ minutes: 29 });
    const { thread: kept, events } = await earshot.thread(mine.id);
    expect(kept.claim?.agent).toBe('Ana');
    expect(events.filter(({ type }) => type === 'claimed')).toHaveLength(2);
    expect((await act(mine, 'Ana', { type: 'resolve', version: claimed.version })).status).toBe(200);
  });

  it('names the team: who was here in the last thirty days, and who has a thread', async () => {
    const [claimed] = await threeComplaints();
    await present(thread.id, 'Zoe');
    earshot.clock.advance({ days: 31 });
    await present(thread.id, 'Ben');
    await act(claimed, 'Caro', { type: 'claim' });
    expect((await earshot.call('/team')).body).toEqual({ names: ['Ben', 'Caro'] });
  });
});

describe('the next most urgent thread', () => {
  beforeEach(async () => {
    earshot = await startEarshot();
  });
  it('is the first that nobody else works on, and is claimed', () =>
    stopped(async () => {
      const [first, second, third] = await threeComplaints();
      await act(first, 'Ben', { type: 'claim' });
      await present(second.id, 'Caro');
      const taken = await next('Ana');
      expect(taken).toMatchObject({ id: third.id, claim: { agent: 'Ana' } });
      expect(await next('Dan')).toBeUndefined();
      earshot.clock.advance({ seconds: 30 });
      expect((await next('Dan'))?.id).toBe(second.id);
    }));

  it('is one’s own where that is more urgent, unless it is to be skipped, and is noted only once', () =>
    stopped(async () => {
      const [first, second] = await threeComplaints();
      expect((await next('Ana'))?.id).toBe(first.id);
      await present(first.id, 'Ana');
      const again = await next('Ana');
      expect(again?.id).toBe(first.id);
      expect((await next('Ana', [first.id]))?.id).toBe(second.id);
      const { events } = await earshot.thread(first.id);
      expect(events.filter(({ type }) => type === 'claimed')).toHaveLength(1);
    }));

  it('is free again when its claim has lapsed', () =>
    stopped(async () => {
      const [first] = await threeComplaints();
      await next('Ana');
      earshot.clock.advance({ minutes: 31 });
      expect((await next('Ben'))?.id).toBe(first.id);
    }));

  it('is none that is snoozed or decided, and nothing when all are', () =>
    stopped(async () => {
      const [first, second, third] = await threeComplaints();
      const until = '2026-12-24T09:00:00.000Z';
      await act(first, 'Ana', { type: 'snooze', until, reason: 'waits for the depot', version: first.version });
      await act(second, 'Ana', { type: 'resolve', version: second.version });
      expect((await next('Ana'))?.id).toBe(third.id);
      expect(await next('Ana', [third.id])).toBeUndefined();
    }));

  it('is one on which the asker’s role may act', () =>
    stopped(async () => {
      const [first, second, third] = await threeComplaints();
      await escalate(first, 5);
      await escalate(second, 4);
      await escalate(third, 2);
      expect(await asked('agent')).toBe(third.id);
      expect(await asked('lead')).toBe(second.id);
      expect(await asked('admin')).toBe(first.id);
    }));
});

describe('saved views', () => {
  beforeAll(async () => {
    earshot = await startEarshot();
  });
  afterAll(() => earshot.stop());

  it('are one’s own, and those a colleague shares', async () => {
    const [ana, ben] = [as('agent', 'Ana'), as('agent', 'Ben')];
    await ana('PUT', '/views/refunds', view('refunds', { name: 'Refunds' }));
    const kept = await ana('PUT', '/views/late', view('late', { name: 'Late', query: 'is:late', shared: true }));
    expect(kept).toMatchObject({ status: 200, body: { items: [{ name: 'Late', by: 'Ana' }, { name: 'Refunds' }] } });
    expect(namesOf(await ben('GET', '/views'))).toEqual(['Late']);
    expect(namesOf(await ana('GET', '/views'))).toEqual(['Late', 'Refunds']);
  });

  it('may be changed by their maker and, when shared, by a lead, and stay their maker’s', async () => {
    const [ana, ben, lead] = [as('agent', 'Ana'), as('agent', 'Ben'), as('lead', 'Lea')];
    const shared = view('team', { name: 'Team', shared: true });
    await ana('PUT', '/views/team', shared);
    expect(await ben('PUT', '/views/team', shared)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await ben('DELETE', '/views/team')).status).toBe(403);
    const changed = await lead('PUT', '/views/team', { ...shared, name: 'All' });
    expect(changed.body.items).toContainEqual({ ...shared, name: 'All', by: 'Ana' });
    await ana('PUT', '/views/own', view('own'));
    expect((await lead('PUT', '/views/own', view('own'))).status).toBe(403);
    expect((await lead('DELETE', '/views/own')).status).toBe(403);
    expect(namesOf(await lead('DELETE', '/views/team'))).not.toContain('All');
    expect((await lead('DELETE', '/views/team')).status).toBe(200);
  });

  it('refuse a query that the search would refuse, and an id that is not the one of the path', async () => {
    const ana = as('agent', 'Ana');
    const { status, body } = await ana('PUT', '/views/odd', view('odd', { query: 'colour:red' }));
    expect({ status, detail: body.detail }).toEqual({
      status: 400,
      detail: expect.stringContaining('"colour:" is not'),
    });
    expect((await ana('PUT', '/views/odd', view('other'))).status).toBe(400);
  });

  it('are at most fifty a person', async () => {
    const eve = as('agent', 'Eve');
    const made = Array.from({ length: 50 }, (_, n) => eve('PUT', `/views/eve-${n}`, view(`eve-${n}`)));
    expect((await Promise.all(made)).every(({ status }) => status === 200)).toBe(true);
    const refused = await eve('PUT', '/views/eve-50', view('eve-50'));
    expect(refused).toMatchObject({ status: 400, body: { detail: expect.stringContaining('you have 50 views') } });
    expect((await eve('PUT', '/views/eve-1', view('eve-1', { name: 'Changed' }))).status).toBe(200);
  });
});

import { describe, expect, it } from 'vitest';
import { Refused, Unreachable } from '../../../ui/src/shared/api.ts';
import { newId } from '../../../ui/src/shared/new-id.ts';
import { takeNext } from '../../../ui/src/shared/next-urgent.ts';
import { createOffline } from '../../../ui/src/shared/offline.ts';
import { createPresence, presenceOf, presenceWords, typing } from '../../../ui/src/shared/presence.ts';
import { snoozeTimes } from '../../../ui/src/shared/snooze.ts';
import { resolve } from '../../../ui/src/shared/triage.ts';
import { belongs, compareIn } from '../../../ui/src/shared/views.ts';
import { aThread, openDesk, settle, smallServer } from './small-server.ts';

const viewer = { agent: 'Sam', now: Date.parse('2026-11-21T09:00:00Z') };
const at = '2026-11-21T08:59:00.000Z';

const presence = (openId: string | undefined, answer: () => Promise<never[]> = async () => []) => {
  const told: string[] = [];
  const api = {
    present: async (id: string, isTyping: boolean) => {
      told.push(`${id} ${isTyping}`);
      return answer();
    },
  };
  return { told, ...createPresence({ api, agent: () => 'Sam', openId: () => openId }) };
};

const local = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
const hours = (now: number) =>
  snoozeTimes(now).map(([label, date]) => [label, date.getDate(), date.getHours()] as const);

const claimed = (until: string) => aThread('t1', { claim: { agent: 'Ana', until } });
const sleeper = (until: string) => aThread('t', { list: 'snoozed', snooze: { until, reason: 'r', by: 'Sam' } });
const failing = (error: Error) => async () => {
  throw error;
};

describe('the lists', () => {
  it('have a thread where the server says that it stands, not where its status would put it', () => {
    const asleep = aThread('t1', { list: 'snoozed', snooze: { until: at, reason: 'r', by: 'Sam' } });
    expect(belongs('open', asleep, viewer)).toBe(false);
    expect(belongs('overdue', { ...asleep, dueAt: at }, viewer)).toBe(false);
    expect(belongs('snoozed', asleep, viewer)).toBe(true);
    expect(belongs('approval', aThread('t2', { list: 'approval' }), viewer)).toBe(true);
  });

  it('have as unassigned what nobody has, or has no more', () => {
    expect(belongs('unassigned', aThread('t1'), viewer)).toBe(true);
    expect(belongs('unassigned', claimed('2026-11-21T09:01:00Z'), viewer)).toBe(false);
    expect(belongs('unassigned', claimed('2026-11-21T08:59:00Z'), viewer)).toBe(true);
  });

  it('order what sleeps by when it wakes', () => {
    const [early, late] = [sleeper('2026-11-21T10:00:00Z'), sleeper('2026-11-22T10:00:00Z')];
    expect(compareIn('snoozed', early, late)).toBeLessThan(0);
  });

  it('ask the server once for what several of them begin with', async () => {
    const server = smallServer([aThread('t1')]);
    const asked: string[] = [];
    const { threads } = server.api;
    Object.assign(server.api, {
      threads: (query: Parameters<typeof threads>[0]) => {
        asked.push(JSON.stringify(query));
        return threads(query);
      },
    });
    await openDesk(server);
    expect(asked.length).toBe(new Set(asked).size);
  });

  it('read on where the first pages hold nothing of theirs', async () => {
    const server = smallServer([]);
    const claim = { agent: 'Ana', until: '2026-11-21T23:00:00Z' };
    Object.assign(server.api, {
      threads: async ({ after }: { after?: string }) =>
        after ? { items: [aThread('t2')] } : { items: [aThread('t1', { claim })], next: '2' },
    });
    const { desk } = await openDesk(server);
    await desk.lists.load('unassigned');
    expect(desk.lists.visible('unassigned')).toEqual(['t2']);
  });
});

describe('searching in a list', () => {
  it('shows what the server finds, in the address too, and forgets it afterwards', async () => {
    const server = smallServer([aThread('t1'), aThread('t2', { excerpt: 'My refund' })]);
    const { desk, addresses } = await openDesk(server);
    desk.nav.search('refund');
    await settle();
    expect(desk.lists.visible(desk.nav.list())).toEqual(['t2']);
    expect(addresses.at(-1)).toEqual({ page: 'inbox', view: 'open', q: 'refund' });
    desk.nav.open('t2');
    expect(addresses.at(-1)).toMatchObject({ threadId: 't2', q: 'refund' });
    desk.nav.search('');
    await settle();
    expect(desk.lists.visible(desk.nav.list())).toEqual(['t1', 't2']);
  });

  it('keeps the found rows in the list when one is decided on and taken back', async () => {
    const server = smallServer([aThread('t1', { excerpt: 'refund' }), aThread('t2', { excerpt: 'refund' })]);
    const { desk } = await openDesk(server);
    desk.nav.search('refund');
    await settle();
    await desk.operations.run(resolve(desk, aThread('t1')));
    expect(desk.lists.visible('open?refund')).toEqual(['t2']);
    desk.operations.undoLast();
    await settle();
    expect(desk.lists.visible('open?refund')).toEqual(['t1', 't2']);
  });
});

describe('without a connection', () => {
  it('what is done waits, is counted, and goes out in order when the server answers again', async () => {
    let isOnline = false;
    const offline = createOffline(() => isOnline);
    const sent: string[] = [];
    const send = (name: string) => async () => {
      if (!isOnline) throw new Unreachable('away');
      sent.push(name);
    };
    const all = Promise.all(['first', 'second'].map((name) => offline.persist(send(name))));
    await settle();
    expect(offline.waiting.value).toBe(2);
    isOnline = true;
    offline.back();
    await all;
    expect(sent).toEqual(['first', 'second']);
    expect(offline.waiting.value).toBe(0);
  });

  it('a refusal is told at once, and so is a server that does not answer', async () => {
    const refused = new Refused({ status: 409, code: 'claimed', title: 'No' });
    await expect(createOffline(() => false).persist(failing(refused))).rejects.toBe(refused);
    await expect(createOffline(() => true).persist(failing(new Unreachable('away')))).rejects.toThrow('away');
  });
});

describe('who else is here', () => {
  it('is said of everybody but oneself, whoever types before whoever looks', () => {
    const { hear } = presence(undefined);
    hear([
      { agent: 'Sam', threadId: 't1', typing: true, at },
      { agent: 'Ana', threadId: 't1', typing: false, at },
      { agent: 'Ben', threadId: 't2', typing: false, at },
    ]);
    expect(presenceWords(presenceOf('t1'))).toBe('Ana is viewing');
    hear([
      { agent: 'Ana', threadId: 't1', typing: false, at },
      { agent: 'Ben', threadId: 't1', typing: true, at },
    ]);
    expect(presenceWords(presenceOf('t1'))).toBe('Ben is typing');
    hear([]);
    expect(presenceWords(presenceOf('t1'))).toBe('');
  });

  it('tells which thread is open and whether somebody writes, and nothing while none is', async () => {
    const here = presence('t1');
    typing.value = true;
    await here.beat();
    typing.value = false;
    await presence(undefined).beat();
    expect(here.told).toEqual(['t1 true']);
  });

  it('is not asked again of a server that does not know it', async () => {
    const gone = new Refused({ status: 404, code: 'no-such-path', title: 'Nothing here' });
    const here = presence('t1', () => Promise.reject(gone));
    await here.beat();
    await here.beat();
    expect(here.told).toHaveLength(1);
  });

  it('lets the next thread be one in which nobody is writing', async () => {
    const { desk } = await openDesk(smallServer(['t1', 't2', 't3'].map((id) => aThread(id))));
    desk.presence.hear([{ agent: 'Ana', threadId: 't2', typing: true, at }]);
    const open = desk.nav.selected();
    if (!open) throw new Error('no thread is open');
    desk.nav.advanceAfter(() => void desk.operations.run(resolve(desk, open)));
    expect(desk.nav.selectedId()).toBe('t3');
    desk.presence.hear([]);
  });
});

describe('the next most urgent thread', () => {
  it('is handed out and opened, another one than the open one', async () => {
    const { desk } = await openDesk(smallServer([aThread('t1'), aThread('t2')]));
    await takeNext(desk);
    expect(desk.nav.selectedId()).toBe('t2');
    expect(desk.toasts.list.value.at(-1)?.text).toBe('Yours now: @t2');
  });

  it('is said to be none when nothing is left', async () => {
    const { desk } = await openDesk(smallServer([aThread('t1')]));
    await takeNext(desk);
    expect(desk.nav.selectedId()).toBe('t1');
    expect(desk.toasts.list.value.at(-1)?.text).toBe('Nothing urgent is left that nobody works on.');
  });
});

describe('putting aside', () => {
  it('offers an hour, tonight, tomorrow and Monday, each under the same number all day', () => {
    // A Saturday.
    expect(hours(local(21, 11))).toEqual([
      ['For an hour', 21, 12],
      ['Tonight', 21, 18],
      ['Tomorrow', 22, 9],
      ['Monday', 23, 9],
    ]);
    expect(hours(local(21, 19))[1]).toEqual(['For three hours', 21, 22]);
  });

  it('means the coming Monday, on a Monday too', () => {
    expect(hours(local(23, 8))[3]).toEqual(['Monday', 30, 9]);
    expect(hours(local(22, 8))[3]).toEqual(['Monday', 23, 9]);
  });
});

describe('an id made here', () => {
  it('is a ULID whose beginning tells the time', () => {
    const now = 1_469_918_176_385;
    // The example of the specification.
    expect(newId(now)).toMatch(/^01ARYZ6S41[0-9A-HJKMNP-TV-Z]{16}$/);
    expect(newId(now)).not.toBe(newId(now));
  });
});

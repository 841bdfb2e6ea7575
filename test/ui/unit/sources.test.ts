import { describe, expect, it } from 'vitest';
import type { PollsView, StatusView } from '../../../lib/api/status-schema.ts';
import { barsOf, barWords, faultWords, stretchWords, tookWords } from '../../../ui/src/settings/ledger-words.ts';
import { completeness, groupsOf, sourceName, strayStops } from '../../../ui/src/settings/source-groups.ts';
import { scaleOf } from '../../../ui/src/settings/spending-scale.ts';
import { lampOf } from '../../../ui/src/shared/lamps.ts';
import { stopWords } from '../../../ui/src/shared/stops.ts';
import { aThread, openDesk, settle, smallServer } from './small-server.ts';

const local = (time: string, day = 21) => new Date(`2026-11-${day}T${time}`).toISOString();
const now = Date.parse(local('14:30'));

type Source = StatusView['sources'][number];

function aSource(id: string, change: Partial<Source> = {}): Source {
  const [network = ''] = id.split(':');
  return { id, network, gaps: 0, lamp: 'fresh', text: '', ...change };
}

function aStop(what: string, reason?: string): StatusView['stops'][number] {
  return { what, by: 'Ana', at: local('14:02'), ...(reason === undefined ? {} : { reason }) };
}

async function aStatus(change: Partial<StatusView>): Promise<StatusView> {
  return { ...(await smallServer([]).api.status()), ...change };
}

const lampAmong = (...lamps: Source['lamp'][]) => lampOf(lamps.map((lamp) => ({ lamp })));

describe('the lamp of a network', () => {
  it('is that of its worst source', () => {
    expect(lampAmong('fresh', 'failing', 'off')).toEqual({ lamp: 'failing', word: 'failing' });
    expect(lampAmong('fresh', 'late', 'off')).toEqual({ lamp: 'late', word: 'late' });
    expect(lampAmong('fresh', 'never-polled')).toEqual({ lamp: 'never-polled', word: 'not heard yet' });
    expect(lampAmong('fresh')).toEqual({ lamp: 'fresh', word: 'fresh' });
  });

  it('says whether all of it is switched off, or a part', () => {
    expect(lampAmong('off', 'off')).toEqual({ lamp: 'off', word: 'off' });
    expect(lampAmong('fresh', 'off')).toEqual({ lamp: 'off', word: 'partly off' });
  });
});

describe('the sources of the settings', () => {
  it('stand by network, each with the switch of its network', async () => {
    const sources = [aSource('x:mentions:44'), aSource('mastodon:mentions:a'), aSource('x:search:1')];
    const groups = groupsOf(await aStatus({ sources, stops: [aStop('network/x')] }));
    expect(groups.map(({ network, sources: own }) => [network, own.length])).toEqual([
      ['x', 2],
      ['mastodon', 1],
    ]);
    expect(groups.map(({ stop }) => stop?.by)).toEqual(['Ana', undefined]);
  });

  it('leave no switch unseen whose source is no longer connected', async () => {
    const stops = ['sending', 'network/x', 'source/x:mentions:44', 'source/x:search:9', 'network/reddit'].map((what) =>
      aStop(what),
    );
    const status = await aStatus({ sources: [aSource('x:mentions:44')], stops });
    expect(strayStops(status).map(({ what }) => what)).toEqual(['source/x:search:9', 'network/reddit']);
  });

  it('are called by what they read', () => {
    expect(sourceName(aSource('x:mentions:44'))).toBe('Mentions of 44');
    expect(sourceName(aSource('rss:feed:blog.example:1'))).toBe('Feed blog.example:1');
    expect(sourceName(aSource('x:search:9', { query: 'acme OR acorn' }))).toBe('Search: acme OR acorn');
    expect(sourceName(aSource('x:something:new'))).toBe('x:something:new');
    expect(sourceName({ id: 'x:search:1a', network: 'x', query: '(a OR b)', name: 'Complaint watch: Acme' })).toBe(
      'Complaint watch: Acme',
    );
  });

  it('say how complete they are, and when they are read next', () => {
    const read = { completeTo: local('14:02'), nextPollAt: local('14:31') };
    expect(completeness(aSource('x:mentions:4', read), now)).toBe('Complete to 14:02; next poll 14:31');
    expect(completeness(aSource('x:mentions:4', { completeTo: local('14:02'), gaps: 1 }), now)).toBe(
      'Complete to 14:02, 1 gap being filled',
    );
    expect(completeness(aSource('x:mentions:4', { lamp: 'failing', gaps: 2 }), now)).toBe(
      'Nothing read yet, 2 gaps being filled',
    );
    expect(completeness(aSource('x:mentions:4', { lamp: 'never-polled' }), now)).toBe('Not polled yet');
    expect(completeness(aSource('x:mentions:4', { completeTo: local('14:02', 20) }), now)).toMatch(/20 Nov.*14:02/);
  });

  it('say who switched them off, since when and why', () => {
    expect(stopWords(aStop('sending', 'recall'), now)).toBe('switched off by Ana since 14:02: recall');
    expect(stopWords(aStop('sending'), now)).toBe('switched off by Ana since 14:02');
  });
});

type Poll = PollsView['items'][number];

function aPoll(change: Partial<Poll> = {}): Poll {
  const at = local('14:02');
  return {
    at,
    until: new Date(Date.parse(at) + 400).toISOString(),
    from: local('13:57'),
    to: at,
    pages: 1,
    items: 3,
    unreadable: 0,
    openGaps: 0,
    costMicros: 0,
    ...change,
  };
}

describe('the ledger of a source', () => {
  it('says which stretch a poll read, and how long that took', () => {
    expect(stretchWords(aPoll())).toBe('13:57–14:02');
    expect(stretchWords(aPoll({ from: local('23:57', 20) }))).toBe('20 Nov 23:57–14:02');
    expect(stretchWords(aPoll({ from: local('14:02') }))).toBe('–');
    const lasting = (ms: number) =>
      tookWords({ at: local('14:02'), until: new Date(now - 28 * 60_000 + ms).toISOString() });
    expect([20, 400, 42_000, 125_000].map(lasting)).toEqual(['<0.1 s', '0.4 s', '42 s', '2 min 5 s']);
  });

  it('names what is not as it should be, and nothing else', () => {
    expect(faultWords(aPoll())).toBe('');
    expect(faultWords(aPoll({ unreadable: 2, openGaps: 1, problem: 'RateLimited: wait' }))).toBe(
      '2 unreadable, set aside; 1 gap left; RateLimited: wait',
    );
  });

  it('draws the oldest poll first, keeps a small one visible and marks a failed one', () => {
    const polls = [
      aPoll({ items: 0, problem: 'down' }),
      aPoll({ items: 100 }),
      aPoll({ items: 1 }),
      aPoll({ items: 0 }),
    ];
    expect(barsOf(polls)).toEqual([
      { height: 0, hasFailed: false },
      { height: 0.06, hasFailed: false },
      { height: 1, hasFailed: false },
      { height: 0, hasFailed: true },
    ]);
    expect(barWords(polls)).toBe('Posts in each of the last 4 polls: 101 in all, at most 100 in one; 1 failed');
    expect(barsOf([aPoll({ items: 0 })])).toEqual([]);
  });
});

const dollars = (amount: number) => amount * 1_000_000;

describe('the bar of what was spent', () => {
  it('ends at the largest amount, and marks the forecast and both caps', () => {
    const scale = scaleOf({
      network: 'x',
      spentMicros: dollars(10),
      forecastMicros: dollars(31),
      softCapMicros: dollars(40),
      hardCapMicros: dollars(50),
      text: '',
    });
    expect(scale?.spentPercent).toBe(20);
    expect(scale?.marks).toEqual([
      { kind: 'forecast', text: 'forecast $31.00', percent: 62 },
      { kind: 'soft', text: 'told from $40.00', percent: 80 },
      { kind: 'hard', text: 'cap $50.00', percent: 100 },
    ]);
  });

  it('holds what is beyond the cap', () => {
    const over = {
      network: 'x',
      spentMicros: dollars(60),
      hardCapMicros: dollars(50),
      forecastMicros: dollars(80),
      text: '',
    };
    expect(scaleOf(over)).toMatchObject({ spentPercent: 75, marks: [{ percent: 100 }, { percent: 62.5 }] });
  });

  it('is not drawn where there is nothing to measure against', () => {
    expect(scaleOf({ network: 'x', spentMicros: dollars(60), text: '' })).toBeUndefined();
    expect(scaleOf({ network: 'x', spentMicros: 0, hardCapMicros: 0, text: '' })?.spentPercent).toBe(0);
  });
});

describe('a switch that was moved', () => {
  it('has the open conversation read anew, and the others when they are opened', async () => {
    const server = smallServer([aThread('one'), aThread('two')]);
    const { desk } = await openDesk(server);
    const open = desk.nav.selectedId() ?? '';
    const other = open === 'one' ? 'two' : 'one';
    await desk.pages.ensure(other);
    server.state.allowed = false;
    server.state.stops = [aStop('sending')];
    await desk.readStatus();
    await settle();
    expect(desk.pages.get(open).page?.permit.allowed).toBe(false);
    expect(desk.pages.get(other).page).toBeUndefined();
    desk.nav.move(1);
    await settle();
    expect(desk.pages.get(other).page?.permit.allowed).toBe(false);
  });

  it('is told apart from a status that says the same again', async () => {
    const server = smallServer([aThread('one')]);
    const { desk } = await openDesk(server);
    const { page } = desk.pages.get('one');
    await desk.readStatus();
    await settle();
    expect(desk.pages.get('one').page).toBe(page);
  });
});

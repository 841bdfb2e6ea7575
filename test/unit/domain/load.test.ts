import { describe, expect, it } from 'vitest';
import { hourOf, type Load, loadOf, onePersonIn, peopleByHour } from '../../../lib/domain/load.ts';
import { plus } from '../../../lib/domain/time.ts';

const MONDAY = '2026-11-16T00:00:00.000Z';
const NOBODY = { staffing: {}, perHour: 6 };

/** Complaints at the hour of the week, Monday 00:00 being 0. */
const at = (load: Load, day: number, hour: number) => load.hours[day * 24 + hour];

describe('the load by hour of the week', () => {
  it('is the average over the weeks that were counted', () => {
    const counts = [
      { hour: '2026-11-16T10:00:00.000Z', complaints: 8 },
      { hour: '2026-11-23T10:00:00.000Z', complaints: 3 },
    ];
    const load = loadOf({ ...NOBODY, counts, from: MONDAY, to: plus(MONDAY, { days: 14 }), timeZone: 'UTC' });
    expect(at(load, 0, 10)).toEqual({ complaints: 5.5, people: 0, isShort: true });
    expect(at(load, 0, 11)).toEqual({ complaints: 0, people: 0, isShort: false });
    expect(load.days).toBe(2);
    expect(load.hours).toHaveLength(168);
  });

  it('leaves out the weeks before anything was counted', () => {
    const counts = [{ hour: '2026-11-25T10:00:00.000Z', complaints: 4 }];
    const to = plus(MONDAY, { days: 14 });
    const load = loadOf({ ...NOBODY, counts, from: plus(to, { days: -28 }), to, timeZone: 'UTC' });
    expect(at(load, 2, 10)?.complaints).toBe(4);
    expect(load.days).toBe(1);
  });

  it('is nothing where nothing was counted', () => {
    const load = loadOf({ ...NOBODY, counts: [], from: MONDAY, to: plus(MONDAY, { days: 28 }), timeZone: 'UTC' });
    expect(load.days).toBe(0);
    expect(load.hours.every(({ complaints, isShort }) => complaints === 0 && !isShort)).toBe(true);
  });

  it('is told in the hours of the time zone, on either side of a change of the clocks', () => {
    // London is at UTC+1 until Sunday 25 October 2026, 01:00 UTC.
    const counts = [
      { hour: '2026-10-19T08:00:00.000Z', complaints: 2 },
      { hour: '2026-10-26T09:00:00.000Z', complaints: 4 },
    ];
    const stretch = { from: '2026-10-19T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' };
    const load = loadOf({ ...NOBODY, counts, ...stretch, timeZone: 'Europe/London' });
    expect(at(load, 0, 9)?.complaints).toBe(3);
    expect(at(load, 0, 8)?.complaints).toBe(0);
  });

  it('takes the hour that comes twice for two, and the one that is skipped for none', () => {
    const twice = ['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z'].map((hour) => ({ hour, complaints: 6 }));
    const autumn = { from: '2026-10-19T00:00:00.000Z', to: '2026-10-26T00:00:00.000Z' };
    const load = loadOf({ ...NOBODY, counts: twice, ...autumn, timeZone: 'Europe/London' });
    // 01:00 to 02:00 on Sunday stands there twice, with six complaints each time.
    expect(at(load, 6, 1)?.complaints).toBe(6);
    const spring = { from: '2026-03-23T00:00:00.000Z', to: '2026-03-30T00:00:00.000Z' };
    const counts = [
      { hour: '2026-03-23T00:00:00.000Z', complaints: 1 },
      { hour: '2026-03-29T01:00:00.000Z', complaints: 6 },
    ];
    const skipped = loadOf({ ...NOBODY, counts, ...spring, timeZone: 'Europe/London' });
    expect(at(skipped, 6, 1)?.complaints).toBe(0);
    expect(at(skipped, 6, 2)?.complaints).toBe(6);
  });

  it('begins the day where the zone begins it, in zones with half hours, too', () => {
    const counts = [{ hour: '2026-11-18T10:00:00.000Z', complaints: 5 }];
    const load = loadOf({ ...NOBODY, counts, from: MONDAY, to: plus(MONDAY, { days: 7 }), timeZone: 'Asia/Kolkata' });
    expect(at(load, 2, 15)?.complaints).toBe(5);
  });

  it('is too much where more comes in than those who are there can answer', () => {
    const counts = [9, 10, 11].map((hour) => ({
      hour: `2026-11-16T${String(hour).padStart(2, '0')}:00:00.000Z`,
      complaints: hour,
    }));
    const staffing = { mon: [['09:00', '17:00', 2]] as const };
    const load = loadOf({ counts, from: MONDAY, to: plus(MONDAY, { days: 7 }), timeZone: 'UTC', staffing, perHour: 5 });
    expect([9, 10, 11].map((hour) => at(load, 0, hour)?.isShort)).toEqual([false, false, true]);
  });
});

describe('the people who are there', () => {
  it('are added up where shifts overlap, and counted in part where one begins within the hour', () => {
    const people = peopleByHour({
      tue: [
        ['09:30', '12:00', 2],
        ['11:00', '24:00', 1],
      ],
    });
    expect([8, 9, 10, 11, 12, 23].map((hour) => people[24 + hour])).toEqual([0, 1, 2, 3, 1, 1]);
    expect(people[48]).toBe(0);
  });

  it('are one in business hours where nobody said more', () => {
    expect(onePersonIn({ mon: [['09:00', '17:00']] })).toMatchObject({ mon: [['09:00', '17:00', 1]], tue: [] });
  });
});

it('an instant lies in the hour that began last', () => {
  expect(hourOf('2026-11-21T09:59:59.999Z')).toBe('2026-11-21T09:00:00.000Z');
});

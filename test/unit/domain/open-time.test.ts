// A deadline is a sum that people can check: so much of Friday, so much of Monday, and not while nobody owed anything.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBusinessMinutes, stretchesOf } from '../../../lib/domain/business-hours.ts';
import { deadline } from '../../../lib/domain/deadline.ts';
import { businessMinutesBetween, stretchesBetween, sumOf } from '../../../lib/domain/open-time.ts';
import { epochMs, plus } from '../../../lib/domain/time.ts';
import { breaks, calendars, hoursOf, spans, starts } from './any-calendar.ts';

const DAY: [string, string][] = [['09:00', '18:00']];
const office = hoursOf({ mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY }, { timeZone: 'UTC' });

describe('a deadline', () => {
  it('says how it was counted', () => {
    expect(deadline('2026-11-20T17:35:00.000Z', 60, { hours: office })).toEqual({
      from: '2026-11-20T17:35:00.000Z',
      half: '2026-11-23T09:05:00.000Z',
      threeQuarters: '2026-11-23T09:20:00.000Z',
      dueAt: '2026-11-23T09:35:00.000Z',
      sum: '60 min: 25 min Fri 17:35–18:00 + 35 min Mon 09:00–09:35',
    });
  });

  it('does not run in a break, and the sum says so', () => {
    const break1 = { from: '2026-11-23T09:10:00.000Z', to: '2026-11-23T10:00:00.000Z' };
    expect(deadline('2026-11-20T17:35:00.000Z', 60, { hours: office, breaks: [break1] })).toMatchObject({
      dueAt: '2026-11-23T10:25:00.000Z',
      sum: '60 min: 25 min Fri 17:35–18:00 + 10 min Mon 09:00–09:10 + 25 min Mon 10:00–10:25',
    });
  });

  it('is found also after a break of years', () => {
    const longBreak = { from: '2023-01-02T10:00:00.000Z', to: '2026-11-23T10:00:00.000Z' };
    const { dueAt } = deadline('2023-01-02T09:30:00.000Z', 60, { hours: office, breaks: [longBreak] });
    expect(dueAt).toBe('2026-11-23T10:30:00.000Z');
  });

  it('is found where the office opens seldom, if it opens again and again', () => {
    const seldom = hoursOf({ mon: [['09:00', '09:30']] }, { timeZone: 'UTC' });
    expect(deadline('2026-11-20T17:35:00.000Z', 2400, { hours: seldom }).dueAt).toBe('2028-05-29T09:30:00.000Z');
  });

  it('is none, but an error, while a break lasts', () => {
    const lasting = { from: '2026-11-20T17:40:00.000Z' };
    expect(() => deadline('2026-11-20T17:35:00.000Z', 60, { hours: office, breaks: [lasting] })).toThrow(
      /no 60 minutes .* check businessHours/,
    );
  });

  it('of many stretches names the first and the last, with their dates, and adds up the others', () => {
    expect(deadline('2026-11-20T17:35:00.000Z', 2400, { hours: office }).sum).toBe(
      '40 h: 25 min Fri 20 Nov 17:35–18:00 + 36 h in 4 more stretches + 3 h 35 min Fri 27 Nov 09:00–12:35',
    );
  });

  it('cuts a sum where the minute of the clock on the wall ends', () => {
    expect(deadline('2026-11-20T17:35:40.500Z', 60, { hours: office }).sum).toBe(
      '60 min: 25 min Fri 17:35–18:00 + 35 min Mon 09:00–09:35',
    );
  });

  it('ends a day that runs to midnight on itself', () => {
    const always = hoursOf({ fri: [['00:00', '24:00']], sat: [['00:00', '24:00']] }, { timeZone: 'Asia/Tokyo' });
    expect(deadline('2026-11-20T14:35:00.000Z', 60, { hours: always }).sum).toBe(
      '60 min: 25 min Fri 23:35–24:00 + 35 min Sat 00:00–00:35',
    );
  });

  it('shows the time of the office on the day on which its clocks change', () => {
    const nights = hoursOf({ sun: [['00:00', '06:00']] });
    expect(deadline('2026-03-29T00:30:00.000Z', 90, { hours: nights }).sum).toBe('90 min: 90 min Sun 00:30–03:00');
    expect(deadline('2026-10-25T00:30:00.000Z', 90, { hours: nights }).sum).toBe('90 min: 90 min Sun 01:30–02:00');
  });
});

describe('the open time between two moments', () => {
  it('is cut at both of them and at breaks', () => {
    const lunch = { from: '2026-11-20T12:00:00.000Z', to: '2026-11-20T13:00:00.000Z' };
    const calendar = { hours: office, breaks: [lunch] };
    expect(stretchesBetween(calendar, '2026-11-20T11:00:00.000Z', '2026-11-23T09:30:00.000Z')).toEqual([
      { opens: time('20T11:00'), closes: time('20T12:00') },
      { opens: time('20T13:00'), closes: time('20T18:00') },
      { opens: time('23T09:00'), closes: time('23T09:30') },
    ]);
    expect(stretchesBetween(calendar, '2026-11-20T18:00:00.000Z', '2026-11-23T09:00:00.000Z')).toEqual([]);
  });
});

describe('in any calendar, with any breaks, also where the clocks change', () => {
  const any = fc.tuple(calendars, breaks).map(([hours, breaks]) => ({ hours, breaks }));
  const minutes = fc.integer({ min: 1, max: 900 });

  it('the open time up to a deadline is the time that was allowed', () => {
    fc.assert(
      fc.property(any, starts, minutes, (calendar, start, allowed) => {
        const { half, threeQuarters, dueAt } = deadline(start, allowed, calendar);
        expect(businessMinutesBetween(calendar, start, dueAt)).toBe(allowed);
        expect(businessMinutesBetween(calendar, start, half)).toBe(allowed / 2);
        expect(businessMinutesBetween(calendar, start, threeQuarters)).toBe((allowed * 3) / 4);
      }),
    );
  });

  it('a deadline is never brought forward: not by more minutes, not by a later start, not by a break', () => {
    fc.assert(
      fc.property(any, starts, fc.tuple(spans, spans, spans), (calendar, start, [allowed, more, later]) => {
        const due = deadline(start, allowed, calendar).dueAt;
        expect(deadline(start, allowed + more, calendar).dueAt >= due).toBe(true);
        expect(deadline(plus(start, { minutes: later }), allowed, calendar).dueAt >= due).toBe(true);
        expect(addBusinessMinutes(calendar.hours, start, allowed) <= due).toBe(true);
      }),
    );
  });

  it('a break that is over, or has not begun, changes nothing', () => {
    fc.assert(
      fc.property(calendars, starts, fc.tuple(minutes, minutes), (hours, start, [allowed, length]) => {
        const due = addBusinessMinutes(hours, start, allowed);
        const before = { from: plus(start, { minutes: -length }), to: start };
        const after = { from: due, to: plus(due, { minutes: length }) };
        expect(deadline(start, allowed, { hours, breaks: [after, before] }).dueAt).toBe(due);
      }),
    );
  });

  it('open time is the sum of its parts, and none backwards', () => {
    fc.assert(
      fc.property(any, starts, fc.tuple(spans, spans), (calendar, start, [first, then]) => {
        const middle = plus(start, { minutes: first });
        const end = plus(middle, { minutes: then });
        const parts = businessMinutesBetween(calendar, start, middle) + businessMinutesBetween(calendar, middle, end);
        expect(businessMinutesBetween(calendar, start, end)).toBeCloseTo(parts, 6);
        expect(businessMinutesBetween(calendar, end, start)).toBe(0);
      }),
    );
  });

  it('a sum adds up', () => {
    fc.assert(
      fc.property(any, starts, fc.tuple(minutes, fc.nat(59_999)), (calendar, start, [allowed, milliseconds]) => {
        const from = plus(start, { milliseconds });
        const sum = sumOf(stretchesOf(calendar, from, allowed), calendar.hours.timeZone);
        const [total = '', parts = ''] = sum.split(': ');
        expect(minutesIn(total)).toBe(allowed);
        expect(parts.split(' + ').reduce((added, part) => added + minutesIn(part), 0)).toBe(allowed);
      }),
    );
  });

  it('what is counted is open, in order, and within no break', () => {
    fc.assert(
      fc.property(any, starts, minutes, (calendar, start, allowed) => {
        const stretches = stretchesOf(calendar, start, allowed);
        for (const [index, { opens, closes }] of stretches.entries()) {
          expect(opens).toBeLessThan(closes);
          expect(opens).toBeGreaterThanOrEqual(stretches[index - 1]?.closes ?? epochMs(start));
          for (const { from, to = from } of calendar.breaks)
            expect(closes <= epochMs(from) || opens >= epochMs(to)).toBe(true);
        }
      }),
    );
  });
});

/** `20T11:00`: a moment of that month, in milliseconds. */
function time(text: string): number {
  return epochMs(`2026-11-${text}:00.000Z`);
}

/** Of "3 h 35 min Fri 09:00–12:35", the first figures. */
function minutesIn(text: string): number {
  const [, hours = '0', minutes = '0'] = /^(?:(\d+) h ?)?(?:(\d+) min)?/.exec(text) ?? [];
  return Number(hours) * 60 + Number(minutes);
}

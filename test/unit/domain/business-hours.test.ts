// Open time is counted as a clock on the wall of the office shows it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBusinessMinutes, type BusinessHours, businessHoursSchema } from '../../../lib/domain/business-hours.ts';
import { epochMs, instantOf, plus } from '../../../lib/domain/time.ts';
import { calendars, hoursOf, spans, starts } from './any-calendar.ts';

const OFFICE: readonly [string, string][] = [
  ['09:00', '12:30'],
  ['13:30', '17:00'],
];

const office = hoursOf({ mon: [...OFFICE], tue: [...OFFICE], wed: [...OFFICE], thu: [...OFFICE], fri: [...OFFICE] });

/** Without milliseconds, as the examples write it. */
function after(hours: BusinessHours, start: string, minutes: number): string {
  return addBusinessMinutes(hours, start, minutes).replace('.000Z', 'Z');
}

describe('business minutes', () => {
  it('run while the office is open', () => {
    expect(after(office, '2026-11-23T09:10:00Z', 30)).toBe('2026-11-23T09:40:00Z');
  });

  it('stop over lunch', () => {
    expect(after(office, '2026-11-23T12:00:00Z', 60)).toBe('2026-11-23T14:00:00Z');
  });

  it('stop over the night and the weekend', () => {
    expect(after(office, '2026-11-20T16:50:00Z', 30)).toBe('2026-11-23T09:20:00Z');
  });

  it('begin when the office opens for a complaint in the night', () => {
    expect(after(office, '2026-11-23T03:00:00Z', 15)).toBe('2026-11-23T09:15:00Z');
    expect(after(office, '2026-11-21T12:00:00Z', 0)).toBe('2026-11-23T09:00:00Z');
  });

  it('may end exactly when the office closes', () => {
    expect(after(office, '2026-11-23T16:00:00Z', 60)).toBe('2026-11-23T17:00:00Z');
    expect(after(office, '2026-11-23T17:00:00Z', 1)).toBe('2026-11-24T09:01:00Z');
  });

  it('pass over holidays', () => {
    const hours = hoursOf(office.week, { holidays: ['2026-11-24', '2026-11-25'] });
    expect(after(hours, '2026-11-23T16:30:00Z', 60)).toBe('2026-11-26T09:30:00Z');
  });

  it('are those of the office, wherever the complaint comes from', () => {
    const tokyo = hoursOf({ tue: [['09:00', '17:00']] }, { timeZone: 'Asia/Tokyo' });
    expect(after(tokyo, '2026-11-23T22:00:00Z', 60)).toBe('2026-11-24T01:00:00Z');
    const newYork = hoursOf({ mon: [['09:00', '17:00']] }, { timeZone: 'America/New_York' });
    expect(after(newYork, '2026-11-23T02:00:00Z', 60)).toBe('2026-11-23T15:00:00Z');
  });

  it('do not care in which order a day’s periods are written', () => {
    const swapped = hoursOf({ mon: [...OFFICE].toReversed() });
    expect(after(swapped, '2026-11-23T12:00:00Z', 60)).toBe('2026-11-23T14:00:00Z');
  });

  it('run on over midnight where the office never closes', () => {
    const always = hoursOf({ mon: [['00:00', '24:00']], tue: [['00:00', '24:00']] });
    expect(after(always, '2026-11-23T23:50:00Z', 20)).toBe('2026-11-24T00:10:00Z');
    expect(after(always, '2026-11-24T23:50:00Z', 10)).toBe('2026-11-25T00:00:00Z');
  });

  it('keep the seconds of the moment they are counted from', () => {
    expect(addBusinessMinutes(office, '2026-11-23T09:10:11.250Z', 5)).toBe('2026-11-23T09:15:11.250Z');
  });
});

describe('when the clocks change', () => {
  const night = hoursOf({ sun: [['00:00', '06:00']] });
  const working = hoursOf({ fri: [['09:00', '17:00']], mon: [['09:00', '17:00']] });

  it('the night in spring is an hour shorter', () => {
    expect(after(night, '2026-03-29T00:00:00Z', 4 * 60)).toBe('2026-03-29T04:00:00Z');
    expect(after(night, '2026-03-29T00:00:00Z', 5 * 60)).toBe('2026-03-29T05:00:00Z');
    expect(after(night, '2026-03-29T00:00:00Z', 5 * 60 + 1)).toBe('2026-04-04T23:01:00Z');
  });

  it('the night in autumn is an hour longer', () => {
    expect(after(night, '2026-10-24T23:00:00Z', 7 * 60)).toBe('2026-10-25T06:00:00Z');
    expect(after(night, '2026-10-24T23:00:00Z', 7 * 60 + 1)).toBe('2026-11-01T00:01:00Z');
  });

  it('the office opens at nine by the clock on its wall', () => {
    expect(after(working, '2026-03-27T16:30:00Z', 60)).toBe('2026-03-30T08:30:00Z');
    expect(after(working, '2026-10-23T15:30:00Z', 60)).toBe('2026-10-26T09:30:00Z');
  });

  it('a period that lies in the skipped hour is closed, without an error', () => {
    const skipped = hoursOf({ sun: [['01:30', '02:10']], mon: [['09:00', '10:00']] });
    expect(after(skipped, '2026-03-29T00:00:00Z', 10)).toBe('2026-03-30T08:10:00Z');
  });
});

describe('any calendar', () => {
  it('never brings a deadline forward for more minutes or for a later start', () => {
    fc.assert(
      fc.property(calendars, starts, fc.tuple(spans, spans, spans), (hours, start, [minutes, more, later]) => {
        const due = addBusinessMinutes(hours, start, minutes);
        expect(due >= start).toBe(true);
        expect(addBusinessMinutes(hours, start, minutes + more) >= due).toBe(true);
        expect(addBusinessMinutes(hours, plus(start, { minutes: later }), minutes) >= due).toBe(true);
      }),
    );
  });

  it('gives the same deadline in two parts as in one', () => {
    fc.assert(
      fc.property(
        calendars,
        starts,
        fc.tuple(spans, fc.integer({ min: 1, max: 900 })),
        (hours, start, [first, then]) => {
          const inParts = addBusinessMinutes(hours, addBusinessMinutes(hours, start, first), then);
          expect(inParts).toBe(addBusinessMinutes(hours, start, first + then));
        },
      ),
    );
  });

  it('agrees with somebody who looks at the clock on the wall every minute', () => {
    fc.assert(
      fc.property(calendars, starts, fc.integer({ min: 1, max: 300 }), (hours, start, minutes) => {
        expect(epochMs(addBusinessMinutes(hours, start, minutes))).toBe(epochMs(watched(hours, start, minutes)));
      }),
      { numRuns: 30 },
    );
  });
});

/** The slow way: minute by minute, is it open now? */
function watched(hours: BusinessHours, start: string, minutes: number): string {
  const wall = new Intl.DateTimeFormat('en-CA', {
    timeZone: hours.timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  let left = minutes;
  for (let now = epochMs(start); ; now += 60_000) {
    const shown = Object.fromEntries(wall.formatToParts(now).map(({ type, value }) => [type, value]));
    const day = String(shown['weekday']).slice(0, 3).toLowerCase() as keyof BusinessHours['week'];
    const time = `${shown['hour']}:${shown['minute']}`;
    const isHoliday = hours.holidays.includes(`${shown['year']}-${shown['month']}-${shown['day']}`);
    const isOpen = !isHoliday && (hours.week[day] ?? []).some(([from, to]) => from <= time && time < to);
    if (isOpen) left -= 1;
    if (left === 0) return instantOf(now + 60_000);
  }
}

function problemsOf(calendar: object): string | undefined {
  const given = { timeZone: 'Europe/London', week: { mon: [['09:00', '17:00']] }, ...calendar };
  return businessHoursSchema
    .safeParse(given)
    .error?.issues.map(({ message }) => message)
    .join('; ');
}

describe('a calendar that cannot be', () => {
  it('is refused in words when it is never open', () => {
    expect(problemsOf({ week: {} })).toBe('at least one day must be open');
    expect(problemsOf({ week: { mon: [], sun: [] } })).toBe('at least one day must be open');
  });

  it('is refused when a period ends before it begins, or overlaps another', () => {
    expect(problemsOf({ week: { mon: [['17:00', '09:00']] } })).toContain('must end after it begins');
    expect(problemsOf({ week: { mon: [['09:00', '09:00']] } })).toContain('must end after it begins');
    expect(
      problemsOf({
        week: {
          mon: [
            ['12:00', '17:00'],
            ['09:00', '12:30'],
          ],
        },
      }),
    ).toContain('must not overlap');
    expect(
      problemsOf({
        week: {
          mon: [
            ['12:00', '17:00'],
            ['09:00', '12:00'],
          ],
        },
      }),
    ).toBeUndefined();
  });

  it('is refused for times, days and time zones that do not exist', () => {
    for (const time of ['9:00', '24:30', '12:60', 'noon', '0900'])
      expect(problemsOf({ week: { mon: [['00:00', time]] } })).toContain('expected a time of day such as 09:00');
    expect(problemsOf({ week: { monday: [['09:00', '17:00']] } })).toBeDefined();
    expect(problemsOf({ timeZone: 'Europe/Londen' })).toBe('expected an IANA time zone such as Europe/London');
    expect(problemsOf({ holidays: ['2026-02-30'] })).toBeDefined();
    expect(problemsOf({})).toBeUndefined();
  });

  it('ends in an error and not in an endless search when holidays leave nothing open', () => {
    const mondays = Array.from({ length: 60 }, (_, week) =>
      plus('2026-11-23T00:00:00Z', { days: 7 * week }).slice(0, 10),
    );
    const hours = hoursOf({ mon: [['09:00', '17:00']] }, { holidays: mondays });
    expect(() => addBusinessMinutes(hours, '2026-11-21T00:00:00Z', 30)).toThrow(/no 30 minutes .* check businessHours/);
  });
});

// Calendars of public holidays come in many hands: each date is taken as it stands there, wherever the process runs.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { holidaysIn } from '../../../lib/config/holiday-calendars.ts';

const NOW = '2026-11-22T09:00:00.000Z';

function calendar(...events: readonly string[][]): string {
  const lines = events.flatMap((event, index) => [
    'BEGIN:VEVENT',
    `UID:${index}`,
    'DTSTAMP:20260101T000000Z',
    ...event,
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Acorn//EN', ...lines, 'END:VCALENDAR'].join('\r\n');
}

function datesOf(...event: string[]): string[] {
  return holidaysIn(calendar(event), NOW).filter((date) => date >= '2026-11' && date < '2029');
}

describe('the dates of a calendar', () => {
  it('are all days of an event, without the day on which it ends', () => {
    expect(datesOf('DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261228')).toEqual([
      '2026-12-25',
      '2026-12-26',
      '2026-12-27',
    ]);
    expect(datesOf('DTSTART;VALUE=DATE:20261225')).toEqual(['2026-12-25']);
  });

  it('are those of every year, by date or by weekday, without the exceptions', () => {
    expect(datesOf('DTSTART;VALUE=DATE:19990101', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20280101')).toEqual([
      '2027-01-01',
    ]);
    expect(datesOf('DTSTART;VALUE=DATE:20200525', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO')).toEqual([
      '2027-05-31',
      '2028-05-29',
    ]);
  });

  it('are also those of days marked as free, as calendar programs mark holidays', () => {
    expect(datesOf('DTSTART;VALUE=DATE:20261225', 'TRANSP:TRANSPARENT')).toEqual(['2026-12-25']);
  });

  it('are not those of meetings, nor of what was called off', () => {
    const day = ['DTSTART;VALUE=DATE:20261225'];
    const meeting = ['DTSTART:20261224T120000Z', 'DTEND:20261224T180000Z'];
    const calledOff = ['DTSTART;VALUE=DATE:20261223', 'STATUS:CANCELLED'];
    expect(holidaysIn(calendar(day, meeting, calledOff), NOW)).toEqual(['2026-12-25']);
  });

  it.each(['UTC', 'America/Los_Angeles', 'Asia/Tokyo', 'Australia/Lord_Howe', 'America/Santiago'])(
    'are the same on a machine in %s',
    (timeZone) => {
      const ics = calendar(
        ['DTSTART;VALUE=DATE:20260906', 'DTEND;VALUE=DATE:20260908'],
        ['DTSTART;VALUE=DATE:20200329', 'RRULE:FREQ=YEARLY;COUNT=9'],
      );
      const program = `import { holidaysIn } from './lib/config/holiday-calendars.ts';
        process.stdout.write(holidaysIn(${JSON.stringify(ics)}, '${NOW}').filter((date) => date.startsWith('2026')).join(' '));`;
      const env = { PATH: process.env['PATH'], TZ: timeZone };
      expect(execFileSync(process.execPath, ['--input-type=module', '-e', program], { env, encoding: 'utf8' })).toBe(
        '2026-09-06 2026-09-07 2026-03-29',
      );
    },
  );
});

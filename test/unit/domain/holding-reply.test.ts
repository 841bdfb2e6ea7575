// The answer that says why an answer takes longer: offered when it will, and only then.
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../../lib/domain/assessment.ts';
import { businessHoursSchema } from '../../../lib/domain/business-hours.ts';
import { type HoldingOrder, holdingReply } from '../../../lib/domain/holding-reply.ts';
import { checkReply } from '../../../lib/domain/reply-check.ts';
import type { Thread } from '../../../lib/domain/thread.ts';
import { at, COMPLAINT, opened, threadOf } from './histories.ts';

const DAY = [['09:00', '18:00']];
const HOURS = businessHoursSchema.parse({
  timeZone: 'Europe/London',
  week: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY },
  holidays: ['2026-12-25', '2026-12-28'],
});

/** Written on a Monday at 10:00, due at 14:00. */
const THREAD: Thread = {
  ...threadOf(opened({ ...COMPLAINT, causes: ['billing'] }, { written: at('10:00'), dueAt: at('14:00') })),
  author: { id: '7', handle: 'ines_93', name: 'Inês Silva' },
  answerClock: { from: at('10:00'), half: at('12:00'), threeQuarters: at('13:00'), dueAt: at('14:00'), sum: '240 min' },
};

function holding(now: string, more: Partial<HoldingOrder> = {}) {
  return holdingReply({ thread: THREAD, hours: HOURS, now, agent: 'ana@example.org', language: 'en', ...more });
}

describe('a holding reply is offered', () => {
  it('when the deadline has passed', () => {
    expect(holding(at('14:00'))?.why).toBe('The answer is overdue: it was due Mon 23 Nov 14:00.');
  });

  it('when less than a quarter of the time is left, and no sooner', () => {
    expect(holding(at('12:59'))).toBeUndefined();
    expect(holding(at('13:00'))?.why).toBe(
      'Less than a quarter of its time is left: the answer is due Mon 23 Nov 14:00.',
    );
  });

  it('when no clock is kept, by the time since the customer wrote', () => {
    const { answerClock: _, ...thread } = THREAD;
    expect(holding(at('12:59'), { thread })).toBeUndefined();
    expect(holding(at('13:00'), { thread })).toBeDefined();
  });

  it('when nobody is at work', () => {
    const thread = { ...THREAD, dueAt: '2026-11-24T10:00:00.000Z' };
    expect(holding('2026-11-23T19:00:00.000Z', { thread })?.why).toBe(
      'Nobody is at work before Tue 24 Nov 09:00; the answer is due Tue 24 Nov 10:00.',
    );
  });

  it('to nobody who is owed no answer, or whose answer is on its way', () => {
    const { dueAt: _, ...settled } = THREAD;
    expect(holding(at('15:00'), { thread: settled })).toBeUndefined();
    expect(holding(at('15:00'), { thread: { ...THREAD, status: 'waiting' } })).toBeUndefined();
    expect(holding(at('15:00'), { thread: { ...THREAD, pendingReply: 'r1' } })).toBeUndefined();
  });

  it('in no language that it cannot be written in', () => {
    expect(holding(at('15:00'), { language: 'pl' })).toBeUndefined();
    expect(holding(at('15:00'), { language: 'und' })).toBeUndefined();
  });
});

describe('a holding reply says', () => {
  it('what was seen, why it takes longer and when a person is there', () => {
    expect(holding(at('15:00'))?.text).toBe(
      'Hi Inês, thanks for telling us. We are sorry that your bill or refund is not right. We have a lot of messages today, so this takes us longer. A person will answer you here today by 18:00. – Ana',
    );
  });

  it.each([
    ['before opening on the same day', '2026-11-24T07:00:00.000Z', 'today from 09:00'],
    ['in the evening', '2026-11-24T19:00:00.000Z', 'tomorrow from 09:00'],
    ['in the last hour of the day', '2026-11-24T17:30:00.000Z', 'tomorrow from 09:00'],
    ['on a Friday evening', '2026-11-27T19:00:00.000Z', 'on Monday from 09:00'],
    ['before a long holiday', '2026-12-24T19:00:00.000Z', 'on Tuesday from 09:00'],
    ['when the clocks go forward', '2027-03-27T10:00:00.000Z', 'on Monday from 09:00'],
  ])('from when, in local time: %s', (_when, now, words) => {
    expect(holding(now)?.text).toContain(`answer you here ${words}.`);
  });

  it('the date, too, where the weekday alone would be another one', () => {
    const closed = Array.from({ length: 12 }, (_, day) => `2026-12-${String(day + 1).padStart(2, '0')}`);
    const hours = { ...HOURS, holidays: closed };
    expect(holding('2026-11-30T19:00:00.000Z', { hours })?.text).toContain('on Monday 14 December from 09:00');
  });

  it('where to turn in danger, and that any other risk comes first', () => {
    const risky = (risks: Thread['risks']) => holding(at('15:00'), { thread: { ...THREAD, risks } })?.text;
    expect(risky(['danger'])).toContain('call the emergency services now');
    expect(risky(['legal-threat'])).toContain('Yours is the first we will look at.');
    const urgentContact = 'call 0800 123 4567';
    expect(holding(at('15:00'), { thread: { ...THREAD, risks: ['press'] }, urgentContact })?.text).toContain(
      'If it cannot wait: call 0800 123 4567.',
    );
    expect(holding(at('15:00'), { urgentContact })?.text).not.toContain('0800');
  });

  it('no name that nobody knows, on either side', () => {
    const thread = { ...THREAD, author: { id: '7', handle: 'ines_93' } };
    const text = holding(at('15:00'), { thread, agent: 'You' })?.text;
    expect(text).toMatch(/^Hello, thanks/);
    expect(text).toMatch(/18:00\.$/);
  });

  it.each([
    ['de', 'heute bis 18:00 Uhr', 'am Montag ab 09:00 Uhr'],
    ['fr', 'aujourd’hui avant 18:00', 'lundi à partir de 09:00'],
    ['es', 'hoy antes de las 18:00', 'el lunes a partir de las 09:00'],
    ['it', 'oggi entro le 18:00', 'lunedì dalle 09:00'],
    ['nl', 'vandaag vóór 18:00 uur', 'maandag vanaf 09:00 uur'],
    ['pt', 'hoje até às 18:00', 'na segunda-feira a partir das 09:00'],
  ])('all of that in %s', (language, today, monday) => {
    expect(holding(at('15:00'), { language })?.text).toContain(today);
    expect(holding('2026-11-27T19:00:00.000Z', { language })?.text).toContain(monday);
  });
});

describe('a team that works until midnight', () => {
  it.each([
    ['round the clock', [['00:00', '24:00']]],
    ['late', [['09:00', '24:00']]],
  ])('has until the end of the day, not its beginning: %s', (_what, day) => {
    const hours = businessHoursSchema.parse({ timeZone: 'Europe/London', week: { mon: day, tue: day } });
    expect(holding(at('15:00'), { hours })?.text).toContain('A person will answer you here today by 24:00.');
  });
});

describe('a holding reply as it is judged', () => {
  const answer = {
    visibility: 'public',
    agent: 'Ana',
    customer: THREAD.author,
    posts: ['Where is my money?'],
    about: 'complaint',
    brand: ['Acorn Mobile'],
    hours: HOURS,
    measure: { length: 200, max: 280, unit: 'x-weighted', fits: true },
  } as const;

  it.each(CAUSES)('leaves nothing but the open door to be advised: %s', (cause) => {
    for (const now of [at('15:00'), '2026-11-27T19:00:00.000Z']) {
      const text = holding(now, { thread: { ...THREAD, causes: [cause] } })?.text ?? '';
      const { findings, promises } = checkReply({ ...answer, causes: [cause], text, now, language: 'en' });
      const against = findings.filter(({ level }) => level !== 'good').map(({ id }) => id);
      expect(against.filter((id) => id !== 'open-door' && id !== 'own-words')).toEqual([]);
      expect(promises).toHaveLength(1);
    }
  });

  it.each(['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'])(
    'fits every network of the shortest posts, and says sorry and thanks: %s',
    (language) => {
      for (const cause of CAUSES) {
        for (const now of [at('15:00'), '2026-11-27T19:00:00.000Z']) {
          const thread = { ...THREAD, causes: [cause], risks: ['press' as const] };
          const text = holding(now, { thread, language })?.text ?? '';
          expect(text.length).toBeLessThanOrEqual(280);
          const { findings } = checkReply({ ...answer, causes: [cause], text, now, language });
          const good = findings.filter(({ level }) => level === 'good').map(({ id }) => id);
          expect(good).toEqual(expect.arrayContaining(['sorry', 'thanks', 'name', 'signed']));
        }
      }
    },
  );
});

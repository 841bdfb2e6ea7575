// What is put into a saved reply for this customer, this agent and this moment.
import { describe, expect, it } from 'vitest';
import { businessHoursSchema } from '../../../lib/domain/business-hours.ts';
import { filled, VARIABLES, valuesFor } from '../../../lib/domain/reply-variables.ts';
import { replay } from './replayed.ts';

const DAY: [string, string][] = [['09:00', '17:00']];
const hours = businessHoursSchema.parse({
  timeZone: 'Europe/London',
  week: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY },
  holidays: ['2026-12-25', '2026-12-28'],
});
const FRIDAY = '2026-11-27T10:00:00.000Z';

function values(given: { now?: string; agent?: string; name?: string; language?: string; page?: string } = {}) {
  const { now = FRIDAY, agent = 'ana.silva@acorn.example', name, language = 'en', page } = given;
  const thread = {
    ...replay(),
    author: { id: '7', handle: 'ada_93', ...(name ? { name } : {}) },
    language: { code: language, known: true },
  };
  return valuesFor({ thread, agent, brand: 'Acorn Mobile', hours, now, page });
}

describe('the variables of a saved reply', () => {
  it('become what the customer, the case and the writer are called', () => {
    const text = '{name} {handle} {case} {agent} {brand} {cause}';
    expect(filled(text, values({ name: 'Ada Lovelace' }))).toBe('Ada @ada_93 4821-7305 Ana Acorn Mobile the delivery');
    expect(filled('{name}', values())).toBe('@ada_93');
    expect(filled('{agent}', values({ agent: 'You' }))).toBe('Acorn Mobile');
  });

  it.each([
    ['on a Friday', FRIDAY, 'Monday|now'],
    ['before work', '2026-11-24T07:00:00.000Z', 'Wednesday|today from 09:00'],
    ['after work', '2026-11-24T18:00:00.000Z', 'Wednesday|tomorrow from 09:00'],
    ['at the weekend', '2026-11-28T12:00:00.000Z', 'Monday|on Monday from 09:00'],
    ['on Christmas Eve at night', '2026-12-24T20:00:00.000Z', 'Tuesday|on Tuesday from 09:00'],
    ['just before midnight in summer time', '2026-06-30T22:30:00.000Z', 'Wednesday|tomorrow from 09:00'],
  ])('become the next working day and when somebody is there, by the calendar: %s', (_when, now, said) => {
    expect(filled('{by}|{next-open}', values({ now }))).toBe(said);
  });

  it('say the date where the name of a day alone would mean an earlier one', () => {
    const closed = businessHoursSchema.parse({ ...hours, week: { mon: DAY }, holidays: ['2026-11-30'] });
    const thread = replay();
    const { by } = valuesFor({ thread, agent: 'Ana', brand: 'Acorn', hours: closed, now: FRIDAY });
    expect(by).toBe('Monday 7 December');
  });

  it('name the day in the customer’s language', () => {
    expect(filled('{by}', values({ language: 'de' }))).toBe('Montag');
    expect(filled('{by}', values({ language: 'und' }))).toBe('Monday');
  });

  it('are left in braces where there is nothing to put in, so that they are found', () => {
    expect(filled('{page} {cause} {nonsense} {', values({ language: 'de' }))).toBe('{page} {cause} {nonsense} {');
    expect(filled('{page}', values({ page: 'https://acorn.example/case/1' }))).toBe('https://acorn.example/case/1');
  });

  it('are all explained to whoever writes a saved reply', () => {
    const known = Object.keys(values({ page: 'https://acorn.example' }));
    expect(VARIABLES.map(({ name }) => name).toSorted()).toEqual(known.toSorted());
  });
});

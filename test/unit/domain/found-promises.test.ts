// Which sentences of an answer promise something, and by when it must have been done.
import { describe, expect, it } from 'vitest';
import { businessHoursSchema } from '../../../lib/domain/business-hours.ts';
import { foundPromises } from '../../../lib/domain/found-promises.ts';
import type { TimeContext } from '../../../lib/domain/times-in-text.ts';

const DAY = [['08:00', '20:00']];
const WEEK = { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [['09:00', '17:00']] };
const HOURS = businessHoursSchema.parse({ timeZone: 'Europe/London', week: WEEK, holidays: ['2026-12-25'] });
/** A Tuesday in winter, when London keeps UTC. */
const TUESDAY = { hours: HOURS, now: '2026-11-24T10:00:00.000Z' };

function dues(text: string, context: TimeContext = TUESDAY): string[] {
  return foundPromises(text, context).promises.map(({ dueAt }) => dueAt.slice(0, 16));
}

/** What a colleague would write on the calendar; none: nothing. */
const SENTENCES: readonly (readonly [sentence: string, ...dueAt: string[]])[] = [
  // A day ends when the last of the team goes home.
  ['Your refund is with you by Friday.', '2026-11-27T20:00'],
  ['We will send it today.', '2026-11-24T20:00'],
  ['I’ll write to you again tomorrow.', '2026-11-25T20:00'],
  ['An engineer will be with you on Saturday.', '2026-11-28T17:00'],
  ['It will be fixed by 3 May.', '2027-05-03T19:00'],
  ['We will have it with you by Thursday, 26 November.', '2026-11-26T20:00'],
  ['You will hear from us by 1/12.', '2026-12-01T20:00'],
  ['We will send it on the 30th.', '2026-11-30T20:00'],
  ['The new phone will ship next Monday.', '2026-11-30T20:00'],
  ['We have booked an engineer for you on Thursday.', '2026-11-26T20:00'],
  // A time is that time.
  ['I will call you by 5pm today.', '2026-11-24T17:00'],
  ['We will call you tomorrow at 9:30.', '2026-11-25T09:30'],
  ['We promise an update by noon tomorrow.', '2026-11-25T12:00'],
  ['We can call you at 5.', '2026-11-24T17:00'],
  ['We’ll ring you by 9 am.', '2026-11-25T09:00'],
  // Parts of a day.
  ['I will write to you tomorrow morning.', '2026-11-25T12:00'],
  ['Our team is looking at it this afternoon.', '2026-11-24T18:00'],
  ['We will reply tonight.', '2026-11-24T20:00'],
  // How long it takes.
  ['We will call you within 24 hours.', '2026-11-25T10:00'],
  ['I will get back to you in half an hour.', '2026-11-24T10:30'],
  ['It should be with you in two days.', '2026-11-26T20:00'],
  ['It will be with you within 3 to 5 working days.', '2026-12-01T20:00'],
  ['Please allow 5 working days for the refund.', '2026-12-01T20:00'],
  ['We will answer within 2 working hours.', '2026-11-24T12:00'],
  ['We’ll sort this within a week.', '2026-12-01T20:00'],
  ['You will have it in 2-3 weeks.', '2026-12-15T20:00'],
  // Longer stretches end with their last working day.
  ['We will have an answer for you next week.', '2026-12-04T20:00'],
  ['We aim to fix it by the end of the week.', '2026-11-27T20:00'],
  ['Your money will reach you by the end of the month.', '2026-11-30T20:00'],
  ['I will reply by end of day.', '2026-11-24T20:00'],
  ['We will let you know by close of business on Friday.', '2026-11-27T20:00'],
  // Several at once.
  ['We will call you tomorrow and send the money by Friday.', '2026-11-25T20:00', '2026-11-27T20:00'],
  ['Your parcel was sent on Monday and will be with you by Thursday.', '2026-11-26T20:00'],
  ['I will check it with the depot and reply here by noon.', '2026-11-24T12:00'],
  ['If you send us the number, we will refund you by Friday.', '2026-11-27T20:00'],
  ['We are open from 9 to 5 and will call you tomorrow.', '2026-11-25T20:00'],
  // Opening hours.
  ['We are open 9 to 5.'],
  ['Our lines are open Monday to Friday from 8am.'],
  ['You can reach us until 8 pm today.'],
  ['We are here 24/7.'],
  // What has happened.
  ['Your parcel was sent on Monday.'],
  ['We received your message yesterday.'],
  ['It should have been with you by Friday.'],
  ['Sorry that it did not come by Friday as we said.'],
  ['You ordered it last Friday.'],
  ['Sorry about your delivery on Monday, we will look into it.'],
  // What the customer is asked for.
  ['Please reply by Friday.'],
  ['Send us your order number by tomorrow.'],
  ['You need to return it within 14 days.'],
  ['Can we call you tomorrow?'],
  // What is not sure, or will not be.
  ['If it has not come by Friday, tell us.'],
  ['We will not be able to answer before Monday.'],
  ['We usually answer within 2 hours.'],
  ['It may take up to 5 working days.'],
  // What somebody else said.
  ['You wrote “it will come on Monday”, and I see why.'],
  ['> we will call you tomorrow'],
  // No dates at all.
  ['I am looking into it now.'],
  ['You may call us, and we can talk a second time.'],
  ['We will get back to you soon.'],
  ['Version 10.15.7 will cost £12.50.'],
];

describe('promises in an answer', () => {
  it.each(SENTENCES)('%s', (sentence, ...dueAt) => {
    expect(dues(sentence)).toEqual(dueAt);
  });

  it('are found in all of the sentences that have any, and in none of the others', () => {
    const right = SENTENCES.filter(([sentence, ...dueAt]) => dues(sentence).join() === dueAt.join()).length;
    expect(`${right} of ${SENTENCES.length} right`).toBe(`${SENTENCES.length} of ${SENTENCES.length} right`);
    expect(SENTENCES.length).toBeGreaterThanOrEqual(30);
  });

  it('are told in the sentence that makes them, without its greeting', () => {
    const text = 'Hi Ines, we will send your refund by Friday. Sorry for the wait! ^AB';
    expect(foundPromises(text, TUESDAY).promises).toEqual([
      {
        text: 'we will send your refund by Friday.',
        dueAt: '2026-11-27T20:00:00.000Z',
        mark: { start: text.indexOf('Friday'), end: text.indexOf('Friday') + 6 },
      },
    ]);
  });

  it('of the same time in the same sentence are one', () => {
    expect(dues('We will call you by Friday, that is by Friday evening.')).toHaveLength(1);
  });
});

describe('a promise and the calendar', () => {
  it('must be kept before a day off, when nobody is at work on the day itself', () => {
    // A Sunday, and Christmas Day.
    expect(dues('It will be with you by Sunday.')).toEqual(['2026-11-28T17:00']);
    expect(dues('It will be with you by 25 December.')).toEqual(['2026-12-24T20:00']);
  });

  it('made after closing time is due by the end of the day all the same', () => {
    const late = { ...TUESDAY, now: '2026-11-24T21:00:00.000Z' };
    expect(dues('We will look at it today.', late)).toEqual(['2026-11-24T23:59']);
    expect(dues('We will look at it tonight.', late)).toEqual(['2026-11-24T22:00']);
  });

  it('made on a Saturday evening for Saturday means the next one', () => {
    const saturday = { ...TUESDAY, now: '2026-11-28T18:00:00.000Z' };
    expect(dues('It will be with you by Saturday.', saturday)).toEqual(['2026-12-05T17:00']);
    expect(dues('We will call you on Saturday at 11.', saturday)).toEqual(['2026-12-05T11:00']);
    const morning = { ...TUESDAY, now: '2026-11-28T10:00:00.000Z' };
    expect(dues('It will be with you by Saturday.', morning)).toEqual(['2026-11-28T17:00']);
    expect(dues('We will call you on Saturday at 11.', morning)).toEqual(['2026-11-28T11:00']);
  });

  it('made at the week-end for the end of the week means the week to come', () => {
    const sunday = { ...TUESDAY, now: '2026-11-29T12:00:00.000Z' };
    expect(dues('We will fix it by the end of the week.', sunday)).toEqual(['2026-12-04T20:00']);
    expect(dues('We will fix it next week.', sunday)).toEqual(['2026-12-04T20:00']);
    expect(dues('It will take 2 working days.', sunday)).toEqual(['2026-12-01T20:00']);
  });

  it('keeps the time on the clock when the clocks go back, and the hours of a duration', () => {
    // On 25 October 2026 London goes from UTC+1 to UTC.
    const before = { ...TUESDAY, now: '2026-10-24T09:00:00.000Z' };
    expect(dues('We will call you on Monday at 9:00.', before)).toEqual(['2026-10-26T09:00']);
    expect(dues('We will call you today at 17:00.', before)).toEqual(['2026-10-24T16:00']);
    expect(dues('We will call you within 48 hours.', before)).toEqual(['2026-10-26T09:00']);
    expect(dues('It will be there by Monday.', before)).toEqual(['2026-10-26T20:00']);
  });

  it('keeps the time on the clock when the clocks go forward', () => {
    // On 28 March 2027 London goes from UTC to UTC+1.
    const before = { ...TUESDAY, now: '2027-03-27T10:00:00.000Z' };
    expect(dues('We will call you on Monday at 9:00.', before)).toEqual(['2027-03-29T08:00']);
    expect(dues('We will call you within 48 hours.', before)).toEqual(['2027-03-29T10:00']);
    expect(dues('It will be there in two days.', before)).toEqual(['2027-03-29T19:00']);
  });

  it('is read in the zone of the brand, where the day may be another', () => {
    const hours = businessHoursSchema.parse({ timeZone: 'Pacific/Auckland', week: WEEK });
    // It is already Wednesday there.
    const context = { hours, now: '2026-11-24T12:00:00.000Z' };
    expect(dues('We will send it today.', context)).toEqual(['2026-11-25T07:00']);
    expect(dues('We will send it tomorrow at 10:00.', context)).toEqual(['2026-11-25T21:00']);
  });

  it('with a zone of its own is that moment', () => {
    expect(dues('We will call you tomorrow at 5pm EST.')).toEqual(['2026-11-25T22:00']);
  });

  it('reads 12/3 as people of the country do', () => {
    expect(dues('We will send it by 12/3.')).toEqual(['2027-03-12T20:00']);
    expect(dues('We will send it by 12/3.', { ...TUESDAY, country: 'US' })).toEqual(['2026-12-03T20:00']);
  });
});

describe('a date that cannot be meant', () => {
  it.each(['We will call you by 20 November.', 'It will be with you on 2 November.', 'You will have it by 1 Nov.'])(
    'has passed in "%s"',
    (text) => {
      const { promises, passed } = foundPromises(text, TUESDAY);
      expect(promises).toEqual([]);
      expect(passed).toHaveLength(1);
    },
  );

  it('has another weekday', () => {
    const { promises, wrongDays } = foundPromises('We will call you on Monday 27 November.', TUESDAY);
    expect(promises).toEqual([]);
    expect(wrongDays).toHaveLength(1);
    expect(foundPromises('We will call you on Friday 27 November.', TUESDAY).wrongDays).toEqual([]);
  });
});

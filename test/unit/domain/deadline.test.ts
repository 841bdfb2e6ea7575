// The graver the reproach, the sooner an answer is owed; and why a thread stands where it stands, in one line.
import { describe, expect, it } from 'vitest';
import type { Assessment, Risk, Severity } from '../../../lib/domain/assessment.ts';
import { businessHoursSchema } from '../../../lib/domain/business-hours.ts';
import { clocksFor } from '../../../lib/domain/clocks.ts';
import { deadlinesSchema } from '../../../lib/domain/deadline.ts';
import { whyHere } from '../../../lib/domain/priority.ts';
import type { Thread } from '../../../lib/domain/thread.ts';
import { plus } from '../../../lib/domain/time.ts';
import { ANGRIER, at, COMPLAINT, FOREIGN, happened, opened, THANKS, threadOf, UNSURE } from './histories.ts';

const businessHours = businessHoursSchema.parse({
  timeZone: 'UTC',
  week: { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] },
});
const terms = { businessHours, deadlines: deadlinesSchema.parse({}) };

function dueFor(severity: Severity, risks: readonly Risk[] = []): string {
  return clocksFor({ since: at('10:00'), said: { severity, risks } }, terms).dueAt;
}

function thread(assessment: Assessment): Thread {
  return threadOf(opened(assessment, { written: at('09:00'), dueAt: at('11:00') }));
}

function overdue(minutes: number): string {
  return whyHere({ ...thread(COMPLAINT), dueAt: at('00:00') }, plus(at('00:00'), { minutes }));
}

describe('a deadline', () => {
  it('is shorter the graver the reproach', () => {
    const all = ([1, 2, 3, 4] as const).map((severity) => dueFor(severity));
    expect(all).toEqual([at('14:00'), at('12:00'), at('11:00'), at('10:30')]);
  });

  it('is shortest when there is a risk, however mild the words', () => {
    expect(dueFor(1, ['press'])).toBe(at('10:15'));
    expect(dueFor(4, ['press'])).toBe(at('10:15'));
  });

  it('runs in business hours only', () => {
    expect(clocksFor({ since: at('16:00'), said: { severity: 2, risks: [] } }, terms).dueAt).toBe(
      '2026-11-24T10:00:00.000Z',
    );
  });
});

describe('the reason for a place in the list', () => {
  const grave = threadOf(opened({ ...ANGRIER, risks: ['legal-threat'] }, { written: at('09:00'), dueAt: at('09:15') }));

  it('names the risk first, then the reproach, then how late it is', () => {
    expect(whyHere(grave, at('09:55'))).toBe('Legal threat · blame · 40 min overdue');
  });

  it('says how long there is still', () => {
    expect(whyHere(thread(COMPLAINT), at('10:20'))).toBe('Disapproval · due in 40 min');
    expect(whyHere(thread(COMPLAINT), at('11:00'))).toBe('Disapproval · due in 0 min');
  });

  it('counts in the unit that people would use', () => {
    expect(overdue(119)).toBe('Disapproval · 119 min overdue');
    expect(overdue(179)).toBe('Disapproval · 2 h overdue');
    expect(overdue(47 * 60)).toBe('Disapproval · 47 h overdue');
    expect(overdue(72 * 60)).toBe('Disapproval · 3 days overdue');
  });

  it('says what is not known: whether it complains, or what language it is in', () => {
    expect(whyHere(thread(UNSURE), at('10:00'))).toBe('Not sure whether it is a complaint · due in 60 min');
    expect(whyHere(thread(FOREIGN), at('10:00'))).toBe('German: not judged · due in 60 min');
  });

  it('says that nothing is owed', () => {
    const complaint = opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') });
    const answered = [complaint, happened.replyQueued(at('09:10')), happened.replySent(at('09:11'))];
    expect(whyHere(threadOf(...answered), at('10:00'))).toBe('Answered, waiting for the customer');
    expect(whyHere(threadOf(complaint, happened.resolved(at('09:10'))), at('10:00'))).toBe('Resolved');
    expect(whyHere(threadOf(complaint, happened.judged(at('09:10'), { decision: 'not' })), at('10:00'))).toBe(
      'Not a complaint',
    );
    expect(whyHere(thread(THANKS), at('10:00'))).toBe('Praise');
  });
});

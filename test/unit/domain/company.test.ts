import { describe, expect, it } from 'vitest';
import { asHeard } from '../../../lib/domain/company.ts';
import { whyHere } from '../../../lib/domain/priority.ts';
import { at, COMPLAINT, happened, heard, opened, THANKS, threadOf, UNSURE } from './histories.ts';

const THEIRS = { ...COMPLAINT, company: 'Birchtel', competitor: 'Birchtel' };
const first = (assessment: typeof THEIRS | typeof COMPLAINT) =>
  opened(assessment, { postId: 'p1', written: at('09:00'), dueAt: at('11:00') });
const next = (assessment: typeof COMPLAINT) =>
  heard(assessment, { postId: 'p2', written: at('10:00'), dueAt: at('12:00') });

describe('a post that names a competitor', () => {
  it('is about the brand when it is addressed to it', () => {
    expect(asHeard(THEIRS, { addressed: false })).toEqual(THEIRS);
    expect(asHeard(THEIRS, { addressed: true })).not.toHaveProperty('competitor');
    expect(asHeard(COMPLAINT, { addressed: false })).toEqual(COMPLAINT);
  });
});

describe('a thread about a competitor', () => {
  it('owes nothing, and says why', () => {
    const thread = threadOf(first(THEIRS));
    expect(thread).toMatchObject({ status: 'not-complaint', decision: 'complaint', competitor: 'Birchtel' });
    expect(thread.dueAt).toBeUndefined();
    expect(whyHere(thread, at('10:00'))).toBe('About Birchtel, a competitor');
    expect(threadOf(first({ ...UNSURE, competitor: 'Birchtel' })).status).toBe('not-complaint');
  });

  it('stays theirs after a word of thanks, and becomes ours with a complaint', () => {
    expect(threadOf(first(THEIRS), next(THANKS))).toMatchObject({ status: 'not-complaint', competitor: 'Birchtel' });
    expect(threadOf(first(THEIRS), next(THEIRS))).toMatchObject({ status: 'not-complaint', competitor: 'Birchtel' });
    const ours = threadOf(first(THEIRS), next(COMPLAINT));
    expect(ours).toMatchObject({ status: 'open', dueAt: at('12:00') });
    expect(ours).not.toHaveProperty('competitor');
  });

  it('is one that began with praise, but not one that began with a complaint about us', () => {
    expect(threadOf(first(THANKS), next(THEIRS))).toMatchObject({ status: 'not-complaint', competitor: 'Birchtel' });
    expect(threadOf(first(COMPLAINT), next(THEIRS))).toMatchObject({ status: 'open', dueAt: at('11:00') });
    expect(threadOf(first(COMPLAINT), next(THEIRS))).not.toHaveProperty('competitor');
  });

  it('goes to a person where there is a risk', () => {
    const thread = threadOf(first({ ...THEIRS, risks: ['danger'] }));
    expect(thread).toMatchObject({ status: 'open', dueAt: at('11:00') });
    expect(whyHere(thread, at('10:00'))).toBe('Danger · about Birchtel, a competitor · disapproval · due in 60 min');
  });

  it('is ours when a person says so, and theirs again when that is taken back', () => {
    const judged = [
      first(THEIRS),
      happened.judged(at('09:10'), { decision: 'complaint', dueAt: at('11:10') }),
    ] as const;
    expect(threadOf(...judged)).toMatchObject({ status: 'open', dueAt: at('11:10') });
    expect(threadOf(...judged)).not.toHaveProperty('competitor');
    const back = threadOf(...judged, happened.judgementWithdrawn(at('09:20'), judged));
    expect(back).toMatchObject({ status: 'not-complaint', competitor: 'Birchtel' });
    expect(back.dueAt).toBeUndefined();
  });

  it('follows what is said of its posts later', () => {
    const theirs = first(THEIRS);
    const ours = threadOf(theirs, happened.reassessed(at('12:00'), [theirs], { p1: COMPLAINT }));
    expect(ours.status).toBe('open');
    expect(ours).not.toHaveProperty('competitor');
    const before = first(COMPLAINT);
    const noMore = threadOf(before, happened.reassessed(at('12:00'), [before], { p1: THEIRS }));
    expect(noMore).toMatchObject({ status: 'not-complaint', competitor: 'Birchtel' });
    expect(noMore.dueAt).toBeUndefined();
  });
});

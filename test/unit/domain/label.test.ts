// Which label each post has after what people said of its thread.
import { describe, expect, it } from 'vitest';
import { labelsOf } from '../../../lib/domain/label.ts';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { ANGRIER, at, COMPLAINT, happened, heard, opened, THANKS, UNSURE } from './histories.ts';

const complaint = opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') });
const unsure = opened(UNSURE, { written: at('09:00'), dueAt: at('13:00') });
const second = heard(ANGRIER, { postId: 'p2', written: at('09:05'), dueAt: at('09:35') });
const not = happened.judged(at('09:10'), { decision: 'not' });
const is = happened.judged(at('09:20'), { decision: 'complaint', dueAt: at('11:20') });

/** Post and decision of each label. */
function decisions(...events: readonly ThreadEvent[]) {
  return labelsOf(events).map(({ postId, decision }) => `${postId} ${decision}`);
}

/** The same history, and then its last judgement is taken back. */
function takenBack(...before: readonly ThreadEvent[]) {
  return [...before, happened.judgementWithdrawn(at('09:40'), before)];
}

describe('a label', () => {
  it('says who decided what and when, and what the classifier had said', () => {
    expect(labelsOf([complaint, not])).toEqual([
      {
        postId: 'p1',
        decision: 'not',
        by: 'kim',
        at: at('09:10'),
        said: { model: 'test-1', decision: 'complaint', probability: 0.9 },
      },
    ]);
  });

  it('is of nothing that nobody decided', () => {
    expect(
      labelsOf([complaint, second, happened.claimed(at('09:06'), at('09:36')), happened.resolved(at('09:40'))]),
    ).toEqual([]);
  });

  it('holds the last word of several', () => {
    expect(decisions(complaint, not, is)).toEqual(['p1 complaint']);
    expect(decisions(unsure, is, happened.judged(at('09:30'), { decision: 'not' }))).toEqual(['p1 not']);
  });

  it('gathers cause and severity, and loses them with the complaint', () => {
    const cause = happened.judged(at('09:25'), { causes: ['billing'] });
    const grade = happened.judged(at('09:30'), { severity: 3 });
    expect(labelsOf([unsure, is, cause, grade])).toMatchObject([{ causes: ['billing'], severity: 3 }]);
    const [label] = labelsOf([unsure, is, cause, grade, happened.judged(at('09:40'), { decision: 'not' })]);
    expect(label).not.toHaveProperty('causes');
    expect(label).not.toHaveProperty('severity');
  });

  it('follows from a corrected cause where the classifier had said that it complains, and only there', () => {
    const grade = happened.judged(at('09:10'), { severity: 4 });
    expect(labelsOf([complaint, grade])).toMatchObject([{ decision: 'complaint', severity: 4 }]);
    expect(labelsOf([unsure, grade])).toEqual([]);
    expect(decisions(complaint, not, happened.judged(at('09:20'), { severity: 4 }))).toEqual(['p1 not']);
  });

  it('ends with the judgement that is taken back, and gives way to the one before', () => {
    expect(decisions(...takenBack(complaint, not))).toEqual([]);
    expect(decisions(...takenBack(complaint, not, is))).toEqual(['p1 not']);
  });
});

describe('a judgement of a thread with several posts', () => {
  it('says "not a complaint" of each post that was heard by then', () => {
    expect(decisions(complaint, second, not)).toEqual(['p1 not', 'p2 not']);
  });

  it('says "a complaint" of the likeliest, and takes back what was said of the others', () => {
    expect(decisions(complaint, second, is)).toEqual(['p2 complaint']);
    expect(decisions(complaint, second, not, is)).toEqual(['p2 complaint']);
  });

  it('goes on speaking of the same post', () => {
    const before = [unsure, second, is];
    const reread = happened.reassessed(at('09:30'), before, { p1: COMPLAINT, p2: THANKS });
    const grade = happened.judged(at('09:40'), { severity: 2 });
    expect(labelsOf([...before, reread, grade])).toMatchObject([{ postId: 'p2', severity: 2 }]);
  });

  it('does not speak of posts that somebody had dealt with before', () => {
    const answered = [complaint, happened.replyQueued(at('09:01')), happened.replySent(at('09:02'))];
    const thanks = heard(THANKS, { postId: 'p2', written: at('09:05'), dueAt: at('13:05') });
    expect(decisions(...answered, thanks, not)).toEqual(['p2 not']);
    expect(
      decisions(unsure, happened.judged(at('09:01'), { decision: 'complaint', dueAt: at('11:00') }), thanks, not),
    ).toEqual(['p1 complaint', 'p2 not']);
  });

  it('knows what the classifier said last', () => {
    const reread = happened.reassessed(at('09:08'), [complaint], { p1: { ...UNSURE, model: 'test-2' } });
    expect(labelsOf([complaint, reread, not])[0]?.said).toEqual({
      model: 'test-2',
      decision: 'unsure',
      probability: 0.4,
    });
  });
});

describe('a label of a post that gets other words', () => {
  const edit = { written: at('09:30'), dueAt: at('11:30') };

  it('ends: what was decided was decided about what it said before', () => {
    expect(decisions(complaint, not, happened.edited(ANGRIER, edit))).toEqual([]);
    expect(decisions(complaint, second, not, happened.edited(THANKS, edit))).toEqual(['p2 not']);
  });

  it('is there again when a person decides about the new words, with what the classifier said of these', () => {
    const again = happened.judged(at('09:40'), { decision: 'not' });
    const [label, ...others] = labelsOf([complaint, not, happened.edited({ ...UNSURE, model: 'test-2' }, edit), again]);
    expect(others).toEqual([]);
    expect(label).toMatchObject({ postId: 'p1', decision: 'not', at: at('09:40') });
    expect(label?.said).toEqual({ model: 'test-2', decision: 'unsure', probability: 0.4 });
  });

  it('is of the likeliest by the words that stand now', () => {
    const calm = happened.edited(THANKS, { ...edit, postId: 'p2', written: at('09:08') });
    expect(decisions(complaint, second, calm, is)).toEqual(['p1 complaint']);
  });

  it('stays when the post is gone: its text is asked for where labels are handed out', () => {
    expect(decisions(complaint, not, happened.gone(at('09:40')))).toEqual(['p1 not']);
  });
});

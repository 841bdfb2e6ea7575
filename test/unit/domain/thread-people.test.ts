// What people and replies do to a thread: judge, claim, note, answer; and that its history always gives it again.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { instantOf } from '../../../lib/domain/time.ts';
import { ANGRIER, at, COMPLAINT, FOREIGN, happened, heard, opened, THANKS, threadOf, UNSURE } from './histories.ts';

const complaint = opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') });
const praise = opened(THANKS, { written: at('09:00'), dueAt: at('13:00') });
const unsure = opened(UNSURE, { written: at('09:00'), dueAt: at('13:00') });
const queued = happened.replyQueued(at('09:20'));
const sent = happened.replySent(at('09:21'));

describe('a person’s judgement', () => {
  it('that it is no complaint ends what is owed and frees the thread', () => {
    const claimed = happened.claimed(at('09:05'), at('09:35'));
    const thread = threadOf(complaint, claimed, happened.judged(at('09:10'), { decision: 'not' }));
    expect(thread).toMatchObject({ status: 'not-complaint', decision: 'not' });
    expect(thread).not.toHaveProperty('dueAt');
    expect(thread).not.toHaveProperty('claim');
  });

  it('that it is a complaint opens what was in doubt, by the earlier of both deadlines', () => {
    const said = happened.judged(at('09:10'), { decision: 'complaint', severity: 4, dueAt: at('09:40') });
    expect(threadOf(unsure, said)).toMatchObject({
      status: 'open',
      kind: 'complaint',
      severity: 4,
      dueAt: at('09:40'),
    });
    const lateSaid = happened.judged(at('12:50'), { decision: 'complaint', dueAt: at('16:50') });
    expect(threadOf(unsure, lateSaid).dueAt).toBe(at('13:00'));
  });

  it('that it is a complaint opens what was taken for praise', () => {
    const said = happened.judged(at('09:10'), { decision: 'complaint', dueAt: at('13:10') });
    expect(threadOf(praise, said)).toMatchObject({ status: 'open', decision: 'complaint', dueAt: at('13:10') });
  });

  it('that it is a complaint brings nothing back that has been answered or resolved', () => {
    const said = happened.judged(at('10:00'), { decision: 'complaint', dueAt: at('12:00') });
    const waiting = threadOf(complaint, queued, sent, said);
    expect(waiting.status).toBe('waiting');
    expect(waiting).not.toHaveProperty('dueAt');
    const resolved = threadOf(complaint, happened.resolved(at('09:40')), said);
    expect(resolved).toMatchObject({ status: 'resolved', resolvedAt: at('09:40'), decision: 'complaint' });
    expect(resolved).not.toHaveProperty('dueAt');
  });

  it('of cause and severity changes these alone', () => {
    const thread = threadOf(complaint, happened.judged(at('09:10'), { causes: ['billing'], severity: 1 }));
    const { causes, severity, gradedByPerson, version, versionToKnow, changedAt, ...rest } = thread;
    expect({ causes, severity, gradedByPerson, version, versionToKnow, changedAt }).toEqual({
      causes: ['billing'],
      severity: 1,
      gradedByPerson: true,
      version: 2,
      versionToKnow: 2,
      changedAt: at('09:10'),
    });
    expect(threadOf(complaint)).toMatchObject(rest);
  });

  it('of a graver severity brings the deadline forward, and of a milder one never back', () => {
    const graver = happened.judged(at('09:10'), { severity: 4, dueAt: at('09:40') });
    expect(threadOf(complaint, graver).dueAt).toBe(at('09:40'));
    const milder = happened.judged(at('09:20'), { severity: 1, dueAt: at('13:20') });
    expect(threadOf(complaint, graver, milder).dueAt).toBe(at('09:40'));
  });

  it('that a resolved matter was no complaint leaves no trace of a solution', () => {
    const thread = threadOf(
      complaint,
      happened.resolved(at('09:40')),
      happened.judged(at('10:00'), { decision: 'not' }),
    );
    expect(thread.status).toBe('not-complaint');
    expect(thread).not.toHaveProperty('resolvedAt');
  });
});

describe('a claim', () => {
  it('takes nothing from who was given the thread for longer', () => {
    const given = { type: 'assigned', at: at('09:00'), by: 'lea', to: 'kim', until: at('17:00') } as const;
    const kept = { agent: 'kim', until: at('17:00') };
    expect(threadOf(complaint, given, happened.claimed(at('09:10'), at('09:40'))).claim).toEqual(kept);
    const queued = { ...happened.replyQueued(at('09:10')), claimUntil: at('09:40') };
    expect(threadOf(complaint, given, queued).claim).toEqual(kept);
    const byOther = happened.claimed(at('09:10'), at('09:40'), 'ben');
    expect(threadOf(complaint, given, byOther).claim).toEqual({ agent: 'ben', until: at('09:40') });
  });

  it('is a lease that the next one replaces and a release ends', () => {
    const kim = happened.claimed(at('09:05'), at('09:35'));
    const lou = happened.claimed(at('09:40'), at('10:10'), 'lou');
    expect(threadOf(complaint, kim).claim).toEqual({ agent: 'kim', until: at('09:35') });
    expect(threadOf(complaint, kim, lou).claim).toEqual({ agent: 'lou', until: at('10:10') });
    expect(threadOf(complaint, kim, happened.released(at('09:10')))).not.toHaveProperty('claim');
  });
});

describe('notes, alerts and missed deadlines', () => {
  it('are counted and leave the thread where it stands', () => {
    const thread = threadOf(complaint, happened.noted(at('09:01')), happened.alerted(at('09:02')));
    expect(thread).toEqual({ ...threadOf(complaint), version: 3, versionToKnow: 2, changedAt: at('09:02') });
  });

  it('make nobody stale who could not know of them: only what people and customers do does', () => {
    const said = threadOf(complaint, happened.alerted(at('09:01')), happened.missed(at('11:01'), at('11:00')));
    expect(said).toMatchObject({ version: 3, versionToKnow: 1 });
    expect(threadOf(complaint, happened.alerted(at('09:01')), happened.noted(at('09:02')))).toMatchObject({
      versionToKnow: 3,
    });
  });

  it('say of a missed deadline once that it was missed', () => {
    const thread = threadOf(complaint, happened.missed(at('11:01'), at('11:00')));
    expect(thread).toMatchObject({ status: 'open', dueAt: at('11:00'), missedDeadline: at('11:00') });
  });
});

describe('a reply on its way', () => {
  it('holds the thread for its writer until it has ended', () => {
    expect(threadOf(complaint, queued)).toMatchObject({
      status: 'open',
      dueAt: at('11:00'),
      pendingReply: 'r1',
      claim: { agent: 'kim', until: at('23:00') },
    });
  });

  it('leaves the deadline as it was when it is taken back or refused', () => {
    for (const end of [happened.replyWithdrawn(at('09:20')), happened.replyFailed(at('09:21'))]) {
      const thread = threadOf(complaint, queued, end);
      expect(thread).toMatchObject({ status: 'open', dueAt: at('11:00') });
      expect(thread).not.toHaveProperty('pendingReply');
    }
  });

  it('is still on its way while nobody knows whether it stands there, until a person has looked', () => {
    const unknown = happened.replyUnknown(at('09:25'));
    expect(threadOf(complaint, queued, unknown)).toMatchObject({
      status: 'open',
      pendingReply: 'r1',
      dueAt: at('11:00'),
    });
    expect(threadOf(complaint, queued, unknown, sent).status).toBe('waiting');
    expect(threadOf(complaint, queued, unknown, happened.replyFailed(at('09:30')))).not.toHaveProperty('pendingReply');
  });

  it('does not answer what the customer wrote meanwhile', () => {
    const meanwhile = heard(ANGRIER, { postId: 'p2', written: at('09:20'), dueAt: at('12:20') });
    const thread = threadOf(complaint, queued, meanwhile, sent);
    expect(thread).toMatchObject({
      status: 'open',
      latestPostId: 'p2',
      dueAt: at('12:20'),
      firstRepliedAt: at('09:21'),
    });
    expect(thread).not.toHaveProperty('pendingReply');
  });

  it('answers everything before it when the customer wrote during an earlier one that failed', () => {
    const meanwhile = heard(COMPLAINT, { postId: 'p2', written: at('09:20'), dueAt: at('11:20') });
    const failed = happened.replyFailed(at('09:22'));
    const second = [happened.replyQueued(at('09:30'), 'r2'), happened.replySent(at('09:31'))];
    const thread = threadOf(complaint, queued, meanwhile, failed, ...second);
    expect(thread.status).toBe('waiting');
    expect(thread).not.toHaveProperty('dueAt');
  });

  it('thanks for praise without making a case of it', () => {
    const thread = threadOf(praise, queued, sent);
    expect(thread).toMatchObject({ status: 'not-complaint', firstRepliedAt: at('09:21') });
  });

  it('decides a doubtful thread: it has been answered', () => {
    expect(threadOf(unsure, queued, sent).status).toBe('waiting');
  });
});

describe('any history', () => {
  const FIRST = 1_795_000_000_000;
  const minute = (n: number) => instantOf(FIRST + n * 60_000);
  const assessments = fc.constantFrom(COMPLAINT, ANGRIER, UNSURE, THANKS, FOREIGN);
  const writing = fc.record({ written: fc.nat(600), due: fc.integer({ min: 1, max: 900 }), assessment: assessments });
  const decisions = fc.constantFrom('complaint', 'not', undefined);

  type Step = (when: string, index: number) => ThreadEvent;
  const post = writing.map(
    ({ written, due, assessment }): Step =>
      (when, index) =>
        heard(assessment, { postId: `p${index}`, written: minute(written), arrived: when, dueAt: minute(due) }),
  );
  const simple = fc.constantFrom<Step>(
    (when) => happened.claimed(when, minute(2000)),
    happened.released,
    happened.noted,
    happened.alerted,
    happened.resolved,
    (when) => happened.reopened(when, minute(1000)),
    (when) => happened.missed(when, minute(5)),
    (when) => happened.replyQueued(when),
    happened.replyWithdrawn,
    happened.replySent,
    happened.replyFailed,
    happened.replyUnknown,
  );
  const judging = decisions.map(
    (decision): Step =>
      (when) =>
        happened.judged(when, {
          ...(decision ? { decision } : {}),
          ...(decision === 'complaint' ? { dueAt: minute(950) } : {}),
        }),
  );
  const steps = fc.array(fc.oneof(post, simple, judging), { maxLength: 25 });
  const histories = fc
    .tuple(writing, steps)
    .map(([first, then]) => [
      opened(first.assessment, { postId: 'p0', written: minute(first.written), dueAt: minute(first.due) }),
      ...then.map((step, index) => step(minute(1000 + index), index + 1)),
    ]);

  it('has a version that counts its events, and the time of the last', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const thread = threadOf(...events);
        expect(thread.version).toBe(events.length);
        expect(thread.changedAt).toBe(events.at(-1)?.at);
      }),
    );
  });

  it('gives the same thread when it is replayed, also from what was stored as JSON half way', () => {
    fc.assert(
      fc.property(histories, fc.nat(25), (events, half) => {
        const stored = JSON.parse(JSON.stringify(events)) as ThreadEvent[];
        expect(threadOf(...stored)).toEqual(threadOf(...events));
        const before = JSON.stringify(threadOf(...events.slice(0, half + 1)));
        threadOf(...events);
        expect(JSON.stringify(threadOf(...events.slice(0, half + 1)))).toBe(before);
      }),
    );
  });

  it('owes an answer exactly while it is open or to be decided, and is solved exactly while resolved', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const thread = threadOf(...events);
        expect(thread.dueAt !== undefined).toBe(thread.status === 'open' || thread.status === 'to-decide');
        expect(thread.resolvedAt !== undefined).toBe(thread.status === 'resolved');
      }),
    );
  });

  it('counts its posts and shows the newest', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const thread = threadOf(...events);
        const posts = events.flatMap((event) => (event.type === 'heard' || event.type === 'opened' ? event : []));
        expect(thread.posts).toBe(posts.length);
        expect(thread.heardAt).toBe(
          posts
            .map(({ heardAt }) => heardAt)
            .toSorted()
            .at(-1),
        );
        expect(posts.filter(({ heardAt }) => heardAt === thread.heardAt).map(({ postId }) => postId)).toContain(
          thread.latestPostId,
        );
      }),
    );
  });
});

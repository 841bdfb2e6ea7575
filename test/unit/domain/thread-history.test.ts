// Where a thread stands after everything that can happen to it.
import { describe, expect, it } from 'vitest';
import { applyEvent } from '../../../lib/domain/thread-history.ts';
import { ANGRIER, at, COMPLAINT, FOREIGN, happened, heard, opened, THANKS, threadOf, UNSURE } from './histories.ts';

const complaint = opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') });
const praise = opened(THANKS, { written: at('09:00'), dueAt: at('13:00'), text: 'Great service!' });
const unsure = opened(UNSURE, { written: at('09:00'), dueAt: at('13:00') });
const answered = [complaint, happened.replyQueued(at('09:20')), happened.replySent(at('09:21'))] as const;
const solved = [...answered, happened.resolved(at('09:40'))] as const;

describe('a first post', () => {
  it('that complains opens a thread which an answer is owed to', () => {
    expect(threadOf(complaint)).toMatchObject({
      status: 'open',
      dueAt: at('11:00'),
      heardAt: at('09:00'),
      latestPostId: 'p1',
      excerpt: 'Where is my parcel?',
      posts: 1,
      version: 1,
      severity: 2,
      causes: ['delivery'],
    });
  });

  it('that the classifier is unsure of waits for a decision, by the same deadline', () => {
    expect(threadOf(unsure)).toMatchObject({ status: 'to-decide', dueAt: at('13:00') });
  });

  it('that is praise owes nobody anything', () => {
    const thread = threadOf(praise);
    expect(thread.status).toBe('not-complaint');
    expect(thread).not.toHaveProperty('dueAt');
  });

  it('must begin the history, or the history is incomplete', () => {
    expect(() => applyEvent(undefined, happened.resolved(at('09:00')))).toThrow('must begin with "opened"');
  });
});

describe('a second post', () => {
  it('that is angrier raises the severity, adds its causes and brings the deadline forward', () => {
    const angrier = heard(ANGRIER, { postId: 'p2', written: at('09:10'), dueAt: at('09:40'), text: 'Hello?!' });
    expect(threadOf(complaint, angrier)).toMatchObject({
      status: 'open',
      severity: 4,
      causes: ['delivery', 'rude-staff'],
      probability: 0.97,
      dueAt: at('09:40'),
      latestPostId: 'p2',
      excerpt: 'Hello?!',
      posts: 2,
      version: 2,
    });
  });

  it('does not win time for the brand', () => {
    const again = heard(COMPLAINT, { postId: 'p2', written: at('10:00'), dueAt: at('12:00') });
    expect(threadOf(complaint, again).dueAt).toBe(at('11:00'));
  });

  it('that is calm takes no accusation back', () => {
    const thread = threadOf(
      opened(ANGRIER, { written: at('09:00'), dueAt: at('09:30') }),
      heard(THANKS, { postId: 'p2', written: at('09:10'), dueAt: at('13:10') }),
    );
    expect(thread).toMatchObject({ status: 'open', decision: 'complaint', severity: 4, causes: ['rude-staff'] });
    expect(thread.dueAt).toBe(at('09:30'));
  });

  it('that names a danger is marked with it, however little it sounds like a complaint', () => {
    const danger = heard(
      { ...UNSURE, probability: 0.2, risks: ['danger'] },
      { postId: 'p2', written: at('09:10'), dueAt: at('09:25') },
    );
    const thread = threadOf(complaint, danger);
    expect(thread.risks).toEqual(['danger']);
    expect(thread.dueAt).toBe(at('09:25'));
    expect(thread.decision).toBe('complaint');
  });

  it('that complains turns praise and doubt into an open complaint', () => {
    const turn = heard(COMPLAINT, { postId: 'p2', written: at('09:10'), dueAt: at('11:10') });
    expect(threadOf(praise, turn)).toMatchObject({ status: 'open', decision: 'complaint', dueAt: at('11:10') });
    expect(threadOf(unsure, turn)).toMatchObject({ status: 'open', decision: 'complaint', dueAt: at('11:10') });
  });

  it('that nobody is sure of puts praise on the list to decide, and leaves doubt there', () => {
    const doubtful = heard(UNSURE, { postId: 'p2', written: at('09:10'), dueAt: at('13:10') });
    expect(threadOf(praise, doubtful)).toMatchObject({ status: 'to-decide', decision: 'unsure', dueAt: at('13:10') });
    expect(threadOf(unsure, doubtful)).toMatchObject({ status: 'to-decide', dueAt: at('13:00') });
    const thanks = heard(THANKS, { postId: 'p2', written: at('09:10'), dueAt: at('13:10') });
    expect(threadOf(unsure, thanks).status).toBe('to-decide');
  });

  it('makes a complaint of what a person took for none, even when the classifier was surer of the first', () => {
    const judged = happened.judged(at('09:05'), { decision: 'not' });
    const turn = heard({ ...COMPLAINT, probability: 0.8 }, { postId: 'p2', written: at('09:10'), dueAt: at('11:10') });
    expect(threadOf(complaint, judged, turn)).toMatchObject({
      status: 'open',
      decision: 'complaint',
      kind: 'complaint',
    });
  });

  it('that is doubtful leaves a complaint what a person said it is', () => {
    const judged = happened.judged(at('09:05'), { decision: 'complaint', dueAt: at('11:05') });
    const doubtful = heard({ ...UNSURE, probability: 0.6 }, { postId: 'p2', written: at('09:10'), dueAt: at('13:10') });
    expect(threadOf(unsure, judged, doubtful)).toMatchObject({ status: 'open', decision: 'complaint' });
  });
});

describe('a post that arrives late', () => {
  const late = { postId: 'p0', written: at('08:50'), arrived: at('09:10'), dueAt: at('11:10'), text: 'The older one' };

  it('is counted, but the list goes on showing what the customer wrote last', () => {
    expect(threadOf(complaint, heard(COMPLAINT, late))).toMatchObject({
      posts: 2,
      heardAt: at('09:00'),
      latestPostId: 'p1',
      excerpt: 'Where is my parcel?',
      version: 2,
    });
  });

  it('still opens the thread when it is the one that complains', () => {
    const thread = threadOf(praise, heard(ANGRIER, late));
    expect(thread).toMatchObject({ status: 'open', decision: 'complaint', severity: 4, dueAt: at('11:10') });
    expect(thread.excerpt).toBe('Great service!');
    expect(threadOf(unsure, heard(COMPLAINT, late)).status).toBe('open');
  });

  it('brings an answered thread back when it needs a person, and not when it is harmless', () => {
    expect(threadOf(...answered, heard(COMPLAINT, late))).toMatchObject({ status: 'open', dueAt: at('11:10') });
    expect(threadOf(...answered, heard(FOREIGN, late)).status).toBe('open');
    const thread = threadOf(...answered, heard(THANKS, late));
    expect(thread.status).toBe('waiting');
    expect(thread).not.toHaveProperty('dueAt');
  });
});

describe('an answered thread', () => {
  it('waits for the customer, owing nothing', () => {
    const thread = threadOf(...answered);
    expect(thread).toMatchObject({ status: 'waiting', firstRepliedAt: at('09:21') });
    expect(thread).not.toHaveProperty('dueAt');
    expect(thread).not.toHaveProperty('pendingReply');
  });

  it('is open again, with a deadline, whatever the customer writes back', () => {
    for (const assessment of [COMPLAINT, UNSURE, THANKS]) {
      const back = heard(assessment, { postId: 'p2', written: at('09:30'), dueAt: at('13:30') });
      expect(threadOf(...answered, back)).toMatchObject({ status: 'open', dueAt: at('13:30') });
    }
  });

  it('keeps the time of its first answer when it is answered again', () => {
    const back = heard(COMPLAINT, { postId: 'p2', written: at('09:30'), dueAt: at('11:30') });
    const second = [happened.replyQueued(at('09:50'), 'r2'), happened.replySent(at('09:51'))];
    expect(threadOf(...answered, back, ...second)).toMatchObject({ status: 'waiting', firstRepliedAt: at('09:21') });
  });
});

describe('a resolved thread', () => {
  it('owes nothing and belongs to nobody', () => {
    const thread = threadOf(complaint, happened.claimed(at('09:05'), at('09:35')), happened.resolved(at('09:40')));
    expect(thread).toMatchObject({ status: 'resolved', resolvedAt: at('09:40') });
    expect(thread).not.toHaveProperty('dueAt');
    expect(thread).not.toHaveProperty('claim');
  });

  it('stays resolved when the customer says thanks', () => {
    const thread = threadOf(...solved, heard(THANKS, { postId: 'p2', written: at('10:00'), dueAt: at('14:00') }));
    expect(thread).toMatchObject({
      status: 'resolved',
      resolvedAt: at('09:40'),
      latestPostId: 'p2',
      decision: 'complaint',
    });
    expect(thread).not.toHaveProperty('dueAt');
  });

  it('is open again, with a new deadline, when the customer complains again', () => {
    const thread = threadOf(...solved, heard(COMPLAINT, { postId: 'p2', written: at('10:00'), dueAt: at('12:00') }));
    expect(thread).toMatchObject({ status: 'open', dueAt: at('12:00') });
    expect(thread).not.toHaveProperty('resolvedAt');
  });

  it('is for a person to decide when the classifier cannot tell, for instance in a language it does not know', () => {
    const thread = threadOf(...solved, heard(FOREIGN, { postId: 'p2', written: at('10:00'), dueAt: at('14:00') }));
    expect(thread).toMatchObject({ status: 'to-decide', dueAt: at('14:00') });
    expect(thread).not.toHaveProperty('resolvedAt');
  });

  it('that a person opens again has the deadline of that moment', () => {
    const thread = threadOf(...solved, happened.reopened(at('10:00'), at('12:00')));
    expect(thread).toMatchObject({ status: 'open', dueAt: at('12:00') });
    expect(thread).not.toHaveProperty('resolvedAt');
  });

  it('can be answered once more without coming back', () => {
    const thread = threadOf(...solved, happened.replyQueued(at('10:00')), happened.replySent(at('10:01')));
    expect(thread).toMatchObject({ status: 'resolved', resolvedAt: at('09:40') });
  });
});

describe('opening a thread that is open', () => {
  it('wins no time', () => {
    expect(threadOf(complaint, happened.reopened(at('10:50'), at('12:50'))).dueAt).toBe(at('11:00'));
  });
});

describe('a post that gets other words', () => {
  const edit = { written: at('10:00'), dueAt: at('12:00'), text: 'No parcel, and nobody answers!' };

  it('and complains now opens a matter that was none, or was for a person to decide', () => {
    expect(threadOf(praise, happened.edited(COMPLAINT, edit))).toMatchObject({
      status: 'open',
      decision: 'complaint',
      dueAt: at('12:00'),
      excerpt: 'No parcel, and nobody answers!',
      heardAt: at('09:00'),
      posts: 1,
      version: 2,
      versionToKnow: 2,
    });
    expect(threadOf(unsure, happened.edited(COMPLAINT, edit))).toMatchObject({ status: 'open', dueAt: at('12:00') });
  });

  it('that nobody is sure of puts a harmless matter on the list to decide', () => {
    const thread = threadOf(praise, happened.edited(UNSURE, edit));
    expect(thread).toMatchObject({ status: 'to-decide', dueAt: at('12:00') });
  });

  it('takes no complaint back by being friendly now, and keeps the deadline', () => {
    const thread = threadOf(complaint, happened.edited(THANKS, edit));
    expect(thread).toMatchObject({ status: 'open', decision: 'complaint', severity: 2, dueAt: at('11:00') });
  });

  it('is angrier by them, and is owed no later answer than before', () => {
    const thread = threadOf(complaint, happened.edited(ANGRIER, edit));
    expect(thread).toMatchObject({ severity: 4, causes: ['delivery', 'rude-staff'], dueAt: at('11:00') });
  });

  it('brings nothing back that was answered or resolved', () => {
    for (const history of [answered, solved]) {
      const before = threadOf(...history);
      const after = threadOf(...history, happened.edited(ANGRIER, edit));
      expect({ status: after.status, dueAt: after.dueAt }).toEqual({ status: before.status, dueAt: before.dueAt });
    }
  });

  it('owes nobody anything while it is harmless', () => {
    const thread = threadOf(praise, happened.edited(THANKS, edit));
    expect(thread.status).toBe('not-complaint');
    expect(thread).not.toHaveProperty('dueAt');
  });

  it('shows them in the list only where it is the newest', () => {
    const second = heard(COMPLAINT, { postId: 'p2', written: at('09:30'), dueAt: at('11:30'), text: 'Hello?' });
    expect(threadOf(complaint, second, happened.edited(COMPLAINT, edit)).excerpt).toBe('Hello?');
    const newest = happened.edited(COMPLAINT, { ...edit, postId: 'p2' });
    expect(threadOf(complaint, second, newest).excerpt).toBe(edit.text);
  });
});

describe('a post that is gone', () => {
  it('loses its words in the list, and changes nothing else of the matter', () => {
    const { excerpt: _1, version: _2, versionToKnow: _3, changedAt: _4, ...before } = threadOf(complaint);
    expect(threadOf(complaint, happened.gone(at('10:00')))).toMatchObject({ ...before, excerpt: '', version: 2 });
  });

  it('leaves the words of a newer one standing', () => {
    const second = heard(COMPLAINT, { postId: 'p2', written: at('09:30'), dueAt: at('11:30'), text: 'Hello?' });
    expect(threadOf(complaint, second, happened.gone(at('10:00'))).excerpt).toBe('Hello?');
    expect(threadOf(complaint, second, happened.gone(at('10:00'), 'p2')).excerpt).toBe('');
  });
});

// A thread whose customer was erased: no word of them is left in it, and what is left still follows from its events.
import { describe, expect, it } from 'vitest';
import { erasedEvent, erasedMention, erasedReply, erasureEvent, nobody } from '../../../lib/domain/erased-thread.ts';
import { replay } from '../../../lib/domain/replay.ts';
import type { Reply } from '../../../lib/domain/reply.ts';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { mentionOf } from '../../support/earshot.ts';
import { at, COMPLAINT, opened, THANKS } from './histories.ts';

const SECRET = /secret|"ana"/i;
const NOBODY = nobody('erased-1');
const because = [{ text: 'secret', start: 0, end: 6, weight: 1 }];
const promise = { id: 'p1', text: 'the secret parcel by Friday', dueAt: at('17:00') };
const by = 'Ben';
const read = { postId: '1', excerpt: 'secret words', assessment: { ...COMPLAINT, because } };

/** One event of every kind in which words can stand. */
const history: readonly ThreadEvent[] = [
  {
    ...opened({ ...COMPLAINT, because }, { written: at('09:00'), dueAt: at('11:00') }),
    excerpt: 'secret',
  } as ThreadEvent,
  { type: 'heard', at: at('09:01'), by: 'earshot', heardAt: at('09:01'), history: false, dueAt: at('11:00'), ...read },
  { type: 'post-edited', at: at('09:02'), by: 'earshot', dueAt: at('11:00'), ...read },
  { type: 'escalated', at: at('09:03'), by, level: 2, reason: 'secret anger' },
  { type: 'snoozed', at: at('09:04'), by, until: at('10:00'), reason: 'secret plan' },
  { type: 'approval-asked', at: at('09:05'), by, replyId: 'r0', postId: '1', needs: 'lead', promise },
  { type: 'approval-refused', at: at('09:06'), by, replyId: 'r0', reason: 'secret fault' },
  { type: 'reply-queued', at: at('09:07'), by, replyId: 'r1', postId: '1', claimUntil: at('09:40'), promise },
  { type: 'reply-unknown', at: at('09:08'), by: 'earshot', replyId: 'r1', reason: 'secret timeout' },
  { type: 'reply-failed', at: at('09:09'), by: 'earshot', replyId: 'r1', reason: 'secret refusal' },
  { type: 'promised', at: at('09:10'), by, promise },
  { type: 'reply-queued', at: at('09:11'), by, replyId: 'r2', postId: '1', claimUntil: at('09:40') },
  { type: 'reply-sent', at: at('09:12'), by: 'earshot', replyId: 'r2', nativeId: '9', url: 'https://x.test/secret' },
  { type: 'surveyed', at: at('09:13'), by: 'customer', csat: 2, comment: 'secret comment' },
];

const erase = (events: readonly ThreadEvent[]) => [
  ...events.map((event) => erasedEvent(event, NOBODY)),
  erasureEvent(NOBODY, { at: at('12:00'), by }),
];

describe('a thread whose customer was erased', () => {
  it('holds no word of or about them, in its events or in its state', () => {
    const events = erase(history);
    expect(JSON.stringify(history)).toMatch(SECRET);
    expect(JSON.stringify(events)).not.toMatch(SECRET);
    expect(JSON.stringify(replay(events))).not.toMatch(SECRET);
  });

  it('is what its whole history comes to, wherever the history was cut', () => {
    for (let length = 1; length <= history.length; length += 1) {
      const events = history.slice(0, length);
      const kept = replay([...events, erasureEvent(NOBODY, { at: at('12:00'), by })]);
      expect(replay(erase(events))).toEqual(kept);
    }
  });

  it('keeps when it began, what it was about, how grave it was, and what came of it', () => {
    const before = replay(history);
    const after = replay(erase(history));
    const { openedAt, beganAt, causes, severity, probability, firstRepliedAt, caseNumber, survey } = before;
    const facts = { openedAt, beganAt, causes, severity, probability, firstRepliedAt, caseNumber, survey };
    expect(after).toMatchObject({ ...facts, author: NOBODY, erasedAt: at('12:00') });
  });

  it('is owed nothing any more, and praise stays praise', () => {
    const open = replay(erase(history.slice(0, 5)));
    expect(open).toMatchObject({ status: 'resolved', resolvedAt: at('12:00') });
    for (const field of ['dueAt', 'claim', 'snooze', 'promises', 'followUpAt']) expect(open).not.toHaveProperty(field);
    const praise = opened(THANKS, { written: at('09:00'), dueAt: at('11:00') });
    expect(replay(erase([praise])).status).toBe('not-complaint');
  });

  it('has posts and answers of which only is left that they were there', () => {
    const mention = mentionOf(
      { id: '1', author: 'ana', text: 'secret', url: 'https://x.test/ana/1', replyRef: { uri: 'at://ana' } },
      at('09:00'),
    );
    expect(JSON.stringify(erasedMention(mention, NOBODY))).not.toMatch(SECRET);
    expect(erasedMention(mention, NOBODY)).toMatchObject({ id: '1', createdAt: at('09:00'), network: 'x' });
    const reply: Reply = {
      id: 'r1',
      threadId: 't1',
      postId: '1',
      text: 'dear secret',
      by,
      state: 'failed',
      createdAt: at('09:00'),
      holdUntil: at('09:00'),
      attempts: 1,
      sendKey: 'k',
      problem: 'secret refusal',
    };
    expect(JSON.stringify(erasedReply(reply))).not.toMatch(SECRET);
    expect(erasedReply(reply)).toMatchObject({ id: 'r1', state: 'failed', by });
  });
});

// Which saved reply fits a thread, which one comes first, and of which answer an outcome speaks.
import { describe, expect, it } from 'vitest';
import {
  byOutcome,
  type CountedReply,
  fits,
  forBeginning,
  lastAnswerOf,
  NEVER_USED,
  type SavedReply,
  type SavedReplyCounts,
} from '../../../lib/domain/saved-reply.ts';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { at } from './histories.ts';
import { replay } from './replayed.ts';

/** About a delivery, in English, on X. */
const thread = replay();

function saved(id: string, given: Partial<SavedReply> = {}, counts: Partial<SavedReplyCounts> = {}): CountedReply {
  const reply: SavedReply = {
    id,
    kind: 'reply',
    title: id,
    text: 'Sorry',
    language: 'en',
    causes: [],
    changedBy: 'Lea',
  };
  return { reply: { ...reply, ...given }, counts: { ...NEVER_USED, ...counts } };
}

const ids = (all: readonly CountedReply[]) => all.map(({ reply }) => reply.id);

const asked = (replyId: string, savedReplyId?: string): ThreadEvent => ({
  type: 'approval-asked',
  at: at('10:00'),
  by: 'Ana',
  replyId,
  postId: 'p1',
  needs: 'lead',
  ...(savedReplyId ? { savedReplyId } : {}),
});
const sent = (replyId: string): ThreadEvent => ({ type: 'reply-sent', at: at('10:01'), by: 'earshot', replyId });

describe('a saved reply', () => {
  it.each([
    ['of the cause', { causes: ['billing', 'delivery'] }, true],
    ['of any cause', {}, true],
    ['of another cause', { causes: ['billing'] }, false],
    ['in another language', { language: 'de' }, false],
    ['that thanks for praise', { praise: true }, false],
  ] as const)('%s fits a complaint about a delivery in English: %s', (_what, given, expected) => {
    expect(fits(saved('one', given).reply, thread)).toBe(expected);
  });

  it('that thanks fits praise, and nothing else does', () => {
    const praise = { ...thread, kind: 'praise', status: 'not-complaint' } as const;
    expect(fits(saved('thanks', { praise: true }).reply, praise)).toBe(true);
    expect(fits(saved('sorry').reply, praise)).toBe(false);
  });

  it('that was thanked for stands before one that customers came back after, and little use proves little', () => {
    const all = [
      saved('came-back', {}, { uses: 10, cameBack: 6 }),
      saved('once', {}, { uses: 1, thanked: 1 }),
      saved('often', {}, { uses: 20, thanked: 10 }),
      saved('never'),
    ];
    expect(ids(all.toSorted(byOutcome))).toEqual(['often', 'once', 'never', 'came-back']);
  });

  it('begins an answer by its cause first, then by which wording rested longest on the network; an article never does', () => {
    const both = { ...thread, causes: ['delivery', 'billing'] } as const;
    const all = [
      saved('any'),
      saved('billing', { causes: ['billing'] }),
      saved('today', { causes: ['delivery'] }, { lastUsed: { x: at('10:00') } }),
      saved('elsewhere', { causes: ['delivery'] }, { lastUsed: { mastodon: at('11:00') } }),
      saved('earlier', { causes: ['delivery'] }, { lastUsed: { x: at('09:00') } }),
      saved('article', { kind: 'article', causes: ['delivery'] }),
    ];
    expect(ids(forBeginning(all, both))).toEqual(['elsewhere', 'earlier', 'today', 'billing', 'any']);
  });

  it('is the one the last answer on the network began as, agreed to or not', () => {
    expect(lastAnswerOf([asked('1', 'a'), sent('1')])).toMatchObject({ replyId: '1', savedReplyId: 'a' });
    expect(lastAnswerOf([asked('1', 'a'), sent('1'), asked('2', 'b')])).toMatchObject({ savedReplyId: 'a' });
    expect(lastAnswerOf([asked('1', 'a'), sent('1'), asked('2'), sent('2')])).toBeUndefined();
    expect(lastAnswerOf([])).toBeUndefined();
  });
});

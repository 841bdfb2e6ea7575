import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../lib/domain/assessment.ts';
import { followUpText } from '../../../lib/domain/follow-up.ts';

const RESOLVED = '2026-11-07T09:00:00.000Z';
const NOW = '2026-11-21T09:00:00.000Z';
const causes: Cause[] = ['other', 'delivery', 'billing'];
const thread = { causes, language: { code: 'en', known: true }, resolvedAt: RESOLVED, followUpDue: true } as const;

describe('the question whether a solution holds', () => {
  it('says since when and of what, asks, and says where to answer', () => {
    expect(followUpText({ thread, agent: 'Ana', now: NOW })).toBe(
      'Two weeks ago we settled your case about your delivery. Does it still hold? If not, just answer here and we take it up again. ^Ana',
    );
  });

  it("names the customer's page where there is one", () => {
    const text = followUpText({ thread, agent: 'Ana', now: NOW, pageUrl: 'https://help.acorn.example/case/abc' });
    expect(text).toContain('Tell us here or on https://help.acorn.example/case/abc ^Ana');
  });

  it('fits the networks with the shortest posts, whatever the cause', () => {
    const pageUrl = `https://d1234567890abc.cloudfront.net/case/${'a'.repeat(60)}`;
    for (const cause of ['slow-service', 'product-fault', 'broken-promise', 'other'] as const) {
      const text = followUpText({ thread: { ...thread, causes: [cause] }, agent: 'Ana', now: NOW, pageUrl });
      expect([...(text ?? '')].length).toBeLessThanOrEqual(280);
    }
  });

  it.each([
    ['2026-11-20T09:00:00.000Z', 'A day ago'],
    ['2026-11-11T09:00:00.000Z', '10 days ago'],
    ['2026-10-31T09:00:00.000Z', '3 weeks ago'],
    [undefined, 'Some time ago'],
  ])('resolved at %s, it begins with "%s"', (resolvedAt, words) => {
    const { resolvedAt: _, ...rest } = thread;
    const text = followUpText({ thread: { ...rest, ...(resolvedAt ? { resolvedAt } : {}) }, agent: 'Ana', now: NOW });
    expect(text?.startsWith(words)).toBe(true);
  });

  it('is not offered before its time, nor in a language it has no words for', () => {
    const { followUpDue: _, ...early } = thread;
    expect(followUpText({ thread: early, agent: 'Ana', now: NOW })).toBeUndefined();
    const french = { ...thread, language: { code: 'fr', known: true } };
    expect(followUpText({ thread: french, agent: 'Ana', now: NOW })).toBeUndefined();
  });
});

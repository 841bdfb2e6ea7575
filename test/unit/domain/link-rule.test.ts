import { describe, expect, it } from 'vitest';
import { LINK_BASES } from '../../../lib/domain/customer.ts';
import { mayLink } from '../../../lib/domain/link-rule.ts';

describe('what a link may rest on', () => {
  it('is on X what the person told the company, opted in to or made public, and no guess', () => {
    const allowed = LINK_BASES.filter((basis) => mayLink('x', basis).allowed);
    expect(allowed).toEqual(['told-us', 'opted-in', 'order-reference', 'public-profile', 'own-account']);
  });

  it('is refused with the rule and where it stands', () => {
    const ruling = mayLink('x', 'agent-judgement');
    expect(ruling).toMatchObject({ allowed: false });
    expect(ruling.allowed ? '' : ruling.why).toContain('https://docs.x.com/developer-terms/restricted-use-cases');
  });

  it('is anything where no rule is known', () => {
    expect(LINK_BASES.every((basis) => mayLink('mastodon', basis).allowed)).toBe(true);
  });
});

// What X allows with a post, as far as the post tells.
import { describe, expect, it } from 'vitest';
import { toMention } from '../../../../lib/platforms/x/x-mapper.ts';
import { permit, permitOf } from '../../../../lib/platforms/x/x-permit.ts';
import { xPostSchema } from '../../../../lib/platforms/x/x-wire.ts';

const BRAND = '44196397';
const NAMED = { entities: { mentions: [{ id: BRAND }] } };

function heard(fields: object, isProtected = false) {
  const post = xPostSchema.parse({ id: '2083157183716917248', text: 'hello', author_id: '17', ...fields });
  const users = new Map([['17', { id: '17', username: 'ann', protected: isProtected }]]);
  return toMention(post, { source: 'x:mentions:44', userId: BRAND, addressed: false, users });
}

describe('an answer on X', () => {
  it.each(['mentionedUsers', 'following', 'subscribers', 'verified'])(
    'is allowed to whom the post names, even when its author lets only some answer: %s',
    (reply_settings) => {
      const { allowed, reason } = permit(heard({ reply_settings, ...NAMED }));
      expect(allowed).toBe(true);
      expect(reason).not.toContain('only');
    },
  );

  it('is not allowed where only those may answer whom the post names, and it names others; the way by hand is shown', () => {
    const mention = heard({ reply_settings: 'mentionedUsers', in_reply_to_user_id: BRAND });
    expect(mention.addressed).toBe(true);
    expect(permit(mention)).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('does not name this account'),
      openUrl: 'https://x.com/intent/post?in_reply_to=2083157183716917248',
      costMicros: 0,
    });
  });

  it.each([
    ['following', 'accounts that the author follows'],
    ['subscribers', "the author's subscribers"],
    ['something-new', '"something-new"'],
  ])('is allowed, with a warning, where X may refuse it: %s', (reply_settings, whom) => {
    const { allowed, reason } = permit(heard({ reply_settings, in_reply_to_user_id: BRAND }));
    expect(allowed).toBe(true);
    expect(reason).toContain(`lets only ${whom} answer`);
    expect(reason).toContain('$0.20');
  });

  it('to a protected account is seen by few, and its words are for few', () => {
    const mention = heard(NAMED, true);
    expect(mention.visibility).toBe('followers');
    expect(permit(mention).reason).toContain('protected');
    expect(heard(NAMED).visibility).toBe('public');
  });

  it('cannot begin in private, and offers the link by which the customer can', () => {
    const { direct } = permitOf(BRAND)(heard(NAMED));
    expect(direct).toMatchObject({
      allowed: false,
      inviteUrl: `https://x.com/messages/compose?recipient_id=${BRAND}`,
    });
    expect(permitOf('acme')(heard(NAMED)).direct).toEqual({
      allowed: false,
      reason: expect.stringContaining('customer'),
    });
  });
});

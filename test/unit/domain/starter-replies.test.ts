// What a team can answer with on its first day: short, complete, and fit to be published as it is.
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../../lib/domain/assessment.ts';
import { hardErrors } from '../../../lib/domain/reply-check.ts';
import { filled } from '../../../lib/domain/reply-variables.ts';
import { STARTER_REPLIES } from '../../../lib/domain/starter-replies.ts';
import { weightedLength } from '../../../lib/platforms/x/x-length.ts';

const LONG = { name: 'Maximiliana', agent: 'Konstantinos', by: 'Wednesday 30 December' };
const complaints = STARTER_REPLIES.filter(({ praise }) => !praise);

describe('the replies the product brings along', () => {
  it('are two for every cause, and two for praise', () => {
    for (const cause of CAUSES) expect(complaints.filter(({ causes }) => causes.includes(cause))).toHaveLength(2);
    expect(STARTER_REPLIES.filter(({ praise }) => praise)).toHaveLength(2);
    expect(new Set(STARTER_REPLIES.map(({ id }) => id)).size).toBe(STARTER_REPLIES.length);
  });

  it.each(STARTER_REPLIES.map(({ id, text }) => [id, text]))(
    '%s can be sent as it is, by name, on any network',
    (_id, text) => {
      const sent = filled(text, LONG);
      expect(hardErrors(sent, 'public')).toEqual([]);
      expect(weightedLength(sent)).toBeLessThanOrEqual(280);
      expect(text).toContain('{name}');
      expect(text).toMatch(/– \{agent\}$/);
    },
  );

  it.each(complaints.map(({ id, text }) => [id, text]))('%s says sorry, and what is done by when', (_id, text) => {
    expect(text).toMatch(/sorry/i);
    expect(text).toMatch(/\bI will .*by \{by\}/);
  });
});

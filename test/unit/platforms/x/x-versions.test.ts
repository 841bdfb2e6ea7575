// Which version of an edited post on X is the newest.
import { describe, expect, it } from 'vitest';
import { rememberVersions } from '../../../../lib/platforms/x/x-versions.ts';
import { xPostSchema } from '../../../../lib/platforms/x/x-wire.ts';

function version(id: string, history: readonly string[] = [id]) {
  return xPostSchema.parse({ id, text: 'hello', author_id: '17', edit_history_tweet_ids: history });
}

describe('the versions of a post on X', () => {
  it('are told apart by number, not as text', () => {
    expect(version('999', ['999', '1000'])).toMatchObject({ firstId: '999', latestId: '1000' });
    const versions = rememberVersions();
    versions.note([version('999'), version('1000', ['999', '1000'])]);
    expect(versions.isSuperseded(version('999'))).toBe(true);
    expect(versions.isSuperseded(version('1000', ['999', '1000']))).toBe(false);
  });

  it('are forgotten in the end, oldest first, so that a long run does not fill up', () => {
    const versions = rememberVersions();
    for (let i = 0; i < 1001; i += 1) versions.note([version(`2${i + 1000}`, [`1${i + 1000}`, `2${i + 1000}`])]);
    expect(versions.isSuperseded(version('11000'))).toBe(false);
    expect(versions.isSuperseded(version('12000'))).toBe(true);
  });
});

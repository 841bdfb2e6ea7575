// The whole loop on real servers: somebody complains there, a person answers here, and the answer stands there, once.

import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ThreadView } from '../../lib/api/schemas.ts';
import { HOLD_SECONDS } from '../../lib/domain/reply.ts';
import { instantOf, type Span } from '../../lib/domain/time.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import type { TestClock } from '../support/test-clock.ts';
import { type Complainer, onBluesky, onMastodon } from './real-servers.ts';

/** A server shows a mention some seconds after it was made. */
const PATIENCE = { timeout: 60_000, interval: 1000 };

/** The servers' own time, which a test may run ahead of but not stop. */
function runningClock(): TestClock {
  let ahead = 0;
  const now = () => instantOf(Date.now() + ahead);
  return {
    now,
    advance: ({ minutes = 0, seconds = 0 }: Span) => {
      ahead += (minutes * 60 + seconds) * 1000;
      return now();
    },
  };
}

const networks = [
  {
    name: 'Bluesky',
    connect: async () => {
      const { account, complainer } = await onBluesky();
      const env = {
        BLUESKY_URL: account.url,
        BLUESKY_IDENTIFIER: account.identifier,
        BLUESKY_PASSWORD: account.password,
      };
      return { env, complainer };
    },
  },
  {
    name: 'snac',
    connect: async () => {
      const { account, complainer } = await onMastodon();
      return { env: { MASTODON_URL: account.url, MASTODON_TOKEN: account.token }, complainer };
    },
  },
];

describe.each(networks)('the whole loop on $name', ({ connect }) => {
  let earshot: TestEarshot;
  let complainer: Complainer;
  beforeAll(async () => {
    const { env, complainer: other } = await connect();
    complainer = other;
    earshot = await startEarshot({ clock: runningClock(), env: { ...env, POLL_SECONDS: '1' } });
    await poll();
  });
  afterAll(() => earshot.stop());

  async function poll(): Promise<void> {
    await earshot.invoke('poll');
    await earshot.processAll();
  }

  it('a complaint is heard once, answered from the API, and the answer stands below it once', async () => {
    const words = `my refund is three weeks late and nobody answers, this is awful (${ulid()})`;
    await complainer.mention(words);
    const thread = await vi.waitFor(async (): Promise<ThreadView> => {
      await poll();
      const found = (await earshot.allThreads()).filter(({ excerpt }) => excerpt.includes(words));
      expect(found).toHaveLength(1);
      return found[0]!;
    }, PATIENCE);
    const { permit } = await earshot.thread(thread.id);
    expect(permit.allowed).toBe(true);

    const text = `We are sorry, Ana is looking into it now. ${ulid()}`;
    const body = { id: ulid(), text, version: thread.version };
    expect((await earshot.call(`/threads/${thread.id}/replies`, { method: 'POST', body })).status).toBe(200);
    earshot.clock.advance({ seconds: HOLD_SECONDS });
    await earshot.processAll();
    const page = await earshot.thread(thread.id);
    expect(page.replies).toMatchObject([{ state: 'sent' }]);
    const answers = await complainer.answersTo(thread.latestPostId);
    expect(answers.filter((answer) => answer.includes(text.slice(-26)))).toHaveLength(1);

    await poll();
    await poll();
    expect((await earshot.thread(thread.id)).posts).toHaveLength(1);
    console.log(`heard "${page.posts[0]?.text}" and answered with ${page.replies[0]?.nativeId}`);
  });
});

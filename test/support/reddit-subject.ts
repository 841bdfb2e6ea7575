// Connects Earshot's adapter to the scripted Reddit, with a token that lasts as long as the test.

import { parseSettings } from '../../lib/config/settings.ts';
import type { AccessSession, AccessSessions } from '../../lib/platforms/access-token.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { createRedditPlatform } from '../../lib/platforms/reddit/reddit-platform.ts';
import type { FakeNetwork } from './fake-network.ts';
import { startFakeReddit } from './fake-reddit.ts';
import type { ContractSubject } from './platform-scene.ts';

export const reddit: ContractSubject = {
  name: 'Reddit',
  start: startFakeReddit,
  connect: (fake, { clock, ...options }) => connectReddit(fake, { clock: clock.now, ...options }),
};

export function connectReddit(
  fake: FakeNetwork,
  options: { clock: () => string; timeoutMs?: number; sessions?: AccessSessions },
): Platform {
  const account = parseSettings(fake.env()).accounts.reddit!;
  return createRedditPlatform({ account, keywords: ['acme', '#acme'], fetch, sessions: redditSessions(), ...options });
}

/** The token for as long as a test lasts. */
export function redditSessions(start?: AccessSession): AccessSessions {
  let kept = start;
  return {
    load: async () => kept,
    save: async (session) => {
      kept = session;
    },
  };
}

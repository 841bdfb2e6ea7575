// YouTube's adapter connected to its scripted stand-in, for the tests of both.
import { parseSettings } from '../../lib/config/settings.ts';
import type { AccessSessions } from '../../lib/platforms/access-token.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import type { RateLimits } from '../../lib/platforms/rate-limits.ts';
import { createYoutubePlatform } from '../../lib/platforms/youtube/youtube-platform.ts';
import { googleSessionsInMemory } from './fake-google-token.ts';
import type { FakeNetwork } from './fake-network.ts';
import { startFakeYoutube } from './fake-youtube.ts';
import type { ContractSubject } from './platform-scene.ts';

interface Connected {
  readonly clock: () => string;
  readonly timeoutMs?: number;
  readonly sessions?: AccessSessions;
  readonly limits?: RateLimits;
  readonly fetch?: typeof fetch;
}

export function connectYoutube(fake: FakeNetwork, options: Connected): Platform {
  const account = parseSettings(fake.env()).accounts.youtube!;
  return createYoutubePlatform({ account, fetch, sessions: googleSessionsInMemory(), ...options });
}

export const youtube: ContractSubject = {
  name: 'YouTube',
  lacks: ['searches'],
  start: startFakeYoutube,
  connect: (fake, { clock, ...options }) => connectYoutube(fake, { clock: clock.now, ...options }),
};

/** The ids of all answers in the threads that are followed, down to `downTo`. */
export async function readAnswers(platform: Platform, downTo: string): Promise<string[]> {
  const ids: string[] = [];
  let pageToken: string | undefined;
  do {
    const page = await platform.poll({ source: platform.sources[1]!, downTo, ...(pageToken ? { pageToken } : {}) });
    ids.push(...page.items.map(({ mention }) => mention.id));
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return ids;
}

// Bluesky's adapter connected to its scripted stand-in.
import { parseSettings } from '../../lib/config/settings.ts';
import { createBlueskyPlatform } from '../../lib/platforms/bluesky/bluesky-platform.ts';
import type { BlueskySessions } from '../../lib/platforms/bluesky/bluesky-session.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import type { RateLimits } from '../../lib/platforms/rate-limits.ts';
import { startFakeBluesky } from './fake-bluesky.ts';
import type { FakeNetwork } from './fake-network.ts';
import type { ContractSubject } from './platform-scene.ts';
import { sessionsInMemory } from './sessions-in-memory.ts';

export const bluesky: ContractSubject = {
  name: 'Bluesky',
  start: startFakeBluesky,
  connect: (fake, { clock, ...options }) => connectBluesky(fake, { clock: clock.now, ...options }),
};

export function connectBluesky(
  fake: FakeNetwork,
  options: { clock: () => string; timeoutMs?: number; sessions?: BlueskySessions; limits?: RateLimits },
): Platform {
  const account = parseSettings(fake.env()).accounts.bluesky!;
  return createBlueskyPlatform({ account, keywords: ['acme'], fetch, sessions: sessionsInMemory(), ...options });
}

// Mastodon's adapter connected to its scripted stand-in.
import { parseSettings } from '../../lib/config/settings.ts';
import { createMastodonPlatform } from '../../lib/platforms/mastodon/mastodon-platform.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import type { RateLimits } from '../../lib/platforms/rate-limits.ts';
import { startFakeMastodon } from './fake-mastodon.ts';
import type { FakeNetwork } from './fake-network.ts';
import type { ContractSubject } from './platform-scene.ts';

export const mastodon: ContractSubject = {
  name: 'Mastodon',
  lacks: ['pageTokens'],
  start: startFakeMastodon,
  connect: (fake, { clock, ...options }) => connectMastodon(fake, { clock: clock.now, ...options }),
};

export function connectMastodon(
  fake: FakeNetwork,
  options: { clock: () => string; timeoutMs?: number; limits?: RateLimits },
): Platform {
  const account = parseSettings(fake.env()).accounts.mastodon!;
  return createMastodonPlatform({ account, keywords: ['acme', '#acme'], fetch, ...options });
}

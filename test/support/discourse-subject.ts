// Connects Earshot's adapter to the scripted forum.
import { parseSettings } from '../../lib/config/settings.ts';
import { createDiscoursePlatform, type DiscourseOptions } from '../../lib/platforms/discourse/discourse-platform.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { startFakeDiscourse } from './fake-discourse.ts';
import type { FakeNetwork } from './fake-network.ts';
import type { ContractSubject } from './platform-scene.ts';

export const discourse: ContractSubject = {
  name: 'Discourse',
  // Forums number their posts from one.
  lacks: ['longIds', 'pageTokens'],
  start: startFakeDiscourse,
  connect: (fake, { clock, ...options }) => connectDiscourse(fake, { clock: clock.now, ...options }),
};

export function connectDiscourse(
  fake: FakeNetwork,
  options: Partial<DiscourseOptions> & Pick<DiscourseOptions, 'clock'>,
): Platform {
  const account = parseSettings(fake.env()).accounts.discourse!;
  return createDiscoursePlatform({ account, keywords: ['acme', '#acme'], fetch, ...options });
}

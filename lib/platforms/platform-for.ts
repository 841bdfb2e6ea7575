// Which network answers a post: its own, when an account is connected there; the stand-in for a sample post; and what it allows.
import type { Mention } from '../domain/mention.ts';
import type { Measure, ReplyPermit } from '../domain/reply-permit.ts';
import type { Platform } from './platform.ts';
import { samplePlatform } from './sample/sample-platform.ts';

export function platformFor(
  platforms: readonly Platform[],
  post: Pick<Mention, 'network' | 'sample'>,
): Platform | undefined {
  return post.sample ? samplePlatform : platforms.find(({ network }) => network === post.network);
}

/** What the network lets us do with a post: known before anyone types. */
export function permitFor(platforms: readonly Platform[], post: Mention): ReplyPermit {
  const platform = platformFor(platforms, post);
  if (platform) return { direct: NOT_DIRECT, ...platform.permit(post) };
  const reason = `No account is connected on ${post.network}: answer on its own page.`;
  const openUrl = post.url ? { openUrl: post.url } : {};
  return { allowed: false, reason, maxLength: 0, unit: 'character', costMicros: 0, direct: NOT_DIRECT, ...openUrl };
}

/** Of every network whose adapter does not say otherwise. */
const NOT_DIRECT = { allowed: false, reason: 'Earshot cannot write to anybody in private on this network.' } as const;

/** How long the network would find `text`; where none is connected, nothing fits. */
export function measureFor(platforms: readonly Platform[], post: Mention, text: string): Measure {
  const platform = platformFor(platforms, post);
  if (platform) return platform.measure(text, post);
  return { length: [...text].length, max: 0, unit: 'character', fits: false };
}

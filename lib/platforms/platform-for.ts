// Which network answers a post: its own, when an account is connected there; the stand-in for a sample post.
import type { Mention } from '../domain/mention.ts';
import type { Platform } from './platform.ts';
import { samplePlatform } from './sample/sample-platform.ts';

export function platformFor(
  platforms: readonly Platform[],
  post: Pick<Mention, 'network' | 'sample'>,
): Platform | undefined {
  return post.sample ? samplePlatform : platforms.find(({ network }) => network === post.network);
}

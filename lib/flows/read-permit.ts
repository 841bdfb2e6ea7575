// May this post be answered now: what its network allows, unless it is gone or somebody has switched sending off.
import type { ReplyPermit } from '../domain/reply-permit.ts';
import { stopOfSending, stopWords } from '../domain/stop.ts';
import type { Platform } from '../platforms/platform.ts';
import { permitFor } from '../platforms/platform-for.ts';
import type { Db } from '../store/db.ts';
import { listStops } from '../store/stops.ts';
import type { StoredPost } from '../store/threads.ts';

export interface PermitDeps {
  readonly db: Db;
  readonly platforms: readonly Platform[];
}

export async function readPermit({ db, platforms }: PermitDeps, post: StoredPost): Promise<ReplyPermit> {
  const permit = permitFor(platforms, post.mention);
  if (post.goneAt) return { ...permit, allowed: false, reason: 'This post is no longer on the network.' };
  // A sample post is answered on this machine alone.
  const stop = post.mention.sample ? undefined : stopOfSending(await listStops(db), post.mention.network);
  return stop ? { ...permit, allowed: false, reason: `Sending is ${stopWords(stop)}.` } : permit;
}

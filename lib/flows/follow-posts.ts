// Looks again at posts heard earlier: what its author has changed is read anew, what they have taken back is erased.
import { lookAfterNothing, lookAgainAt, nextLook, secondLook } from '../domain/following.ts';
import type { Log } from '../domain/log.ts';
import { type Mention, postKey } from '../domain/mention.ts';
import { isNetworkStopped } from '../domain/stop.ts';
import { type Clock, plus } from '../domain/time.ts';
import type { Platform, Refreshed } from '../platforms/platform.ts';
import { sendMentions } from '../queues/mentions-queue.ts';
import type { Queue } from '../queues/queue.ts';
import { type Db, transact } from '../store/db.ts';
import { getSeenPost } from '../store/posts.ts';
import { listStops } from '../store/stops.ts';
import { getPost, getThread, listPostsToLookAt, putPost, type StoredPost, threadUnchanged } from '../store/threads.ts';
import { erasePost } from './erase-post.ts';

export interface FollowDeps {
  readonly db: Db;
  readonly mentions: Queue;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Followed {
  looked: number;
  edited: number;
  gone: number;
}

/** So many looks at one network in one run; the rest waits for the next. */
const LOOKS_PER_RUN = 5;
/** No look is begun later in a run than this: a server that knows no lists is asked for each post by itself. */
const BEGUN_WITHIN_SECONDS = 10;

/** A network that fails now is asked again in the next run; neither that nor a slow one keeps the others waiting. */
export async function followPosts(deps: FollowDeps, platforms: readonly Platform[]): Promise<Followed> {
  const stops = await listStops(deps.db);
  const followed: Followed = { looked: 0, edited: 0, gone: 0 };
  const connected = platforms.filter(({ network }) => !isNetworkStopped(stops, network));
  await Promise.all(
    connected.map((platform) =>
      followOn(deps, platform, followed).catch((error: unknown) =>
        deps.log.error(`posts on ${platform.network} could not be looked at again`, error),
      ),
    ),
  );
  return followed;
}

async function followOn(deps: FollowDeps, platform: Platform, followed: Followed): Promise<void> {
  const { network, refresh, compliance } = platform;
  if (!refresh) return;
  const isListed = compliance !== undefined;
  const until = plus(deps.clock(), { seconds: BEGUN_WITHIN_SECONDS });
  for (let looks = 0; looks < LOOKS_PER_RUN && deps.clock() < until; looks += 1) {
    const due = await listPostsToLookAt(deps.db, network, { now: deps.clock(), limit: refresh.atMost });
    if (due.length === 0) return;
    const found = await refresh.look(due.map(({ mention }) => mention));
    for (const post of due) await followOne(deps, { post, found, followed, isListed });
    // An index shows for a moment what has been moved: a page that was not full was the last.
    if (due.length < refresh.atMost) return;
  }
}

interface Look {
  readonly post: StoredPost;
  readonly found: readonly Refreshed[];
  readonly followed: Followed;
  readonly isListed: boolean;
}

/** One post that cannot be moved on must not hold up all that are due after it. */
async function followOne(deps: FollowDeps, look: Look): Promise<void> {
  try {
    await follow(deps, look);
  } catch (error) {
    deps.log.error(`post ${postKey(look.post.mention)} could not be followed`, error);
  }
}

async function follow(deps: FollowDeps, { post, found, followed, isListed }: Look): Promise<void> {
  const { mention, missingSince } = post;
  const now = deps.clock();
  const said = found.find(({ id }) => id === mention.id);
  followed.looked += 1;
  if (said && 'gone' in said && missingSince !== undefined) {
    if (await erasePost(deps, mention)) followed.gone += 1;
    return;
  }
  if (said && 'mention' in said && said.mention.text !== mention.text) {
    followed.edited += 1;
    await sendMentions(deps.mentions, [asEdited(said.mention, mention, now)]);
  }
  if (said && 'mention' in said) return schedule(deps, mention, { next: nextLook(now), isListed, isMissing: false });
  // A network may fail to show a post that stands, and what is erased cannot be brought back: it is asked twice.
  const missing = said ? { missingSince: now } : missingSince ? { missingSince } : {};
  const next = said ? secondLook(now) : lookAfterNothing(now);
  return schedule(deps, mention, { next, isListed, isMissing: said !== undefined, ...missing });
}

/** Heard where it was heard first; how it is answered follows its newest version. */
function asEdited(current: Mention, { source, addressed }: Mention, now: string): Mention {
  return { ...current, source, addressed, editedAt: current.editedAt ?? now };
}

interface NextLook extends Pick<StoredPost, 'missingSince'> {
  readonly next: string;
  readonly isListed: boolean;
  /** Was not shown just now: the second look is taken however old the post is. */
  readonly isMissing: boolean;
}

/** Held to the thread as it is: a change of the post at this moment comes first, and the look is taken again later. */
async function schedule({ db, clock }: FollowDeps, mention: Mention, look: NextLook): Promise<void> {
  const threadId = (await getSeenPost(db, mention))?.threadId;
  const thread = threadId === undefined ? undefined : await getThread(db, threadId);
  const post = thread && (await getPost(db, thread.id, mention));
  if (!thread || !post) return;
  const { next, isListed, isMissing, ...missing } = look;
  const { missingSince: _1, lookAgainAt: _2, ...kept } = post;
  const followed = { thread, createdAt: mention.createdAt, isListed };
  const at = isMissing ? next : lookAgainAt(followed, clock(), next);
  const again = at === undefined ? {} : { lookAgainAt: at };
  await transact(db, [threadUnchanged(thread), putPost(thread.id, { ...kept, ...missing, ...again }, 'exists')]);
}

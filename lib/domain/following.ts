// For how long and how often a post is looked at again, so that what its author changes or takes back is followed.
import { isOwed, type Thread } from './thread.ts';
import { type Instant, plus } from './time.ts';

/** Networks ask that deletions are followed within a day (X, developer policy); four hours are left for a second look. */
const LOOK_EVERY = { hours: 20 };
const SECOND_LOOK = { hours: 1 };
/** Nothing clear was said, or the time of the run was up: asked again so that the day is kept. */
const UNCLEAR_LOOK = { hours: 3 };
/** A closed matter is followed for so long. Where the network answers for whole lists, posts are followed for as long as they are kept. */
const FOLLOWED_DAYS = 30;

export function nextLook(now: Instant): Instant {
  return plus(now, LOOK_EVERY);
}

export function lookAfterNothing(now: Instant): Instant {
  return plus(now, UNCLEAR_LOOK);
}

export function secondLook(now: Instant): Instant {
  return plus(now, SECOND_LOOK);
}

/** A time that never comes: the post is in no look, but in the lists that a network answers for as a whole. */
const NEVER: Instant = '9999-12-31T00:00:00.000Z';

export interface FollowedPost {
  readonly thread: Thread;
  readonly createdAt: Instant;
  /** Whether the network answers for whole lists of posts: then only posts that people work with are looked at by themselves. */
  readonly isListed: boolean;
}

/** When the post is looked at again, if `next` comes first; undefined when it is followed no longer. */
export function lookAgainAt(post: FollowedPost, now: Instant, next: Instant): Instant | undefined {
  const { thread, createdAt, isListed } = post;
  if (isOwed(thread.status) || thread.status === 'waiting') return next;
  if (isListed) return NEVER;
  return createdAt > plus(now, { days: -FOLLOWED_DAYS }) ? next : undefined;
}

// Takes what a network sends by itself: posts go the way of a polled one, what was taken back is erased, what cannot be read is set aside.
import type { Entry } from '../platforms/page.ts';
import { sendMentions, sendUnreadable } from '../queues/mentions-queue.ts';
import type { Queue } from '../queues/queue.ts';
import { type EraseDeps, erasePostForGood } from './erase-post.ts';

/** A raw piece kept for a person to look at; more would not fit a queue message. */
const RAW_LENGTH = 100_000;

export interface DeliveryDeps extends EraseDeps {
  readonly mentions: Queue;
}

export interface TakenDelivery {
  readonly posts: number;
  /** Posts that were heard before and are erased now. */
  readonly gone: number;
  readonly setAside: number;
  /** The brand's own posts, and what is no post. */
  readonly ignored: number;
}

/** Throws when anything could not be queued: the network then sends all of it again, and what was taken in stays single. */
export async function takeDelivery(
  deps: DeliveryDeps,
  source: string,
  entries: readonly Entry[],
): Promise<TakenDelivery> {
  const heard = entries.flatMap((entry) => ('mention' in entry ? [entry.mention] : []));
  const unreadable = entries.flatMap((entry) => ('raw' in entry ? [entry] : []));
  await sendMentions(deps.mentions, heard);
  for (const { raw, reason } of unreadable)
    await sendUnreadable(deps.mentions, { source, raw: raw.slice(0, RAW_LENGTH), reason });
  let gone = 0;
  for (const entry of entries) if ('gone' in entry && (await erasePostForGood(deps, entry.gone))) gone += 1;
  const counts = { posts: heard.length, gone, setAside: unreadable.length };
  return { ...counts, ignored: entries.length - heard.length - gone - unreadable.length };
}

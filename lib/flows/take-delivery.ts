// Takes what a network sends by itself: posts go the way of a polled one, and what cannot be read is set aside.
import type { Entry } from '../platforms/page.ts';
import { sendMentions, sendUnreadable } from '../queues/mentions-queue.ts';
import type { Queue } from '../queues/queue.ts';

export interface TakenDelivery {
  readonly posts: number;
  readonly setAside: number;
  /** The brand's own posts, and what is no post. */
  readonly ignored: number;
}

/** Throws when anything could not be queued: the network then sends all of it again, and what was taken in stays single. */
export async function takeDelivery(
  { mentions }: { readonly mentions: Queue },
  source: string,
  entries: readonly Entry[],
): Promise<TakenDelivery> {
  const heard = entries.flatMap((entry) => ('mention' in entry ? [entry.mention] : []));
  const unreadable = entries.flatMap((entry) => ('raw' in entry ? [entry] : []));
  await sendMentions(mentions, heard);
  for (const { raw, reason } of unreadable) await sendUnreadable(mentions, { source, raw, reason });
  return {
    posts: heard.length,
    setAside: unreadable.length,
    ignored: entries.length - heard.length - unreadable.length,
  };
}

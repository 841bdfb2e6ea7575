// Looks again at posts heard earlier on a Mastodon server: gone, edited, or as they were.
import * as z from 'zod';
import { type Clock, plus } from '../../domain/time.ts';
import { refreshed } from '../page.ts';
import type { AnsweredPost, Refreshed } from '../platform.ts';
import { NotFound } from '../platform-errors.ts';
import type { MastodonClient } from './mastodon-client.ts';
import type { Instance } from './mastodon-limits.ts';
import { toMention } from './mastodon-mapper.ts';
import { statusPath } from './mastodon-reply.ts';
import { itemIdSchema, listSchema, type Status, statusSchema } from './mastodon-wire.ts';

/** The most ids of one call (Mastodon 4.3 and newer). */
export const AT_ONCE = 20;
const REFRESH = 'mastodon:refresh';

/** For so long posts are asked for one after the other; those left over are looked at later. */
const SINGLY = { seconds: 20 };

/** A post as the server has it now: undefined for one that could not be read, absent for one that is gone. */
type Shown = ReadonlyMap<string, Status | undefined>;

interface MastodonLooking {
  readonly client: MastodonClient;
  readonly instance: () => Promise<Instance>;
  readonly clock: Clock;
}

/**
 * Asks for all in one call where the server can do that, and for those it left out, or else for all, one after the other:
 * what is missing in a list need not be gone. Posts of other servers that were not heard here are left out: their ids mean
 * nothing here.
 */
export function createLook({ client, instance, clock }: MastodonLooking) {
  let hasLists = true;
  return async (posts: readonly AnsweredPost[]): Promise<Refreshed[]> => {
    const known = posts.filter(({ replyRef }) => replyRef['acct'] !== undefined);
    if (known.length === 0) return [];
    const ids = known.map(({ id }) => id);
    const until = plus(clock(), SINGLY);
    const listed = hasLists ? await inOneCall(client, ids) : undefined;
    hasLists = listed !== undefined;
    const missing = ids.filter((id) => !listed?.has(id));
    const shown = new Map([...(listed ?? []), ...(await oneByOne(client, missing, () => clock() >= until))]);
    const { id: ownId } = await client.own();
    const { limits } = await instance();
    return known.flatMap((post): Refreshed[] => {
      const { id, addressed } = post;
      if (!shown.has(id)) return [{ id, gone: true }];
      const status = shown.get(id);
      if (!status) return [];
      const context = { source: REFRESH, ownId, addressed, ...(limits ? { limits } : {}) };
      // Some servers give an edited post a new id, and still know it by the old one.
      return refreshed(id, () => {
        const mention = toMention({ ...status, id }, context);
        return { ...mention, replyRef: { ...post.replyRef, ...mention.replyRef } };
      });
    });
  };
}

/** Undefined where the server does not know lists of posts. */
async function inOneCall(client: MastodonClient, ids: readonly string[]): Promise<Shown | undefined> {
  try {
    const items = await client.get('/api/v1/statuses', { 'id[]': ids }, listSchema);
    const named = items.flatMap((item) => {
      const id = itemIdSchema.safeParse(item).data?.id;
      return id !== undefined && ids.includes(id) ? [[id, statusSchema.safeParse(item).data] as const] : [];
    });
    return new Map(named);
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

async function oneByOne(client: MastodonClient, ids: readonly string[], isOver: () => boolean): Promise<Shown> {
  const shown = new Map<string, Status | undefined>();
  for (const id of ids) {
    try {
      if (isOver()) shown.set(id, undefined);
      else shown.set(id, statusSchema.safeParse(await client.get(statusPath(id), {}, z.unknown())).data);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
  }
  return shown;
}

// Looks again at posts heard earlier on a Mastodon server: gone, edited, or as they were.
import * as z from 'zod';
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

/** A post as the server has it now: undefined for one that could not be read, absent for one that is gone. */
type Shown = ReadonlyMap<string, Status | undefined>;

/**
 * Asks for all in one call where the server can do that, else for one after the other. Posts of other servers that were not
 * heard here are left out: their ids mean nothing here.
 */
export function createLook(client: MastodonClient, instance: () => Promise<Instance>) {
  let hasLists = true;
  return async (posts: readonly AnsweredPost[]): Promise<Refreshed[]> => {
    const known = posts.filter(({ replyRef }) => replyRef['acct'] !== undefined);
    if (known.length === 0) return [];
    const ids = known.map(({ id }) => id);
    const listed = hasLists ? await inOneCall(client, ids) : undefined;
    if (listed === 'unknown') hasLists = false;
    // A list without any of them may come from a server that does not know what was asked.
    const shown =
      listed === undefined || listed === 'unknown' || listed.size === 0 ? await oneByOne(client, ids) : listed;
    const { id: ownId } = await client.own();
    const { limits } = await instance();
    return known.flatMap((post): Refreshed[] => {
      const { id, addressed } = post;
      if (!shown.has(id)) return [{ id, gone: true }];
      const status = shown.get(id);
      if (!status) return [];
      const context = { source: REFRESH, ownId, addressed, ...(limits ? { limits } : {}) };
      // Some servers give an edited post a new id, and still know it by the old one.
      const mention = toMention({ ...status, id }, context);
      return [{ id, mention: { ...mention, replyRef: { ...post.replyRef, ...mention.replyRef } } }];
    });
  };
}

async function inOneCall(client: MastodonClient, ids: readonly string[]): Promise<Shown | 'unknown'> {
  try {
    const items = await client.get('/api/v1/statuses', { 'id[]': ids }, listSchema);
    const named = items.flatMap((item) => {
      const id = itemIdSchema.safeParse(item).data?.id;
      return id !== undefined && ids.includes(id) ? [[id, statusSchema.safeParse(item).data] as const] : [];
    });
    return new Map(named);
  } catch (error) {
    if (error instanceof NotFound) return 'unknown';
    throw error;
  }
}

async function oneByOne(client: MastodonClient, ids: readonly string[]): Promise<Shown> {
  const shown = new Map<string, Status | undefined>();
  for (const id of ids) {
    try {
      shown.set(id, statusSchema.safeParse(await client.get(statusPath(id), {}, z.unknown())).data);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
  }
  return shown;
}

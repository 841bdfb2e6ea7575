// Reads a stretch of Hacker News' search by moving its end back in time: by page numbers alone it ends after 1,000 posts.
import * as z from 'zod';
import { epochMs } from '../../domain/time.ts';
import type { PageRequest } from '../platform.ts';
import { CursorExpired } from '../platform-errors.ts';
import { hitIdSchema, hitTimeSchema } from './hackernews-wire.ts';

/** Where the next older page begins: as a page token it is JSON. */
const placeSchema = z.object({
  /** Unix seconds; nothing newer is asked for. */
  upTo: z.int().optional(),
  /** Above 0 only while one second holds more posts than a page. */
  page: z.int().nonnegative(),
  /** The posts of that second which have been read. */
  skip: z.array(z.string()),
});

export type Place = z.output<typeof placeSchema>;

/** Throws CursorExpired for a token that this adapter did not make. */
export function placeOf({ pageToken, upTo }: PageRequest): Place {
  if (pageToken === undefined) {
    return { page: 0, skip: [], ...(upTo === undefined ? {} : { upTo: Math.floor(epochMs(upTo) / 1000) }) };
  }
  try {
    return placeSchema.parse(JSON.parse(pageToken));
  } catch (cause) {
    throw new CursorExpired(`Hacker News: "${pageToken}" is no place to read on from`, { cause });
  }
}

/** The filter on Unix seconds for the stretch from `place` down to the wanted time. */
export function filterFor({ downTo }: PageRequest, { upTo }: Place): string {
  const from = `created_at_i>=${Math.floor(epochMs(downTo) / 1000)}`;
  return upTo === undefined ? from : `${from},created_at_i<=${upTo}`;
}

/** The hits that were not on an earlier page. */
export function unread(hits: readonly unknown[], { skip }: Place): unknown[] {
  const read = new Set(skip);
  return hits.filter((hit) => !read.has(hitIdSchema.safeParse(hit).data?.objectID ?? ''));
}

/** The place after a page of `hits`; undefined when none of them says when it was made. */
export function placeAfter(hits: readonly unknown[], place: Place): Place | undefined {
  const times = hits.map((hit) => hitTimeSchema.safeParse(hit).data?.created_at_i);
  const known = times.filter((time) => time !== undefined);
  if (known.length === 0) return undefined;
  const upTo = Math.min(...known);
  const read = hits.flatMap((hit, index) => {
    const id = times[index] === upTo ? hitIdSchema.safeParse(hit).data?.objectID : undefined;
    return id === undefined ? [] : [id];
  });
  const sameSecond = upTo === place.upTo;
  return {
    upTo,
    page: sameSecond ? place.page + 1 : 0,
    skip: sameSecond ? [...new Set([...place.skip, ...read])] : read,
  };
}

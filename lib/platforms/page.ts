// Turns what one call read into a page of the port: newest first, the wanted stretch only, nothing lost without a word.
import * as z from 'zod';
import type { Mention, NativeRef } from '../domain/mention.ts';
import type { Instant } from '../domain/time.ts';
import type { Page, PageRequest, Refreshed } from './platform.ts';

/** One item as the network gave it: a mention, one taken back, something not wanted (the brand's own posts), or something unreadable. */
export type Entry =
  | { readonly mention: Mention; readonly at: Instant }
  | { readonly gone: NativeRef; readonly at: Instant }
  | { readonly unwanted: true; readonly at: Instant }
  | { readonly raw: string; readonly reason: string; readonly at?: Instant };

/**
 * The page for `entries`, in the network's order, which is newest first but for single items. `next` is the network's token for the next older page; it is dropped once the
 * page reaches back beyond `downTo`. The bounds belong to the stretch: an item read twice costs nothing, a lost one does.
 */
export function toPage(entries: readonly Entry[], request: PageRequest, next: string | undefined): Page {
  const wanted = ({ at }: Entry): boolean =>
    at === undefined || (at >= request.downTo && (request.upTo === undefined || at <= request.upTo));
  const items = entries
    .flatMap((entry) => ('mention' in entry && wanted(entry) ? [entry] : []))
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const unreadable = entries.flatMap((entry) =>
    'raw' in entry && wanted(entry) ? [{ raw: entry.raw, reason: entry.reason }] : [],
  );
  // The last of the list, not the oldest in it: an old item that stands out of place must not end the reading.
  const last = entries.findLast(({ at }) => at !== undefined)?.at;
  const done = last !== undefined && last < request.downTo;
  return {
    items,
    unreadable,
    ...(last === undefined ? {} : { reachedBackTo: last }),
    ...(next === undefined || next === request.pageToken || done ? {} : { nextPageToken: next }),
  };
}

/** How one network's items are read. */
export interface ItemReader {
  /** Throws for an item that is not as it should be. */
  readonly read: (item: unknown) => Entry;
  /** The instant by which the network orders the item, as far as even a broken one shows it. */
  readonly at: (item: unknown) => Instant | undefined;
}

/** Reads each item by itself, so that one broken item costs nothing but itself. */
export function entriesOf(raw: readonly unknown[], reader: ItemReader): Entry[] {
  return raw.map((item) => {
    try {
      return reader.read(item);
    } catch (error) {
      const at = reader.at(item);
      return { raw: JSON.stringify(item), reason: reasonOf(error), ...(at === undefined ? {} : { at }) };
    }
  });
}

/** What a post is now; left out when it cannot be read, so that one broken post does not hide what became of all others. */
export function refreshed(id: string, read: () => Mention): Refreshed[] {
  try {
    return [{ id, mention: read() }];
  } catch {
    return [];
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}

// What stood in a feed when it was last read: tells what is new in it, and lets the server say that nothing is.
import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time.ts';
import type { PageRequest } from '../platform.ts';

/** A feed as it was found. */
export interface Snapshot {
  /** The names of its items, see shortName. */
  readonly items: readonly string[];
  /** The server's names for this state of the feed, for the next question. */
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface FeedMemory {
  /** The last state whose items are known to have been passed on. */
  readonly known: Snapshot;
  /** The last state read. A run may have died before its items were passed on: then the next one reads from `mark` again. */
  readonly latest: Snapshot & { readonly mark: Instant };
}

/** Where the memory of one feed outlives the process. */
export interface FeedMemories {
  load(): Promise<FeedMemory | undefined>;
  save(memory: FeedMemory): Promise<void>;
}

/** What was surely passed on of a feed; undefined before its first read. */
export function knownTo(memory: FeedMemory | undefined, request: PageRequest): Snapshot | undefined {
  if (memory === undefined) return undefined;
  return markOf(request) > memory.latest.mark ? memory.latest : memory.known;
}

/** The memory after a read that found the feed as `found` when `known` had been passed on. */
export function remembered(
  { known, found }: { readonly known: Snapshot; readonly found: Snapshot },
  request: PageRequest,
): FeedMemory {
  return { known: bare(known), latest: { ...found, mark: markOf(request) } };
}

/** Whether two states are one to the server and to us. */
export function isSame(a: Snapshot, b: Snapshot): boolean {
  return a.etag === b.etag && a.lastModified === b.lastModified && a.items.join() === b.items.join();
}

/** A name for an item, short because thousands are kept. */
export function shortName(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 10);
}

/** Moves on as soon as, and only when, what a run has read is safely in the queue. */
function markOf({ readBefore, downTo }: PageRequest): Instant {
  return readBefore ?? downTo;
}

function bare({ items, etag, lastModified }: Snapshot): Snapshot {
  return { items, ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
}

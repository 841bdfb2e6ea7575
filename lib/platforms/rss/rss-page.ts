// Tells what in a feed is new, and when each item counts: feeds show items late, undated, or all of them anew.
import type { Instant } from '../../domain/time.ts';
import { type Entry, entriesOf, toPage } from '../page.ts';
import type { Page, PageRequest } from '../platform.ts';
import { type Snapshot, shortName } from './feed-memory.ts';
import { type FeedContext, idOf, toMention } from './rss-mapper.ts';
import { type Item, itemSchema, type RawItem } from './rss-wire.ts';

/** No feed of people's posts is longer; the newest count. */
const MOST_ITEMS = 2000;

/** A feed as it was read. */
export interface Reading {
  readonly items: readonly RawItem[];
  readonly context: FeedContext;
  /** What had been passed on of the feed; undefined when that is not known. */
  readonly known: Snapshot | undefined;
  readonly now: Instant;
}

/** The page of a reading. When nothing is left of what was known, a note says that items may have been missed. */
export function pageOf(reading: Reading, request: PageRequest): Page {
  const { known, context, now } = reading;
  const items = newestOf(reading.items);
  const names = namesOf(items, context.key);
  const isTurnedOver = known !== undefined && turnedOver(names, known);
  const seen = new Set(known?.items);
  const clock: ItemClock = {
    now,
    downTo: request.downTo,
    isNew: (item) => {
      if (known === undefined) return false;
      // After a feed was filled anew, its ids tell nothing of what has a date.
      return isTurnedOver ? item.published === undefined : !seen.has(shortName(idOf(item, context.key)));
    },
  };
  const entries = entriesOf(items, { read: (item) => readItem(item, context, clock), at: publishedAt });
  return toPage(isTurnedOver ? [missed(known, names, now), ...entries] : entries, request, undefined);
}

/** The feed's items for the memory; `history` are those that were there before Earshot listened. */
export function itemsNow({ items, context: { key } }: Reading, downTo: Instant): { all: string[]; history: string[] } {
  const newest = newestOf(items);
  const before = newest.filter((raw) => (publishedAt(raw) ?? '') < downTo);
  return { all: namesOf(newest, key), history: namesOf(before, key) };
}

interface ItemClock {
  readonly now: Instant;
  readonly downTo: Instant;
  /** Whether the item has come into the feed since it was last read. */
  readonly isNew: (item: Item) => boolean;
}

/** What is new in the feed counts from now at the latest, all else from when it was published; nothing is of the future. */
function readItem(raw: unknown, context: FeedContext, { now, downTo, isNew }: ItemClock): Entry {
  const item = itemSchema.parse(raw);
  const published = item.published !== undefined && item.published > now ? now : item.published;
  const isLate = published === undefined || published < downTo;
  const at = isLate && isNew(item) ? now : published;
  return at === undefined ? { unwanted: true, at: now } : { mention: toMention(item, context, published ?? now), at };
}

function namesOf(items: readonly RawItem[], key: string): string[] {
  return items.flatMap((raw) => {
    const item = itemSchema.safeParse(raw).data;
    return item === undefined ? [] : [shortName(idOf(item, key))];
  });
}

function turnedOver(names: readonly string[], { items }: Snapshot): boolean {
  const seen = new Set(items);
  return items.length > 0 && names.length > 0 && !names.some((name) => seen.has(name));
}

function missed({ items }: Snapshot, names: readonly string[], now: Instant): Entry {
  const reason =
    'None of the items of the last poll is left in the feed: it keeps too few for its pace, so what came and went between two polls could not be read.';
  return { raw: JSON.stringify({ atLastPoll: items[0], now: names[0], at: now }), reason, at: now };
}

/** The newest by their dates, those without one first. */
function newestOf(items: readonly RawItem[]): readonly RawItem[] {
  if (items.length <= MOST_ITEMS) return items;
  return items
    .map((item) => ({ item, at: publishedAt(item) ?? '9' }))
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, MOST_ITEMS)
    .map(({ item }) => item);
}

function publishedAt(raw: unknown): Instant | undefined {
  return itemSchema.shape.published.safeParse(
    typeof raw === 'object' && raw !== null && 'published' in raw ? raw.published : undefined,
  ).data;
}

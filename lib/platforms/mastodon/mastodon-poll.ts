// Reads a server's notifications and hashtags page by page back in time, however well or badly the server pages.
import type { Instant } from '../../domain/time.ts';
import { type Entry, entriesOf, toPage } from '../page.ts';
import type { Page, PageRequest } from '../platform.ts';
import type { MastodonClient } from './mastodon-client.ts';
import type { Instance } from './mastodon-limits.ts';
import { type MastodonContext, toMention } from './mastodon-mapper.ts';
import {
  createdAtSchema,
  itemIdSchema,
  listSchema,
  notificationSchema,
  type Status,
  statusSchema,
} from './mastodon-wire.ts';

/** The most that servers give; fewer come where a server wants it so. */
const NOTIFICATIONS = 80;
const STATUSES = 40;
const WANTED = ['mention', 'quote'];

export interface MastodonPoll {
  readonly client: MastodonClient;
  readonly instance: Instance;
}

export async function pollMentions({ client, instance }: MastodonPoll, request: PageRequest): Promise<Page> {
  const context = await contextFor({ client, instance }, request, true);
  const query = {
    'types[]': instance.quotes ? WANTED : ['mention'],
    limit: NOTIFICATIONS,
    include_filtered: true,
    max_id: placeOf(request.pageToken)?.id,
  };
  const items = await client.get('/api/v1/notifications', query, listSchema);
  return pageOf(items, request, (item) => readNotification(item, context));
}

export async function pollHashtag({ client, instance }: MastodonPoll, request: PageRequest): Promise<Page> {
  const context = await contextFor({ client, instance }, request, false);
  const tag = encodeURIComponent((request.source.query ?? '').replace('#', ''));
  const query = { limit: STATUSES, max_id: placeOf(request.pageToken)?.id };
  const items = await client.get(`/api/v1/timelines/tag/${tag}`, query, listSchema);
  return pageOf(items, request, (item) => readStatus(statusSchema.parse(item), context));
}

async function contextFor(
  { client, instance }: MastodonPoll,
  { source }: PageRequest,
  addressed: boolean,
): Promise<MastodonContext> {
  const { id: ownId } = await client.own();
  const { limits } = instance;
  return { source: source.id, ownId, addressed, ...(limits ? { limits } : {}) };
}

/** Where a page ended: its oldest item. */
interface Place {
  readonly id: string;
  readonly at: Instant;
}

/** A page token holds the id to read on from and the time of that item. */
function placeOf(token: string | undefined): Place | undefined {
  const [id, at = ''] = token?.split(' ') ?? [];
  return id === undefined ? undefined : { id, at };
}

/**
 * Pages back by the oldest item's id, because not every server sends a `Link` header. `max_id` leaves out the item it names
 * and all newer ones; a server that gives them all the same has them left out here. One that gives nothing older cannot page:
 * there the reading ends, with a note for a person.
 */
function pageOf(items: readonly unknown[], request: PageRequest, read: (item: unknown) => Entry): Page {
  const place = placeOf(request.pageToken);
  const once = items.filter((item, index) => items.findIndex((other) => isSame(item, other)) === index);
  const older = place ? olderThan(place, once) : once;
  const end = endOf(older);
  const leadsOn = end && !(place && mayCircle(place, once) && end.at >= place.at && !isLower(end.id, place.id));
  const page = toPage(entriesOf(older, { read, at: createdAt }), request, leadsOn ? `${end.id} ${end.at}` : undefined);
  const isDone = page.reachedBackTo !== undefined && page.reachedBackTo < request.downTo;
  const repeatsItself = older.length === 0 && once.some((item) => idOf(item) !== place?.id);
  if (isDone || !(repeatsItself || (end && !leadsOn))) return page;
  const reason = `The server ignores max_id, so posts older than its first page (${items.length} items) could not be read.`;
  return { ...page, unreadable: [...page.unreadable, { raw: '', reason }] };
}

/**
 * Numbers tell what is older. Other ids tell nothing by themselves: there, a page that holds the item it should leave out
 * goes on behind it where it begins with it, and is judged by time where it does not.
 */
function olderThan(place: Place, items: readonly unknown[]): readonly unknown[] {
  if (areNumbers([place.id, ...items.map(idOf)])) {
    return items.filter((item) => isLower(idOf(item) ?? '', place.id));
  }
  if (!items.some((item) => idOf(item) === place.id)) return items;
  const others = items.filter((item) => idOf(item) !== place.id);
  return mayCircle(place, items) ? others.filter((item) => (createdAt(item) ?? '') <= place.at) : others;
}

/** A page that holds the item it should leave out, and not as its first one, may be the page that was read before. */
function mayCircle(place: Place, items: readonly unknown[]): boolean {
  return items.findIndex((item) => idOf(item) === place.id) > 0;
}

/** The item to read on from: the last one, or where a server gives them in an odd order, the oldest. */
function endOf(items: readonly unknown[]): Place | undefined {
  const places = items.flatMap((item) => {
    const id = idOf(item);
    return id === undefined ? [] : [{ id, at: createdAt(item) ?? '' }];
  });
  if (areNumbers(places.map(({ id }) => id))) return places.toSorted((a, b) => (isLower(a.id, b.id) ? -1 : 1)).at(0);
  // A stable sort: of several at one time the last one is taken.
  return places.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).at(-1);
}

function areNumbers(ids: readonly (string | undefined)[]): boolean {
  return ids.every((id) => id === undefined || /^\d+$/.test(id));
}

/** By length first: ids are larger than numbers can be. */
function isLower(a: string, b: string): boolean {
  return a.length < b.length || (a.length === b.length && a < b);
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (idOf(a) !== undefined && idOf(a) === idOf(b));
}

function idOf(item: unknown): string | undefined {
  return itemIdSchema.safeParse(item).data?.id;
}

function readNotification(item: unknown, context: MastodonContext): Entry {
  const { type, status, created_at: at } = notificationSchema.parse(item);
  if (!WANTED.includes(type)) return { unwanted: true, at };
  return { ...readStatus(statusSchema.parse(status), context), at };
}

function readStatus(status: Status, context: MastodonContext): Entry {
  const at = status.created_at;
  const unwanted = status.account.id === context.ownId || Boolean(status.reblog);
  return unwanted ? { unwanted, at } : { mention: toMention(status, context), at };
}

function createdAt(item: unknown): Instant | undefined {
  return createdAtSchema.safeParse(item).data?.created_at;
}

// Looks again at posts of X heard earlier: what was deleted, hidden or edited since.
import { type Clock, nextUtcDay } from '../../domain/time.ts';
import type { Meter } from '../meter.ts';
import type { AnsweredPost, Refreshed } from '../platform.ts';
import type { XClient } from './x-client.ts';
import { toMention } from './x-mapper.ts';
import { answeredId } from './x-permit.ts';
import { charge, costOf, X_PRICES } from './x-prices.ts';
import { POST_FIELDS } from './x-reading.ts';
import { instantOfId } from './x-snowflake.ts';
import { type XPost, xLookupSchema, xPostSchema, xProblemSchema } from './x-wire.ts';

interface XLooking {
  readonly client: XClient;
  readonly clock: Clock;
  readonly userId: string;
  readonly meter: Meter | undefined;
}

/** The most ids that one call may name (docs.x.com, "Posts lookup"). */
export const LOOK_AT_MOST = 100;

const X_ID = /^\d{1,19}$/;

/** What X says of each post; one of which it says nothing is left out. Old words of an edited post are asked for anew. */
export async function look(looking: XLooking, posts: readonly AnsweredPost[]): Promise<Refreshed[]> {
  // X refuses a whole call for one id that is none of its own; a post that was imported may have such a one.
  const named = posts.filter((post) => X_ID.test(answeredId(post)));
  if (named.length === 0) return [];
  const first = await lookUp(looking, named.map(answeredId));
  const edited = [...first.found.values()].filter(({ id, latestId }) => id !== latestId);
  const second = edited.length > 0 ? await lookUp(looking, [...new Set(edited.map((post) => post.latestId))]) : NOTHING;
  return named.flatMap((known): Refreshed[] => {
    const asked = first.found.get(answeredId(known));
    const latestId = asked?.latestId ?? answeredId(known);
    if (first.gone.has(latestId) || second.gone.has(latestId)) return [{ id: known.id, gone: true }];
    const standing = second.found.get(latestId) ?? first.found.get(latestId);
    return standing === undefined ? [] : [{ id: known.id, mention: mentionOf(standing, known, looking) }];
  });
}

interface LookedUp {
  /** By the id that was asked for. */
  readonly found: ReadonlyMap<string, XPost>;
  readonly gone: ReadonlySet<string>;
}

const NOTHING: LookedUp = { found: new Map(), gone: new Set() };

async function lookUp({ client, clock, meter }: XLooking, ids: readonly string[]): Promise<LookedUp> {
  await meter?.admit('read');
  const query = { ids: ids.join(','), 'tweet.fields': POST_FIELDS };
  const { data, errors } = await client.get('tweets', query, xLookupSchema);
  const found = data.flatMap((item) => xPostSchema.safeParse(item).data ?? []);
  const now = clock();
  // What was written today was read today, when it was heard.
  const read = found.map(({ id }) => ({ at: instantOfId(id) }));
  const micros = costOf(read, { perPost: X_PRICES.post, now, readBefore: nextUtcDay(now), authors: new Set() });
  await charge(meter, 'read', micros);
  return { found: new Map(found.map((post) => [post.id, post])), gone: new Set(errors.flatMap(goneIn)) };
}

/** Deleted posts and posts of deleted or suspended accounts are not found; those of protected ones may not be seen. */
function goneIn(raw: unknown): string[] {
  const { type, value, resource_id } = xProblemSchema.catch({ type: '' }).parse(raw);
  const id = resource_id ?? value;
  const isGone = /\/(resource-not-found|not-authorized-for-resource)$/.test(type);
  return isGone && id !== undefined ? [id] : [];
}

/** Names of authors cost extra on X, so the one that is known stays. */
function mentionOf(post: XPost, known: AnsweredPost, { userId }: XLooking) {
  const mention = toMention(post, { source: 'x:refresh', userId, addressed: known.addressed, users: new Map() });
  return { ...mention, id: known.id, author: known.author, visibility: known.visibility };
}

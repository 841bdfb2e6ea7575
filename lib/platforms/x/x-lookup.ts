// Asks X for posts by their ids: what stands there, and what X says is gone.
import { type Clock, nextUtcDay } from '../../domain/time.ts';
import type { Meter, Purpose } from '../meter.ts';
import type { XClient } from './x-client.ts';
import { charge, costOf, X_PRICES } from './x-prices.ts';
import { POST_FIELDS } from './x-reading.ts';
import { instantOfId } from './x-snowflake.ts';
import { type XPost, xLookupSchema, xPostSchema, xProblemSchema } from './x-wire.ts';

interface XLookup {
  readonly client: XClient;
  readonly clock: Clock;
  readonly meter: Meter | undefined;
}

/** The most ids that one call may name (docs.x.com, "Posts lookup"). */
export const LOOK_AT_MOST = 100;

export interface LookedUp {
  /** By the id that was asked for. */
  readonly found: ReadonlyMap<string, XPost>;
  readonly gone: ReadonlySet<string>;
}

/**
 * At most 100 ids, each one of X's own; a post of which X says nothing is in neither. It is a duty, as answers are: the cap
 * that ends reads does not end it. `purpose` is what the spending is put down to.
 */
export async function lookUp(
  { client, clock, meter }: XLookup,
  ids: readonly string[],
  purpose: Purpose,
): Promise<LookedUp> {
  await meter?.admit('answer');
  const query = { ids: ids.join(','), 'tweet.fields': POST_FIELDS };
  const { data, errors } = await client.get('tweets', query, xLookupSchema);
  const found = data.flatMap((item) => xPostSchema.safeParse(item).data ?? []);
  const now = clock();
  // What was written today was read today, when it was heard.
  const read = found.map(({ id }) => ({ at: instantOfId(id) }));
  const micros = costOf(read, { perPost: X_PRICES.post, now, readBefore: nextUtcDay(now), authors: new Set() });
  await charge(meter, purpose, micros);
  return { found: new Map(found.map((post) => [post.id, post])), gone: new Set(errors.flatMap(goneIn)) };
}

/** Deleted posts and posts of deleted or suspended accounts are not found; those of protected ones may not be seen. */
function goneIn(raw: unknown): string[] {
  const { type, value, resource_id } = xProblemSchema.catch({ type: '' }).parse(raw);
  const id = resource_id ?? value;
  const isGone = /\/(resource-not-found|not-authorized-for-resource)$/.test(type);
  return isGone && id !== undefined ? [id] : [];
}

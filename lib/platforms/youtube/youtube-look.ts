// Looks at comments by their ids: as they stand now, and gone only where YouTube says so of one that is asked for alone.
import { type Clock, plus } from '../../domain/time.ts';
import { refreshed } from '../page.ts';
import type { AnsweredPost, Refreshed } from '../platform.ts';
import { NotFound } from '../platform-errors.ts';
import type { Purpose, YoutubeClient } from './youtube-client.ts';
import { toMention } from './youtube-mapper.ts';
import { commentSchema, itemIdSchema, listSchema } from './youtube-wire.ts';

/** Comments looked at in one call; YouTube does not say how many it allows. */
export const LOOKED_AT_ONCE = 50;
/** A look that a slow YouTube makes long ends: what it was not asked for is looked at another time. */
const LOOK_WITHIN = { seconds: 20 };

export interface Looker {
  readonly client: YoutubeClient;
  readonly clock: Clock;
  /** Under which source's name comments are given back. */
  readonly source: string;
}

/**
 * A comment that YouTube no longer shows to the public counts as gone. Left out are comments that did not come from the
 * channel: YouTube knows nothing by their names.
 */
export async function look({ client, clock, source }: Looker, posts: readonly AnsweredPost[]): Promise<Refreshed[]> {
  const known = posts.filter(({ replyRef }) => replyRef['root'] !== undefined);
  if (known.length === 0) return [];
  const until = plus(clock(), LOOK_WITHIN);
  const shown = await lookUp(
    { client, isLate: () => clock() >= until },
    known.map(({ id }) => id),
  );
  return known.flatMap((post): Refreshed[] => {
    const { id } = post;
    const item = shown.get(id);
    if (item === undefined) return [];
    if (item === GONE) return [{ id, gone: true }];
    return refreshed(id, () => ({ ...toMention(commentSchema.parse(item), { source }), ...keptOf(post) }));
  });
}

/** What only the thread told when the comment was first heard. */
function keptOf({ replyRef, url }: AnsweredPost): Pick<AnsweredPost, 'replyRef' | 'url'> {
  return { replyRef, ...(url === undefined ? {} : { url }) };
}

const GONE = 'gone';

/**
 * The comments as YouTube shows them, by id; nothing of those for which no time was left. What a list leaves out may still
 * stand, so each of them is asked for by itself; a list that is refused for one of its comments is halved.
 */
async function lookUp(
  asker: { readonly client: YoutubeClient; readonly isLate: () => boolean },
  ids: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  if (asker.isLate()) return new Map();
  const items = await commentsById(asker.client, ids, { part: 'snippet', for: 'read' });
  const shown = new Map((items ?? []).flatMap((item) => namedAs(item, ids)));
  const [id] = ids;
  if (id !== undefined && ids.length === 1) return items?.length ? shown : new Map([[id, GONE]]);
  const half = Math.ceil(ids.length / 2);
  const missing = ids.filter((each) => !shown.has(each)).map((each) => [each]);
  for (const part of items ? missing : [ids.slice(0, half), ids.slice(half)]) {
    for (const [each, item] of await lookUp(asker, part)) shown.set(each, item);
  }
  return shown;
}

function namedAs(item: unknown, ids: readonly string[]): [string, unknown][] {
  const id = itemIdSchema.safeParse(item).data?.id;
  return id !== undefined && ids.includes(id) ? [[id, item]] : [];
}

/** In one call; undefined when YouTube refuses it because one of the comments is not there. */
export async function commentsById(
  client: YoutubeClient,
  ids: readonly string[],
  asked: { readonly part: string; readonly for: Purpose },
): Promise<readonly unknown[] | undefined> {
  const query = { part: asked.part, id: ids.join(','), textFormat: 'plainText' };
  try {
    return (await client.get('/youtube/v3/comments', query, { schema: listSchema, for: asked.for })).items;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

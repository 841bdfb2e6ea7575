// Looks at posts of Bluesky by their addresses: as they stand now, and what it means when one is not shown.
import { refreshed } from '../page.ts';
import type { AnsweredPost, Refreshed } from '../platform.ts';
import { NotFound } from '../platform-errors.ts';
import type { BlueskyClient, BlueskyReader } from './bluesky-client.ts';
import { blockBetween, type Closed, isHidden, toMention } from './bluesky-mapper.ts';
import {
  type BlueskyPost,
  blueskyPostSchema,
  postsSchema,
  profileSchema,
  profilesSchema,
  recordSchema,
  uriSchema,
} from './bluesky-wire.ts';

/** The most posts, and profiles, of one call (lexicons app.bsky.feed.getPosts, app.bsky.actor.getProfiles). */
export const AT_ONCE = 25;
const REFRESH = 'bluesky:refresh';

/** The posts that are shown, by address; undefined for one that could not be read. Any number of them. */
export async function shownPosts(
  reader: BlueskyReader,
  uris: readonly string[],
): Promise<ReadonlyMap<string, BlueskyPost | undefined>> {
  const parts = Array.from({ length: Math.ceil(uris.length / AT_ONCE) }, (_, i) =>
    uris.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
  const answers = await Promise.all(
    parts.map((part) => reader.get('app.bsky.feed.getPosts', { uris: part }, postsSchema)),
  );
  const posts = answers.flatMap((answer) => answer.posts);
  return new Map(
    posts.flatMap((post) => {
      const named = uriSchema.safeParse(post).data;
      return named ? [[named.uri, blueskyPostSchema.safeParse(post).data] as const] : [];
    }),
  );
}

/** What became of posts heard earlier. One of an author with a block between us is shown to nobody here, and not gone. */
export async function look(client: BlueskyClient, posts: readonly AnsweredPost[]): Promise<Refreshed[]> {
  const known = posts.filter(({ id }) => id.startsWith('at://'));
  if (known.length === 0) return [];
  const shown = await shownPosts(
    client,
    known.map(({ id }) => id),
  );
  const gone = await goneOf(
    client,
    known.filter(({ id }) => !shown.has(id)),
  );
  const own = await client.own();
  return known.flatMap(({ id, addressed }): Refreshed[] => {
    if (gone.has(id)) return [{ id, gone: true }];
    const post = shown.get(id);
    if (!post) return [];
    if (isHidden(post)) return [{ id, gone: true }];
    return refreshed(id, () => toMention(post, { source: REFRESH, own, addressed }));
  });
}

/** Bluesky leaves out what is deleted and what a block hides alike; the authors' profiles and the records tell them apart. */
async function goneOf(client: BlueskyClient, missing: readonly AnsweredPost[]): Promise<ReadonlySet<string>> {
  const blocks = await blocksOf(
    client,
    missing.map(({ author }) => author.id),
  );
  const gone = new Set<string>();
  for (const { id, author } of missing) {
    if (!blocks.has(author.id) || !(await isKept(client, id))) gone.add(id);
  }
  return gone;
}

/** Which of the authors, at most 25, block the brand or are blocked by it. */
export async function blocksOf(reader: BlueskyReader, dids: readonly string[]): Promise<ReadonlyMap<string, Closed>> {
  const actors = [...new Set(dids)].filter((did) => did.startsWith('did:'));
  if (actors.length === 0) return new Map();
  const { profiles } = await reader.get('app.bsky.actor.getProfiles', { actors }, profilesSchema);
  return new Map(
    profiles.flatMap((item) => {
      const profile = profileSchema.safeParse(item).data;
      const block = blockBetween(profile?.viewer);
      return profile && block ? [[profile.did, block] as const] : [];
    }),
  );
}

/** Whether the record still stands in its author's repository, which no block hides. */
async function isKept(reader: BlueskyReader, uri: string): Promise<boolean> {
  const [repo, collection, rkey] = uri.replace('at://', '').split('/');
  try {
    await reader.get('com.atproto.repo.getRecord', { repo, collection, rkey }, recordSchema);
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

// Reads a Discourse forum: its newest posts, of which those stay that speak to the brand or use a watched word.
import type { DiscourseAccount } from '../../config/accounts.ts';
import type { Source } from '../../domain/source.ts';
import { type Instant, plus } from '../../domain/time.ts';
import { type Entry, entriesOf, toPage } from '../page.ts';
import type { Page, PageRequest } from '../platform.ts';
import { CursorExpired } from '../platform-errors.ts';
import type { DiscourseClient } from './discourse-client.ts';
import type { Lengths } from './discourse-lengths.ts';
import { speaksTo, toMention, wordsOf } from './discourse-mapper.ts';
import {
  createdAtSchema,
  type DiscoursePost,
  discoursePostSchema,
  itemIdSchema,
  latestSchema,
  topicsSchema,
} from './discourse-wire.ts';

export interface ReadingDeps {
  readonly client: DiscourseClient;
  readonly account: DiscourseAccount;
  /** Whether a text holds a watched word. */
  readonly watched: (text: string) => boolean;
}

/** Forums of before 2022 look for a page among as many ids, of which none may be left. */
const IDS_A_PAGE = 50;
/** A list of topics holds thirty. */
const TOPIC_PAGES = 5;
/** A post that is moved to another topic may get a new id, and an imported one has it anyway: both keep their date. */
const BACKDATED = { hours: -1 };

export function messagesSource(username: string): Source {
  return { id: `discourse:messages:${username}`, network: 'discourse', kind: 'mentions', everySeconds: 300 };
}

/**
 * One page of a source. Neither the user's notifications nor the forum's search are used: the first merge the posts of a topic
 * into one notice and hold no text, the second shows one post a topic (Discourse, post_alerter.rb and search.rb).
 */
export async function poll(deps: ReadingDeps, request: PageRequest, lengths: Lengths | undefined): Promise<Page> {
  const { source, pageToken } = request;
  if (pageToken !== undefined && !/^[1-9]\d*$/.test(pageToken))
    throw new CursorExpired(`Discourse: "${pageToken}" is no page token; expected the number of a post`);
  const isPrivate = source.id === messagesSource(deps.account.username).id;
  const path = isPrivate ? '/private-posts.json' : '/posts.json';
  const items = await deps.client.get(path, { before: pageToken }, latestSchema);
  const posts = items.flatMap((item) => discoursePostSchema.safeParse(item).data ?? []);
  const topics = await topicsFor(deps, request, { posts, isPrivate });
  const scope = { source, isPrivate, topics, posts, lengths };
  const entries = entriesOf(items, { read: (item) => read(deps, scope, item), at: createdAt });
  return toPage(withoutBackdated(entries), request, nextToken(items, { pageToken, isPrivate }));
}

interface Scope {
  readonly source: Source;
  readonly isPrivate: boolean;
  /** The brand's own topics; of private messages, those to the brand. */
  readonly topics: ReadonlySet<string>;
  /** All of the page. */
  readonly posts: readonly DiscoursePost[];
  readonly lengths: Lengths | undefined;
}

function read({ account, watched }: ReadingDeps, scope: Scope, item: unknown): Entry {
  const post = discoursePostSchema.parse(item);
  const { source, isPrivate, topics, posts, lengths } = scope;
  const at = post.created_at;
  const addressed = isPrivate || speaksTo(post, account.username) || (isOpenTo(post) && topics.has(post.topic_id));
  const wanted = isPrivate
    ? topics.has(post.topic_id)
    : source.kind === 'search'
      ? watched(wordsOf(post, post.topic_title))
      : addressed;
  if (!wanted || !isOfPerson(post) || isBy(post, account.username)) return { unwanted: true, at };
  const answered = posts.find(
    ({ topic_id, post_number }) => topic_id === post.topic_id && post_number === post.reply_to_post_number,
  );
  const context = { source: source.id, url: account.url, addressed, isPrivate, ...(lengths ? { lengths } : {}) };
  return { mention: toMention(post, { ...context, ...(answered ? { inReplyTo: answered.id } : {}) }), at };
}

/** Only what everybody may read, written by a person. The forum's own users have numbers below one. */
function isOfPerson({ post_type, user_id, hidden, deleted_at, user_deleted }: DiscoursePost): boolean {
  return post_type === 1 && user_id > 0 && !hidden && !deleted_at && !user_deleted;
}

function isBy({ username }: DiscoursePost, own: string): boolean {
  return username.toLowerCase() === own.toLowerCase();
}

/** An answer to the topic as a whole, and so to whoever began it. */
function isOpenTo({ post_number, reply_to_user }: DiscoursePost): boolean {
  return post_number > 1 && !reply_to_user;
}

/**
 * The topics that matter to the page, asked for only when it cannot be read without. Private messages are told apart from those
 * of other people too, which an administrator's key may read in some versions.
 */
async function topicsFor(
  deps: ReadingDeps,
  request: PageRequest,
  { posts, isPrivate }: Pick<Scope, 'posts' | 'isPrivate'>,
): Promise<ReadonlySet<string>> {
  const { username } = deps.account;
  const unclear = posts.filter(
    (post) =>
      post.created_at >= request.downTo &&
      isOfPerson(post) &&
      !isBy(post, username) &&
      (isPrivate || (isOpenTo(post) && !speaksTo(post, username))) &&
      (request.source.kind !== 'search' || deps.watched(wordsOf(post))),
  );
  const oldest = unclear
    .map(({ created_at }) => created_at)
    .toSorted()
    .at(0);
  if (oldest === undefined) return new Set();
  const list = isPrivate ? 'private-messages' : 'created-by';
  return topicsSince(deps.client, `/topics/${list}/${encodeURIComponent(username)}.json`, oldest);
}

/** Topics are listed by their newest post: those with a post since then come first. */
async function topicsSince(client: DiscourseClient, path: string, oldest: Instant): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let page = 0; page < TOPIC_PAGES; page += 1) {
    const { topic_list } = await client.get(path, { page }, topicsSchema);
    for (const { id } of topic_list.topics) found.add(id);
    const last = topic_list.topics.at(-1)?.bumped_at;
    if (!topic_list.more_topics_url || !last || last < oldest) break;
  }
  return found;
}

/** Posts stand in the order of their ids. One with a much older date is no news, and does not mean that the page reaches back to it. */
function withoutBackdated(entries: readonly Entry[]): Entry[] {
  let latest: Instant | undefined;
  return entries
    .toReversed()
    .map((entry): Entry => {
      if (entry.at === undefined) return entry;
      if (latest !== undefined && entry.at < plus(latest, BACKDATED)) return { unwanted: true, at: latest };
      latest = latest === undefined || entry.at > latest ? entry.at : latest;
      return entry;
    })
    .toReversed();
}

/** The lowest id; where a page of an old forum held none that is lower, the next stretch of ids. */
function nextToken(
  items: readonly unknown[],
  { pageToken, isPrivate }: { readonly pageToken: string | undefined; readonly isPrivate: boolean },
): string | undefined {
  const ids = items.flatMap((item) => itemIdSchema.safeParse(item).data?.id ?? []);
  const lowest = ids.toSorted((a, b) => a - b).at(0);
  const before = pageToken === undefined ? undefined : Number(pageToken);
  if (lowest !== undefined && (before === undefined || lowest < before)) return String(lowest);
  if (before === undefined || isPrivate || before <= IDS_A_PAGE) return undefined;
  return String(before - IDS_A_PAGE);
}

function createdAt(item: unknown): Instant | undefined {
  return createdAtSchema.safeParse(item).data?.created_at;
}

// Puts the brand's answer under a comment or post of Reddit, finds it again, and looks again at posts heard earlier.
import type { RedditAccount } from '../../config/accounts.ts';
import { type Clock, plus } from '../../domain/time.ts';
import { refreshed } from '../page.ts';
import type { AnsweredPost, OwnReply, Refreshed, ReplyOrder } from '../platform.ts';
import { NotFound, RateLimited, ReplyNotPermitted, TooLong, Unavailable } from '../platform-errors.ts';
import { sameWords } from '../same-words.ts';
import type { RedditClient, RedditReader } from './reddit-client.ts';
import { closedBy, isGone, type Thing, thingOf, toMention, urlOf } from './reddit-mapper.ts';
import { answersSchema, listingSchema, type Sent, sentSchema, threadSchema } from './reddit-wire.ts';

interface ReplyDeps {
  readonly client: RedditClient;
  readonly account: RedditAccount;
  readonly clock: Clock;
}

/** Why a post cannot be answered through the API, by what its mention carries. */
export const CLOSED: Readonly<Record<string, string>> = {
  message: 'Reddit moves private messages into its chat, where programs cannot answer: answer on Reddit itself.',
  locked: 'The moderators have locked it: nobody can answer there.',
  archived: 'Reddit has archived it: nobody can answer there.',
};

export async function reply(deps: ReplyDeps, { post, text }: ReplyOrder): Promise<OwnReply> {
  if (isMessage(post)) throw closed(post, 'message');
  const standing = (await infoOf(deps.client.forAnswers, [post.id])).get(post.id);
  if (standing === undefined || isGone(standing)) throw new NotFound(`Reddit: ${post.id} is not there any more`);
  const why = closedBy(standing)['closed'];
  if (why !== undefined) throw closed(post, why);
  const sent = await deps.client.post('/api/comment', { api_type: 'json', thing_id: post.id, text }, sentSchema);
  const [error] = sent.errors;
  if (error) throw refusalOf(error.map(String), sent, deps.clock);
  const made = sent.data?.things.map(thingOf).at(0);
  // Errors would have been told: the answer stands, wherever it is.
  if (made === undefined)
    throw new Unavailable('Reddit: POST /api/comment was answered without the comment', { mayHaveActed: true });
  return { nativeId: made.name, url: urlOf(made) };
}

function isMessage({ id }: AnsweredPost): boolean {
  return id.startsWith('t4_');
}

function closed({ id }: AnsweredPost, why: string): ReplyNotPermitted {
  const reason = CLOSED[why] ?? why;
  return new ReplyNotPermitted(`Reddit: ${id} cannot be answered. ${reason}`, { reason });
}

/** The answers to the post, newest first: reading the account's own comments would need a further right. */
export async function findOwnReply({ client, account }: ReplyDeps, order: ReplyOrder): Promise<OwnReply | undefined> {
  const { id, threadRoot } = order.post;
  if (threadRoot === undefined) return undefined;
  const ofComment = id === threadRoot ? {} : { comment: id.slice(3), context: 0 };
  const query = { ...ofComment, depth: 2, sort: 'new', limit: 100 };
  const found = await client.forAnswers
    .get(`/comments/${threadRoot.slice(3)}`, query, threadSchema)
    .catch((error: unknown): unknown[] => {
      if (error instanceof NotFound) return [];
      throw error;
    });
  const answers = id === threadRoot ? found : found.flatMap(answersIn);
  const own = answers.flatMap(readable).find((thing) => isOurs(thing, account, order));
  return own && { nativeId: own.name, url: urlOf(own) };
}

/**
 * What Reddit does not show says nothing: a community may have been closed for a while. Messages, and posts under names that are
 * not Reddit's, are left out. Takes one call.
 */
export async function look({ client, account }: ReplyDeps, posts: readonly AnsweredPost[]): Promise<Refreshed[]> {
  const asked = posts.filter(({ id }) => /^t[13]_[a-z0-9]+$/.test(id));
  if (asked.length === 0) return [];
  const things = await infoOf(
    client,
    asked.map(({ id }) => id),
  );
  return asked.flatMap(({ id, addressed }): Refreshed[] => {
    const thing = things.get(id);
    if (thing === undefined) return [];
    if (isGone(thing)) return [{ id, gone: true }];
    const context = { source: 'reddit:refresh', addressed, username: account.username };
    return refreshed(id, () => toMention(thing, context));
  });
}

async function infoOf(client: RedditReader, ids: readonly string[]): Promise<Map<string, Thing>> {
  const { children } = await client.get('/api/info', { id: ids.join(',') }, listingSchema);
  return new Map(children.flatMap(readable).map((thing) => [thing.name, thing]));
}

function readable(item: unknown): Thing[] {
  try {
    return [thingOf(item)].filter((thing) => thing !== undefined);
  } catch {
    return [];
  }
}

function answersIn(item: unknown): readonly unknown[] {
  const replies = answersSchema.safeParse(item).data?.data.replies;
  return replies ? replies.children : [];
}

function isOurs(thing: Thing, { username }: RedditAccount, { post, text }: ReplyOrder): boolean {
  return (
    thing.kind === 'comment' &&
    thing.author?.toLowerCase() === username.toLowerCase() &&
    thing.parent_id === post.id &&
    sameWords(thing.body, text)
  );
}

/** Reddit's names for refusals, which come as `[name, words, field]`. */
function refusalOf([name = '', words = '']: readonly string[], { ratelimit }: Sent, clock: Clock): Error {
  const said = `Reddit: POST /api/comment was answered with ${name}: ${words}`;
  if (name === 'RATELIMIT') {
    const seconds = ratelimit ?? secondsIn(words);
    return new RateLimited(said, { retryAt: plus(clock(), { seconds: Math.ceil(seconds) }) });
  }
  if (name.startsWith('DELETED_')) return new NotFound(said);
  if (name === 'TOO_LONG') return new TooLong(said);
  return new ReplyNotPermitted(said, { reason: words || name });
}

const UNSAID_SECONDS = 600;

/** "Take a break for 9 minutes before trying again": one more is waited, since the rest is not told. */
function secondsIn(words: string): number {
  const [, number, unit] = /(\d+) (second|minute|hour)/i.exec(words) ?? [];
  if (number === undefined) return UNSAID_SECONDS;
  const perUnit = { second: 1, minute: 60, hour: 3600 }[unit?.toLowerCase() ?? ''] ?? 60;
  return (Number(number) + 1) * perUnit;
}

// Puts the brand's answer under a post of a Discourse forum, finds it again, and looks again at posts heard earlier.
import * as z from 'zod';
import type { DiscourseAccount } from '../../config/accounts.ts';
import { type Clock, plus } from '../../domain/time.ts';
import { refreshed } from '../page.ts';
import type { AnsweredPost, OwnReply, Refreshed, ReplyOrder } from '../platform.ts';
import { NotFound, RateLimited, SignInExpired } from '../platform-errors.ts';
import { sameWords } from '../same-words.ts';
import type { DiscourseClient, DiscourseReader } from './discourse-client.ts';
import { postUrl, toMention, wordsOf } from './discourse-mapper.ts';
import { createdSchema, type DiscoursePost, discoursePostSchema, listSchema, sessionSchema } from './discourse-wire.ts';

interface ReplyDeps {
  readonly client: DiscourseClient;
  readonly account: DiscourseAccount;
  readonly clock: Clock;
}

/** Twenty answers come at a time. */
const ANSWER_PAGES = 20;
/** A slow forum is asked for the rest another time. */
const LOOK_WITHIN = { seconds: 20 };

/** Under the post where it stands now: moderators move posts between topics. */
export async function reply({ client, account }: ReplyDeps, order: ReplyOrder): Promise<OwnReply> {
  const post = await client.forAnswers.get(postPath(order.post.id), {}, discoursePostSchema);
  if (isGone(post)) throw new NotFound(`Discourse: post ${post.id} has been deleted`);
  const json = { topic_id: Number(post.topic_id), reply_to_post_number: post.post_number, raw: order.text };
  const made = await client.post('/posts.json', json, createdSchema);
  // The moderators look at it first: it has left the house, and sending it again would queue it twice.
  if ('action' in made) return { nativeId: `pending/${made.pending_post?.id ?? order.sendKey}` };
  return { nativeId: made.id, url: postUrl(account.url, made) };
}

export async function findOwnReply({ client, account }: ReplyDeps, order: ReplyOrder): Promise<OwnReply | undefined> {
  let after = 1;
  for (let page = 0; page < ANSWER_PAGES; page += 1) {
    const answers = await answersTo(client.forAnswers, order.post.id, after);
    const found = answers.find((answer) => isOurs(answer, account, order));
    if (found) return { nativeId: found.id, url: postUrl(account.url, found) };
    const last = answers.at(-1)?.post_number ?? 0;
    if (last <= after) return undefined;
    after = last;
  }
  return undefined;
}

/**
 * One call a post: a forum shows several at once only within a topic. What cannot be seen is not called gone, and posts of other
 * forums that were not heard here are left out: their numbers are other posts here.
 */
export async function look(deps: ReplyDeps, posts: readonly AnsweredPost[]): Promise<Refreshed[]> {
  const until = plus(deps.clock(), LOOK_WITHIN);
  const found: Refreshed[] = [];
  for (const post of posts.filter(({ replyRef }) => replyRef['topic'] !== undefined)) {
    if (deps.clock() >= until) break;
    try {
      found.push(...(await lookAt(deps, post)));
    } catch (error) {
      if (error instanceof RateLimited && found.length > 0) break;
      throw error;
    }
  }
  return found;
}

async function lookAt({ client, account }: ReplyDeps, post: AnsweredPost): Promise<Refreshed[]> {
  const { id } = post;
  const shown = await client
    .get(postPath(id), {}, z.unknown())
    .catch((error: unknown): Promise<'gone' | undefined> => unseen(client, error));
  if (shown === 'gone') return [{ id, gone: true }];
  const now = discoursePostSchema.safeParse(shown).data;
  if (!now || now.hidden) return [];
  return isGone(now) ? [{ id, gone: true }] : refreshed(id, () => again(now, post, account));
}

function again(now: DiscoursePost, post: AnsweredPost, { url }: DiscourseAccount) {
  const title = post.replyRef['title'];
  const mention = toMention(now, {
    source: 'discourse:refresh',
    url,
    addressed: post.addressed,
    isPrivate: post.visibility === 'private',
    ...(title === undefined ? {} : { title }),
  });
  return { ...mention, replyRef: { ...post.replyRef, ...mention.replyRef } };
}

/** A forum refuses with 403 both a post that was moved out of sight and a key that is no longer good. */
async function unseen(client: DiscourseClient, error: unknown): Promise<'gone' | undefined> {
  if (error instanceof NotFound) return 'gone';
  if (!(error instanceof SignInExpired)) throw error;
  await client.get('/session/current.json', {}, sessionSchema);
  return undefined;
}

function postPath(id: string): string {
  return `/posts/${encodeURIComponent(id)}.json`;
}

/** A post that its author took back stands empty for a day. */
function isGone({ deleted_at, user_deleted }: DiscoursePost): boolean {
  return Boolean(deleted_at) || Boolean(user_deleted);
}

async function answersTo(client: DiscourseReader, id: string, after: number): Promise<DiscoursePost[]> {
  const path = `/posts/${encodeURIComponent(id)}/replies.json`;
  const list = await client.get(path, { after }, listSchema).catch((error: unknown) => {
    if (error instanceof NotFound) return [];
    throw error;
  });
  return list.flatMap((item) => discoursePostSchema.safeParse(item).data ?? []);
}

/** A post that only quotes the answered one is listed among the answers too. */
function isOurs(answer: DiscoursePost, account: DiscourseAccount, { post, text }: ReplyOrder): boolean {
  const number = post.replyRef['number'];
  return (
    answer.username.toLowerCase() === account.username.toLowerCase() &&
    (number === undefined || String(answer.reply_to_post_number) === number) &&
    sameWords(wordsOf(answer), text)
  );
}

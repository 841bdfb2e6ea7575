// Answers on X, and looks for an answer whose outcome was lost among the account's own posts.
import { type Clock, plus } from '../../domain/time.ts';
import type { Meter } from '../meter.ts';
import type { OwnReply, ReplyOrder } from '../platform.ts';
import { Unavailable } from '../platform-errors.ts';
import { sameWords } from '../same-words.ts';
import type { XClient } from './x-client.ts';
import { hasLink } from './x-length.ts';
import { lookUp } from './x-lookup.ts';
import { postUrl } from './x-mapper.ts';
import { answeredId } from './x-permit.ts';
import { charge, costOf, X_PRICES } from './x-prices.ts';
import { CLOCKS_DIFFER, idBefore, instantOfId } from './x-snowflake.ts';
import { type XPost, xCreatedSchema, xPageSchema, xPostSchema } from './x-wire.ts';

interface XAnswering {
  readonly client: XClient;
  readonly clock: Clock;
  readonly userId: string;
  /** What X charges for one of the account's own posts. */
  readonly ownPostMicros: number;
  readonly meter: Meter | undefined;
}

const OWN_FIELDS = 'author_id,referenced_tweets,edit_history_tweet_ids,note_tweet';
const OWN_PAGES = 10;

export async function reply({ client, meter }: XAnswering, { post, text }: ReplyOrder): Promise<OwnReply> {
  await meter?.admit('answer');
  const micros = hasLink(text) ? X_PRICES.answerWithLink : X_PRICES.answer;
  // An answer that stands on X is not to be taken for a failed one because its price could not be noted.
  const pay = (): Promise<void> => charge(meter, 'answer', micros).catch(() => undefined);
  const body = { text, reply: { in_reply_to_tweet_id: answeredId(post) } };
  try {
    const { data } = await client.post('tweets', body, xCreatedSchema);
    await pay();
    return { nativeId: data.id, url: postUrl(data.id) };
  } catch (error) {
    if (error instanceof Unavailable && error.mayHaveActed) await pay();
    throw error;
  }
}

/** Reads the brand's own posts since the first attempt: the answer, if it was published, is among them. */
export async function findOwnReply(answering: XAnswering, order: ReplyOrder): Promise<OwnReply | undefined> {
  const since = plus(order.since, CLOCKS_DIFFER);
  let token: string | undefined;
  for (let page = 0; page < OWN_PAGES; page += 1) {
    const { posts, next } = await ownPosts(answering, { since_id: idBefore(since), pagination_token: token });
    const found = await amongOwn(answering, posts, order);
    if (found) return { nativeId: found.firstId, url: postUrl(found.firstId) };
    token = next;
    if (token === undefined) return undefined;
  }
  throw new Unavailable(
    `X: the account posted more than ${OWN_PAGES * 100} times since ${since}; the answer cannot be looked for`,
    {
      mayHaveActed: true,
    },
  );
}

async function ownPosts(
  { client, clock, userId, ownPostMicros, meter }: XAnswering,
  stretch: { readonly since_id: string; readonly pagination_token: string | undefined },
): Promise<{ posts: XPost[]; next: string | undefined }> {
  await meter?.admit('answer');
  const query = { max_results: 100, 'tweet.fields': OWN_FIELDS, ...stretch };
  const { data, meta } = await client.get(`users/${userId}/tweets`, query, xPageSchema);
  const posts = data.flatMap((item) => xPostSchema.safeParse(item).data ?? []);
  const read = posts.map(({ id }) => ({ at: instantOfId(id) }));
  const micros = costOf(read, { perPost: ownPostMicros, now: clock(), authors: new Set() });
  await charge(meter, 'answer', micros).catch(() => undefined);
  return { posts, next: meta.next_token };
}

/**
 * An edit gives the post another id: the answer may stand under a version that is not known here. What has the same words is
 * therefore told apart by asking X which post its parent is a version of.
 */
async function amongOwn(answering: XAnswering, own: readonly XPost[], order: ReplyOrder): Promise<XPost | undefined> {
  const alike = own.flatMap((post) => {
    const parent = post.references.find(({ type }) => type === 'replied_to')?.id;
    return parent !== undefined && sameWords(post.text, order.text) ? [{ post, parent }] : [];
  });
  const known = [order.post.id, answeredId(order.post)];
  const direct = alike.find(({ parent }) => known.includes(parent));
  if (direct || alike.length === 0) return direct?.post;
  const parents = [...new Set(alike.map(({ parent }) => parent))];
  const { found } = await lookUp(answering, parents, 'answer');
  return alike.find(({ parent }) => found.get(parent)?.firstId === order.post.id)?.post;
}

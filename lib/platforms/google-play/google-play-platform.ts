// Google Play: reads the reviews of one app, and answers each at most once.
import * as z from 'zod';
import type { Measure, ReplyPermit } from '../../domain/reply-permit.ts';
import type { Source } from '../../domain/source.ts';
import { type Instant, plus } from '../../domain/time.ts';
import { entriesOf, toPage } from '../page.ts';
import type { AnsweredPost, OwnReply, Page, PageRequest, Platform, ReplyOrder } from '../platform.ts';
import { NotFound, ReplyNotPermitted } from '../platform-errors.ts';
import { alreadySent, isOurs, lookAtReviews, reviewPermit, type StandingAnswer } from '../reviews.ts';
import { createGooglePlayClient, type GooglePlayClient, type GooglePlayClientOptions } from './google-play-client.ts';
import { type PlayContext, reviewUrl, toMention } from './google-play-mapper.ts';
import { lastModifiedSchema, type PlayReview, reviewListSchema, reviewSchema, sentSchema } from './google-play-wire.ts';

/** 200 reads an hour are shared with answers and with looking again. */
const EVERY_SECONDS = 300;
const PAGE_SIZE = 100;
/** "Approximately", says Google; counted as JavaScript counts, which is never less than letters. */
const MAX_LENGTH = 350;
/** Reviews that were changed before then are not shown to programs, at least not in the list. */
const SHOWN = { days: -7 };
/** Each is a call of its own. */
const REFRESHED_AT_ONCE = 10;

/** The adapter for one app. */
export function createGooglePlayPlatform(options: GooglePlayClientOptions): Platform {
  const { packageName } = options.account;
  const client = createGooglePlayClient(options);
  const source: Source = {
    id: `google-play:reviews:${packageName}`,
    network: 'google-play',
    kind: 'reviews',
    everySeconds: EVERY_SECONDS,
  };
  const context = { packageName, source: source.id };
  const isShown = ({ createdAt, replyRef }: AnsweredPost): boolean =>
    (replyRef['changedAt'] ?? createdAt) > plus(options.clock(), SHOWN);
  const look = {
    clock: options.clock,
    read: (id: string) => client.get(`/${encodeURIComponent(id)}`, {}, { schema: z.unknown(), for: 'refresh' }),
    toMention: (answer: unknown) => toMention(reviewSchema.parse(answer), context),
  };
  return {
    network: 'google-play',
    // A review has one answer: sending it again puts the same words in the same place.
    capabilities: { safeToRepeat: true },
    sources: [source],
    poll: (request) => poll(client, context, request),
    permit: (post) => permit(post, packageName),
    measure,
    reply: (order) => reply(client, order, isShown(order.post)),
    findOwnReply: (order) => findOwnReply(client, order),
    // Only of reviews young enough to be shown: that an older one is not found means nothing.
    refresh: { atMost: REFRESHED_AT_ONCE, look: (posts) => lookAtReviews(look, posts.filter(isShown)) },
    whoAmI: async () => {
      await client.get('', { maxResults: 1 }, { schema: reviewListSchema, for: 'answer' });
      return { handle: packageName };
    },
  };
}

/** The first review of the list is the one that was written or changed last, so that an edited one comes up again. */
async function poll(client: GooglePlayClient, context: PlayContext, request: PageRequest): Promise<Page> {
  const query = { maxResults: PAGE_SIZE, token: request.pageToken };
  const list = await client.get('', query, { schema: reviewListSchema, for: 'read' });
  const entries = entriesOf(list.reviews, {
    read: (item) => {
      const review = reviewSchema.parse(item);
      return { mention: toMention(review, context), at: review.user.lastModified };
    },
    at: (item): Instant | undefined => lastModifiedSchema.safeParse(item).data?.comments[0].userComment.lastModified,
  });
  return toPage(entries, request, list.next);
}

function permit({ id, replyRef, url }: AnsweredPost, packageName: string): ReplyPermit {
  const openUrl = url ?? reviewUrl(packageName, id);
  return reviewPermit({ isAnswered: replyRef['answered'] === 'yes', openUrl }, MAX_LENGTH);
}

function measure({ length }: string): Measure {
  return { length, max: MAX_LENGTH, unit: 'character', fits: length <= MAX_LENGTH };
}

async function reply(client: GooglePlayClient, { post, text }: ReplyOrder, isShown: boolean): Promise<OwnReply> {
  const review = await readReview(client, post.id).catch((error: unknown) => {
    if (isShown || !(error instanceof NotFound)) throw error;
    const reason =
      'Google Play shows programs the reviews of the last seven days only: answer this one in the Play Console.';
    throw new ReplyNotPermitted(`Google Play: ${reason}`, { reason, cause: error });
  });
  const sent = alreadySent(standing(review), text);
  if (sent) return sent;
  await client.post(`/${encodeURIComponent(post.id)}:reply`, { replyText: text }, sentSchema);
  return ownReply(post.id);
}

async function findOwnReply(client: GooglePlayClient, { post, text }: ReplyOrder): Promise<OwnReply | undefined> {
  const review = await readReview(client, post.id).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
  const answer = review && standing(review);
  return answer && isOurs(answer, text) ? answer.own : undefined;
}

function readReview(client: GooglePlayClient, id: string): Promise<PlayReview> {
  return client.get(`/${encodeURIComponent(id)}`, {}, { schema: reviewSchema, for: 'answer' });
}

function standing({ id, answer }: PlayReview): StandingAnswer | undefined {
  return answer && { text: answer.text, own: ownReply(id) };
}

/** An answer has no number of its own, and the review's is taken by the review. */
function ownReply(id: string): OwnReply {
  return { nativeId: `${id}:reply` };
}

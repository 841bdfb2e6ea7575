// App Store: reads the reviews of one app, and answers each at most once.
import type { Measure } from '../../domain/reply-permit.ts';
import type { Source } from '../../domain/source.ts';
import { entriesOf, toPage } from '../page.ts';
import type { AnsweredPost, OwnReply, Page, PageRequest, Platform, Refreshed, ReplyOrder } from '../platform.ts';
import { NotFound } from '../platform-errors.ts';
import { alreadySent, isOurs, reviewPermit, type StandingAnswer } from '../reviews.ts';
import { type AppStoreClient, type AppStoreClientOptions, createAppStoreClient } from './app-store-client.ts';
import { ownersUrl, type StoreContext, toMention } from './app-store-mapper.ts';
import {
  appSchema,
  createdDateSchema,
  oneReviewSchema,
  responseSchema,
  reviewListSchema,
  reviewSchema,
  type StoreReview,
  sentSchema,
} from './app-store-wire.ts';

/** Reviews appear in the store hours after they were written. */
const EVERY_SECONDS = 300;
const PAGE_SIZE = 200;
/** Counted as JavaScript counts, which is never less than letters. */
const MAX_LENGTH = 5_970;
/** Each is a call of its own. */
const REFRESHED_AT_ONCE = 10;

/** The adapter for one app. */
export function createAppStorePlatform(options: AppStoreClientOptions): Platform {
  const { appId } = options.account;
  const client = createAppStoreClient(options);
  const source: Source = {
    id: `app-store:reviews:${appId}`,
    network: 'app-store',
    kind: 'reviews',
    everySeconds: EVERY_SECONDS,
  };
  const context = { appId, source: source.id };
  return {
    network: 'app-store',
    // A review has one answer: sending it again puts the same words in the same place.
    capabilities: { safeToRepeat: true },
    sources: [source],
    poll: (request) => poll(client, context, request),
    permit: ({ replyRef }) =>
      reviewPermit({ isAnswered: replyRef['answered'] === 'yes', openUrl: ownersUrl(appId) }, MAX_LENGTH),
    measure,
    reply: (order) => reply(client, order),
    findOwnReply: (order) => findOwnReply(client, order),
    refresh: { atMost: REFRESHED_AT_ONCE, look: (posts) => refresh(client, context, posts) },
    whoAmI: async () => {
      const query = { 'fields[apps]': 'bundleId' };
      const { data } = await client.get(`/v1/apps/${encodeURIComponent(appId)}`, query, {
        schema: appSchema,
        urgent: true,
      });
      return { handle: data.attributes.bundleId };
    },
  };
}

async function poll(client: AppStoreClient, context: StoreContext, request: PageRequest): Promise<Page> {
  const path = `/v1/apps/${encodeURIComponent(context.appId)}/customerReviews`;
  const first = { sort: '-createdDate', limit: PAGE_SIZE, include: 'response' };
  const query = request.pageToken === undefined ? first : { ...first, ...queryOf(request.pageToken) };
  const list = await client.get(path, query, { schema: reviewListSchema, urgent: false });
  const entries = entriesOf(list.data, {
    read: (item) => {
      const review = reviewSchema.parse(item);
      return { mention: toMention(review, context), at: review.attributes.createdDate };
    },
    at: (item) => createdDateSchema.safeParse(item).data?.attributes.createdDate,
  });
  return toPage(entries, request, nextOf(list.links?.next));
}

/** Apple gives the whole address of the next page. Only its query is followed: the server is the operator's to choose. */
function nextOf(address: string | null | undefined): string | undefined {
  const query = address ? address.slice(address.indexOf('?') + 1) : '';
  return query === '' ? undefined : query;
}

function queryOf(token: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(token));
}

function measure({ length }: string): Measure {
  return { length, max: MAX_LENGTH, unit: 'character', fits: length <= MAX_LENGTH };
}

async function reply(client: AppStoreClient, { post, text }: ReplyOrder): Promise<OwnReply> {
  const { answer } = await readReview(client, post.id, { urgent: true });
  const sent = alreadySent(answer, text);
  if (sent) return sent;
  const json = {
    data: {
      type: 'customerReviewResponses',
      attributes: { responseBody: text },
      relationships: { review: { data: { type: 'customerReviews', id: post.id } } },
    },
  };
  const { data } = await client.post('/v1/customerReviewResponses', json, sentSchema);
  return { nativeId: data.id };
}

async function findOwnReply(client: AppStoreClient, { post, text }: ReplyOrder): Promise<OwnReply | undefined> {
  const found = await readReview(client, post.id, { urgent: true }).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
  return found?.answer && isOurs(found.answer, text) ? found.answer.own : undefined;
}

async function refresh(
  client: AppStoreClient,
  context: StoreContext,
  posts: readonly AnsweredPost[],
): Promise<Refreshed[]> {
  const seen: Refreshed[] = [];
  for (const { id } of posts) {
    const found = await readReview(client, id, { urgent: false }).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
    seen.push(found ? { id, mention: toMention(found.review, context) } : { id, gone: true });
  }
  return seen;
}

async function readReview(
  client: AppStoreClient,
  id: string,
  { urgent }: { readonly urgent: boolean },
): Promise<{ review: StoreReview; answer: StandingAnswer | undefined }> {
  const path = `/v1/customerReviews/${encodeURIComponent(id)}`;
  const { data, included } = await client.get(path, { include: 'response' }, { schema: oneReviewSchema, urgent });
  const [response] = included.flatMap((item) => responseSchema.safeParse(item).data ?? []);
  const answer = response && { text: response.attributes.responseBody, own: { nativeId: response.id } };
  return { review: data, answer };
}

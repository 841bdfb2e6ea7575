// App Store: reads the reviews of one app, and answers each at most once.
import type { Mention } from '../../domain/mention.ts';
import type { Measure } from '../../domain/reply-permit.ts';
import type { Source } from '../../domain/source.ts';
import { entriesOf, toPage } from '../page.ts';
import type { OwnReply, Page, PageRequest, Platform, ReplyOrder } from '../platform.ts';
import { NotFound } from '../platform-errors.ts';
import { alreadySent, isOurs, lookAtReviews, reviewPermit, type StandingAnswer } from '../reviews.ts';
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
  const look = {
    clock: options.clock,
    read: async (id: string) => (await readReview(client, id, { urgent: false })).data,
    toMention: (data: unknown) => asSeenNow(reviewSchema.parse(data), context),
  };
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
    refresh: { atMost: REFRESHED_AT_ONCE, look: (posts) => lookAtReviews(look, posts) },
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
  const sent = alreadySent(await readStanding(client, post.id), text);
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
  const standing = await readStanding(client, post.id).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
  return standing && isOurs(standing, text) ? standing.own : undefined;
}

/** Whether the date moves with every edit is not confirmed: words that are seen here count as the newest there are. */
function asSeenNow(review: StoreReview, context: StoreContext): Mention {
  const { editedAt: _, ...mention } = toMention(review, context);
  return mention;
}

function readReview(client: AppStoreClient, id: string, { urgent }: { readonly urgent: boolean }) {
  const path = `/v1/customerReviews/${encodeURIComponent(id)}`;
  return client.get(path, { include: 'response' }, { schema: oneReviewSchema, urgent });
}

async function readStanding(client: AppStoreClient, id: string): Promise<StandingAnswer | undefined> {
  const { included } = await readReview(client, id, { urgent: true });
  const [response] = included.flatMap((item) => responseSchema.safeParse(item).data ?? []);
  return response && { text: response.attributes.responseBody, own: { nativeId: response.id } };
}

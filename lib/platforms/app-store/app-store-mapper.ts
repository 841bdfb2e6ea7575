// Turns a review in the App Store into a mention.
import { type Mention, mentionSchema } from '../../domain/mention.ts';
import { reviewText } from '../reviews.ts';
import type { StoreReview } from './app-store-wire.ts';

export interface StoreContext {
  readonly source: string;
  readonly appId: string;
}

export function toMention({ id, attributes, relationships }: StoreReview, { source, appId }: StoreContext): Mention {
  const { rating, title, body, reviewerNickname: nickname } = attributes;
  return mentionSchema.parse({
    network: 'app-store',
    id,
    text: reviewText({ title: title ?? '', body: body ?? '', stars: rating ?? undefined }),
    // The store gives a nickname and no account: nobody can tell whether two reviewers of one name are one person.
    author: { id: `review:${id}`, handle: nickname || 'An App Store user', ...(nickname ? { name: nickname } : {}) },
    createdAt: attributes.createdDate,
    // An edited review comes up again with the date of its new words, as far as is known.
    editedAt: attributes.createdDate,
    url: reviewsUrl(appId),
    threadRoot: id,
    addressed: true,
    replyRef: { answered: relationships?.response?.data ? 'yes' : 'no' },
    source,
  });
}

/** Single reviews have no address: all reviews of the app. */
function reviewsUrl(appId: string): string {
  return `https://apps.apple.com/app/id${encodeURIComponent(appId)}?see-all=reviews`;
}

/** Where the app's owner answers by hand. */
export function ownersUrl(appId: string): string {
  return `https://appstoreconnect.apple.com/apps/${encodeURIComponent(appId)}`;
}

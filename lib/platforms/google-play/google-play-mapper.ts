// Turns a review in the Google Play store into a mention.
import { type Mention, mentionSchema } from '../../domain/mention.ts';
import { reviewText } from '../reviews.ts';
import type { PlayReview } from './google-play-wire.ts';

export interface PlayContext {
  readonly source: string;
  readonly packageName: string;
}

export function toMention(review: PlayReview, { source, packageName }: PlayContext): Mention {
  const { id, authorName, user, answer } = review;
  // Where a review has a title, a tab stands between it and the rest.
  const [title, ...rest] = user.text.includes('\t') ? user.text.split('\t') : ['', user.text];
  return mentionSchema.parse({
    network: 'google-play',
    id,
    text: reviewText({ title, body: rest.join(' '), stars: user.starRating ?? undefined }),
    // The store gives a name and no account: nobody can tell whether two reviewers of one name are one person.
    author: { id: `review:${id}`, handle: authorName || 'A Google user', ...(authorName ? { name: authorName } : {}) },
    // The store tells only when a review was changed last; the first time it is heard, that is when it was written.
    createdAt: user.lastModified,
    editedAt: user.lastModified,
    url: reviewUrl(packageName, id),
    threadRoot: id,
    addressed: true,
    replyRef: { answered: answer === undefined ? 'no' : 'yes', changedAt: user.lastModified },
    source,
  });
}

/** The review on the app's page in the store. */
export function reviewUrl(packageName: string, id: string): string {
  return `https://play.google.com/store/apps/details?id=${encodeURIComponent(packageName)}&reviewId=${encodeURIComponent(id)}`;
}

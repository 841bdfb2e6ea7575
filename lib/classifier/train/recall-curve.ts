// Measures, for each promise "miss at most p %", the threshold that keeps it and what it costs, on posts unseen in training.
import { MISS_AT_MOST, type RecallCurve } from '../../domain/recall-promise.ts';
import { isBrandDirected, type LabelledPost } from './examples.ts';

export interface UnseenPost {
  readonly post: LabelledPost;
  /** Calibrated probability of a complaint, by a model that has not seen the post. */
  readonly probability: number;
}

/** Percent from one point of the curve to the next. */
const STEP = 0.5;
const PROMISES = Array.from({ length: MISS_AT_MOST.most / STEP }, (_, i) => (i + 1) * STEP);

/** No threshold is above `highest`: what is more likely a complaint than not is never called harmless. */
export function measureRecallCurve(posts: readonly UnseenPost[], highest: number): RecallCurve {
  const complaints = posts.filter(({ post }) => post.complaint).map(({ probability }) => probability);
  const ascending = complaints.toSorted((a, b) => a - b);
  const brandDirected = posts.filter(({ post }) => isBrandDirected(post));
  return PROMISES.map((missAtMostPercent) => {
    const threshold = roundedDown(Math.min(keeping(missAtMostPercent, ascending), highest));
    const outcome = outcomeAt(threshold, posts);
    return { missAtMostPercent, threshold, ...outcome, brandDirected: outcomeAt(threshold, brandDirected) };
  });
}

/**
 * The k-th lowest of n complaints, k = p (n + 1) rounded down. A complaint not measured here falls on average below it
 * with probability k / (n + 1), which is at most p; the plain quantile, k = p n, promises more than n posts can show
 * (the argument of split conformal prediction: Vovk et al. 2005). Too few complaints for any k: no threshold.
 */
function keeping(missAtMostPercent: number, ascending: readonly number[]): number {
  const rank = Math.floor((missAtMostPercent / 100) * (ascending.length + 1));
  return ascending[rank - 1] ?? 0;
}

function outcomeAt(threshold: number, posts: readonly UnseenPost[]) {
  const share = (complaint: boolean, counts: (probability: number) => boolean): number => {
    const members = posts.filter(({ post }) => post.complaint === complaint);
    return rounded(members.filter(({ probability }) => counts(probability)).length / (members.length || 1));
  };
  return { missed: share(true, (p) => p < threshold), skimmed: share(false, (p) => p >= threshold) };
}

const DIGITS = 1e4;

/** Down, so that rounding calls no more posts harmless. */
function roundedDown(probability: number): number {
  return Math.floor(probability * DIGITS) / DIGITS;
}

function rounded(share: number): number {
  return Math.round(share * DIGITS) / DIGITS;
}

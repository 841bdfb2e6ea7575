// The operator's promise "miss at most p % of complaints": which probability it asks for, and what it costs (requirement U3).

/** What may be promised, in percent of the complaints; more than this and the list of the harmless is of little use. */
export const MISS_AT_MOST = { least: 0.5, most: 20, usual: 3 } as const;

/** What came of one threshold on posts the model had not seen, in shares from 0 to 1. */
interface Outcome {
  /** Of the complaints: those below the threshold, taken for harmless. */
  readonly missed: number;
  /** Of the other posts: those at or above it, which somebody skims for nothing. */
  readonly skimmed: number;
}

/** One promise and what it takes. */
export interface RecallPoint extends Outcome {
  readonly missAtMostPercent: number;
  /** Calibrated probability below which a post may be called `not`. */
  readonly threshold: number;
  /** The same, of posts about a brand alone. */
  readonly brandDirected: Outcome;
}

/** Promises from the strictest to the laxest, as measured when the model was trained. */
export type RecallCurve = readonly RecallPoint[];

/**
 * The point by which a promise is kept: of those measured the laxest that is not laxer than the promise. Without one
 * nothing is ever called `not`.
 */
export function pointFor(curve: RecallCurve, missAtMostPercent: number): RecallPoint {
  return curve.findLast((point) => point.missAtMostPercent <= missAtMostPercent) ?? NEVER_NOT;
}

/** For example "Miss at most 3 % of complaints: of 100 harmless mentions somebody skims about 33, of 100 about the brand 58." */
export function promiseWords(curve: RecallCurve, missAtMostPercent: number): string {
  const { skimmed, brandDirected } = pointFor(curve, missAtMostPercent);
  const promise = `Miss at most ${missAtMostPercent} % of complaints`;
  return `${promise}: of 100 harmless mentions somebody skims about ${outOf100(skimmed)}, of 100 about the brand ${outOf100(brandDirected.skimmed)}.`;
}

function outOf100(share: number): number {
  return Math.round(100 * share);
}

const NEVER_NOT: RecallPoint = {
  missAtMostPercent: 0,
  threshold: 0,
  missed: 0,
  skimmed: 1,
  brandDirected: { missed: 0, skimmed: 1 },
};

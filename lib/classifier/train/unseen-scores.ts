// Scores posts by models that have not seen them: what calibration and thresholds must be chosen on.
import type { LinearModel, LinearWeights } from '../linear-model.ts';
import { assignFolds } from './folds.ts';
import type { StudiedPost } from './study.ts';

export type Fit = (posts: readonly StudiedPost[]) => LinearWeights;

interface Unseen {
  readonly seed: number;
  readonly fit: Fit;
  /** How the product scores a post with such weights. */
  readonly scorer: (weights: LinearWeights) => LinearModel;
}

const INNER_FOLDS = 3;

/** The score of each post by a model fitted on the other folds. */
export function unseenScores(posts: readonly StudiedPost[], { seed, fit, scorer }: Unseen): number[] {
  const folds = assignFolds(
    posts.map(({ post }) => post),
    INNER_FOLDS,
    seed,
  );
  const scores = posts.map(() => 0);
  for (let fold = 0; fold < INNER_FOLDS; fold += 1) {
    const score = scorer(fit(posts.filter((_, i) => folds[i] !== fold)));
    posts.forEach(({ reading }, i) => {
      if (folds[i] === fold) scores[i] = score(reading).total;
    });
  }
  return scores;
}

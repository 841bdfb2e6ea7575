// Scores posts by models that have not seen them: what calibration and thresholds must be chosen on.
import type { LinearModel, LinearWeights } from '../linear-model.ts';
import type { Example } from './examples.ts';
import { assignFolds } from './folds.ts';

export type Fit = (examples: readonly Example[]) => LinearWeights;

interface Unseen {
  readonly seed: number;
  readonly fit: Fit;
  /** How the product scores a post with such weights. */
  readonly scorer: (weights: LinearWeights) => LinearModel;
}

const INNER_FOLDS = 5;

/** The score of each post by a model fitted on the other folds. */
export function unseenScores(examples: readonly Example[], { seed, fit, scorer }: Unseen): number[] {
  const folds = assignFolds(
    examples.map(({ post }) => post),
    INNER_FOLDS,
    seed,
  );
  const scores = examples.map(() => 0);
  for (let fold = 0; fold < INNER_FOLDS; fold += 1) {
    const score = scorer(fit(examples.filter((_, i) => folds[i] !== fold)));
    examples.forEach(({ reading }, i) => {
      if (folds[i] === fold) scores[i] = score(reading).total;
    });
  }
  return scores;
}

// Scores posts by models that have not seen them: what calibration and thresholds must be chosen on.
import type { LinearModel } from '../linear-model.ts';
import { assignFolds } from './folds.ts';
import type { StudiedPost } from './study.ts';

interface Unseen<Weights> {
  readonly seed: number;
  readonly fit: (posts: readonly StudiedPost[]) => Promise<Weights>;
  /** How the product scores a post with such weights. */
  readonly scorer: (weights: Weights) => LinearModel;
}

const INNER_FOLDS = 3;

/** The score of each post by a model fitted on the other folds. */
export async function unseenScores<Weights>(
  posts: readonly StudiedPost[],
  { seed, fit, scorer }: Unseen<Weights>,
): Promise<number[]> {
  const folds = assignFolds(
    posts.map(({ post }) => post),
    INNER_FOLDS,
    seed,
  );
  const scores = posts.map(() => 0);
  const scoreFold = async (fold: number): Promise<void> => {
    const score = scorer(await fit(posts.filter((_, i) => folds[i] !== fold)));
    posts.forEach(({ reading }, i) => {
      if (folds[i] === fold) scores[i] = score(reading).total;
    });
  };
  await Promise.all(Array.from({ length: INNER_FOLDS }, (_, fold) => scoreFold(fold)));
  return scores;
}

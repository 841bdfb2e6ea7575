// Fits the severity of complaints: one score, cut so that each grade is said as often as it is found.
import { BUCKETS } from '../features.ts';
import { type LinearWeights, linearModel } from '../linear-model.ts';
import type { Model } from '../model.ts';
import { distil } from './distil.ts';
import { type Fitted, fitLogistic, shipForm } from './logistic.ts';
import { lessonsFor, type StudiedPost, type Study, unlabelledFor } from './study.ts';
import { unseenScores } from './unseen-scores.ts';

export interface Fitting {
  readonly study: Study;
  readonly seed: number;
}

/** Learns from the posts that have a severity. */
export async function fitSeverity(
  posts: readonly StudiedPost[],
  { study, seed }: Fitting,
): Promise<Pick<Model, 'severity' | 'severityCuts'>> {
  const graded = posts.filter(isGraded);
  const fit = async (some: readonly StudiedPost[]) => fitSeverityWeights(some, study);
  const unseen = await unseenScores(graded, { seed, fit, scorer: linearModel });
  const scores = unseen.toSorted((a, b) => a - b);
  const cutAbove = (grade: number): number => {
    const upTo = graded.filter(({ post }) => (post.severity ?? 0) <= grade).length;
    return scores[upTo] ?? Number.MAX_VALUE;
  };
  const severityCuts = { disapproval: cutAbove(1), accusation: cutAbove(2), blame: cutAbove(3) };
  return { severity: await fit(graded), severityCuts };
}

function isGraded({ post }: StudiedPost): boolean {
  return post.severity !== undefined;
}

/** A score that rises with severity: the mean of the models "more than 1", "more than 2" and "more than 3". */
function fitSeverityWeights(some: readonly StudiedPost[], study: Study): LinearWeights {
  const graded = [...some, ...study.corrections.filter(isGraded)].map((post) => ({ ...post, weight: 1 }));
  const lessons = lessonsFor(some, study).filter(isGraded);
  const unlabelled = unlabelledFor(some, { ...study, others: [] });
  const models = [1, 2, 3].map((grade) =>
    fitLogistic(
      distil(
        [...graded, ...lessons].map((post) => ({ ...post, target: (post.post.severity ?? 0) > grade ? 1 : 0 })),
        unlabelled,
      ),
    ),
  );
  return shipForm(meanOf(models));
}

function meanOf(models: readonly Fitted[]): Fitted {
  const weights = new Float64Array(BUCKETS);
  for (const model of models) {
    for (let i = 0; i < BUCKETS; i += 1) weights[i] = (weights[i] ?? 0) + (model.weights[i] ?? 0) / models.length;
  }
  return { bias: models.reduce((sum, { bias }) => sum + bias, 0) / models.length, weights };
}

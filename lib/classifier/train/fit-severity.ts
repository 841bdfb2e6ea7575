// Fits the severity of complaints: one score, cut so that each grade is said as often as it is found.
import { BUCKETS } from '../features.ts';
import { type LinearWeights, linearModel } from '../linear-model.ts';
import type { Model } from '../model.ts';
import { distil } from './distil.ts';
import { type Fitted, shipForm } from './logistic.ts';
import { type StudiedPost, type Study, unlabelledFor } from './study.ts';
import { type Fit, unseenScores } from './unseen-scores.ts';

export interface Fitting {
  readonly study: Study;
  readonly seed: number;
}

/** What the severity of a lesson of our own counts beside that of a labelled post. */
const LESSON_WEIGHT = 0.2;

/** Learns from the posts that have a severity. */
export function fitSeverity(
  posts: readonly StudiedPost[],
  { study, seed }: Fitting,
): Pick<Model, 'severity' | 'severityCuts'> {
  const graded = posts.filter(isGraded);
  const fit: Fit = (some) => fitSeverityWeights(some, study);
  const scores = unseenScores(graded, { seed, fit, scorer: linearModel }).sort((a, b) => a - b);
  const cutAbove = (grade: number): number => {
    const upTo = graded.filter(({ post }) => (post.severity ?? 0) <= grade).length;
    return scores[upTo] ?? Number.MAX_VALUE;
  };
  const severityCuts = { disapproval: cutAbove(1), accusation: cutAbove(2), blame: cutAbove(3) };
  return { severity: fit(graded), severityCuts };
}

function isGraded({ post }: StudiedPost): boolean {
  return post.severity !== undefined;
}

/** A score that rises with severity: the mean of the models "more than 1", "more than 2" and "more than 3". */
function fitSeverityWeights(some: readonly StudiedPost[], study: Study): LinearWeights {
  const graded = [...some, ...study.corrections.filter(isGraded)].map((post) => ({ ...post, weight: 1 }));
  const lessons = study.lessons.filter(isGraded).map((post) => ({ ...post, weight: LESSON_WEIGHT }));
  const unlabelled = unlabelledFor(some, { ...study, others: [] });
  const models = [1, 2, 3].map((grade) =>
    distil(
      [...graded, ...lessons].map(({ post, row, meaning, weight }) => ({
        row,
        meaning,
        weight,
        target: (post.severity ?? 0) > grade ? 1 : 0,
      })),
      unlabelled,
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

// Fits the severity of complaints: one score, cut so that each grade is said as often as it is found.
import { BUCKETS } from '../features.ts';
import { type LinearWeights, linearModel } from '../linear-model.ts';
import type { Model } from '../model.ts';
import type { Example } from './examples.ts';
import { fitWithHelpers } from './helper-models.ts';
import { type Fitted, shipForm } from './logistic.ts';
import { type Fit, unseenScores } from './unseen-scores.ts';

export interface Fitting {
  readonly helpers: readonly LinearWeights[];
  readonly seed: number;
}

/** Learns from the examples that have a severity. */
export function fitSeverity(
  examples: readonly Example[],
  { helpers, seed }: Fitting,
): Pick<Model, 'severity' | 'severityCuts'> {
  const graded = examples.filter(({ post }) => post.severity !== undefined);
  const fit: Fit = (some) => fitSeverityWeights(some, helpers);
  const scores = unseenScores(graded, { seed, fit, scorer: linearModel }).sort((a, b) => a - b);
  const cutAbove = (grade: number): number => {
    const upTo = graded.filter(({ post }) => (post.severity ?? 0) <= grade).length;
    return scores[upTo] ?? Number.MAX_VALUE;
  };
  const severityCuts = { disapproval: cutAbove(1), accusation: cutAbove(2), blame: cutAbove(3) };
  return { severity: fit(graded), severityCuts };
}

/** A score that rises with severity: the mean of the models "more than 1", "more than 2" and "more than 3". */
function fitSeverityWeights(graded: readonly Example[], helpers: readonly LinearWeights[]): LinearWeights {
  const rows = graded.map(({ row }) => row);
  const models = [1, 2, 3].map((grade) =>
    fitWithHelpers(
      rows,
      graded.map(({ post }) => (post.severity ?? 0) > grade),
      helpers,
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

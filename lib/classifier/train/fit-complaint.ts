// Fits everything that learns from complaint labels: the scores, their calibration, the thresholds, the severity.
import { probabilityOf } from '../calibration.ts';
import { BUCKETS } from '../features.ts';
import { type LinearWeights, linearModel } from '../linear-model.ts';
import type { Model, Thresholds } from '../model.ts';
import type { Example } from './examples.ts';
import { assignFolds } from './folds.ts';
import { fitLogistic, shipForm } from './logistic.ts';
import { macroF1, precisionRecall } from './metrics.ts';
import { fitPlatt } from './platt.ts';

export type ComplaintModel = Pick<Model, 'complaint' | 'calibration' | 'thresholds' | 'severity' | 'severityCuts'>;

const INNER_FOLDS = 5;
/** `not` is said only where at most this share of complaints would be missed. */
const MISSED = 0.05;
/** `complaint` is said only where at least this share of what is so called are complaints. */
const PRECISE = 0.85;

/** Calibration, thresholds and cuts come from scores of posts that the scoring model had not seen (inner folds). */
export function fitComplaint(examples: readonly Example[], seed: number): ComplaintModel {
  const truth = examples.map(({ post }) => post.complaint);
  const scores = unseenScores(examples, { seed, fit: fitComplaintWeights });
  const calibration = fitPlatt(scores, truth);
  const probabilities = scores.map((score) => probabilityOf(calibration.slope * score + calibration.offset));
  return {
    complaint: fitComplaintWeights(examples),
    calibration,
    thresholds: chooseThresholds(probabilities, truth),
    ...fitSeverity(examples, seed),
  };
}

type Fit = (examples: readonly Example[]) => LinearWeights;

function fitComplaintWeights(examples: readonly Example[]): LinearWeights {
  return shipForm(
    fitLogistic(
      examples.map(({ row }) => row),
      examples.map(({ post }) => post.complaint),
    ),
  );
}

/** The score of each post by a model fitted on the other folds. */
function unseenScores(examples: readonly Example[], { seed, fit }: { seed: number; fit: Fit }): number[] {
  const folds = assignFolds(
    examples.map(({ post }) => post),
    INNER_FOLDS,
    seed,
  );
  const scores = examples.map(() => 0);
  for (let fold = 0; fold < INNER_FOLDS; fold += 1) {
    const score = linearModel(fit(examples.filter((_, i) => folds[i] !== fold)));
    examples.forEach(({ reading }, i) => {
      if (folds[i] === fold) scores[i] = score(reading).total;
    });
  }
  return scores;
}

const CANDIDATES = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

function chooseThresholds(probabilities: readonly number[], truth: readonly boolean[]): Thresholds {
  const quality = CANDIDATES.map((threshold) => {
    const said = probabilities.map((p) => p >= threshold);
    return { threshold, f1: macroF1(said.map(Number), truth.map(Number)), ...precisionRecall(said, truth) };
  });
  const even = quality.reduce((best, q) => (q.f1 > best.f1 ? q : best)).threshold;
  const not = quality.findLast(({ recall }) => recall >= 1 - MISSED)?.threshold ?? 0;
  const complaint = quality.find(({ precision }) => precision >= PRECISE)?.threshold ?? 1;
  return { not: Math.min(not, even), even, complaint: Math.max(complaint, even) };
}

/** One score that rises with severity: the mean of the models "more than 1", "more than 2" and "more than 3". */
function fitSeverity(examples: readonly Example[], seed: number): Pick<Model, 'severity' | 'severityCuts'> {
  const graded = examples.filter(({ post }) => post.severity !== undefined);
  const scores = unseenScores(graded, { seed, fit: fitSeverityWeights }).sort((a, b) => a - b);
  const cutBelow = (grade: number): number => {
    const milder = graded.filter(({ post }) => (post.severity ?? 0) <= grade).length;
    return scores[milder] ?? Number.MAX_VALUE;
  };
  const severityCuts = { disapproval: cutBelow(1), accusation: cutBelow(2), blame: cutBelow(3) };
  return { severity: fitSeverityWeights(graded), severityCuts };
}

function fitSeverityWeights(graded: readonly Example[]): LinearWeights {
  const rows = graded.map(({ row }) => row);
  const models = [1, 2, 3].map((grade) =>
    fitLogistic(
      rows,
      graded.map(({ post }) => (post.severity ?? 0) > grade),
    ),
  );
  return shipForm({
    bias: mean(models.map(({ bias }) => bias)),
    weights: Float64Array.from({ length: BUCKETS }, (_, i) => mean(models.map(({ weights }) => weights[i] ?? 0))),
  });
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}

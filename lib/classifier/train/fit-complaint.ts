// Fits everything that learns from complaint labels: the scores, their calibration, the thresholds, the severity.
import { probabilityOf } from '../calibration.ts';
import { complaintModel } from '../complaint-model.ts';
import type { Model, Thresholds } from '../model.ts';
import type { Example } from './examples.ts';
import { type Fitting, fitSeverity } from './fit-severity.ts';
import { fitWithHelpers } from './helper-models.ts';
import { shipForm } from './logistic.ts';
import { macroF1, precisionRecall } from './metrics.ts';
import { fitPlatt } from './platt.ts';
import { measureRecallCurve } from './recall-curve.ts';
import { type Fit, unseenScores } from './unseen-scores.ts';

export type ComplaintModel = Pick<
  Model,
  'complaint' | 'calibration' | 'thresholds' | 'recallCurve' | 'severity' | 'severityCuts'
>;

const UNCALIBRATED = { slope: 1, offset: 0 };
/** `complaint` is said only where at least this share of what is so called are complaints. */
const PRECISE = 0.8;

/** Calibration, thresholds and cuts come from scores of posts that the scoring model had not seen (inner folds). */
export function fitComplaint(examples: readonly Example[], { helpers, seed }: Fitting): ComplaintModel {
  const fit: Fit = (some) =>
    shipForm(
      fitWithHelpers(
        some.map(({ row }) => row),
        some.map(({ post }) => post.complaint),
        helpers,
      ),
    );
  const truth = examples.map(({ post }) => post.complaint);
  const scores = unseenScores(examples, { seed, fit, scorer: (weights) => complaintModel(weights, UNCALIBRATED) });
  const calibration = fitPlatt(scores, truth);
  const probabilities = scores.map((score) => probabilityOf(calibration.slope * score + calibration.offset));
  const thresholds = chooseThresholds(probabilities, truth);
  const unseen = examples.map(({ post }, i) => ({ post, probability: probabilities[i] ?? 0 }));
  return {
    complaint: fit(examples),
    calibration,
    thresholds,
    recallCurve: measureRecallCurve(unseen, thresholds.even),
    ...fitSeverity(examples, { helpers, seed }),
  };
}

const CANDIDATES = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

function chooseThresholds(probabilities: readonly number[], truth: readonly boolean[]): Thresholds {
  const quality = CANDIDATES.map((threshold) => {
    const said = probabilities.map((p) => p >= threshold);
    return { threshold, f1: macroF1(said.map(Number), truth.map(Number)), ...precisionRecall(said, truth) };
  });
  const even = quality.reduce((best, q) => (q.f1 > best.f1 ? q : best)).threshold;
  const complaint = quality.find(({ precision }) => precision >= PRECISE)?.threshold ?? 1;
  return { even, complaint: Math.max(complaint, even) };
}

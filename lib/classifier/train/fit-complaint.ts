// Fits everything that learns from complaint labels: the scores, their calibration, the thresholds, the severity.
import { probabilityOf } from '../calibration.ts';
import { type ComplaintWeights, complaintModel } from '../complaint-model.ts';
import type { LinearModel } from '../linear-model.ts';
import type { Model, Thresholds } from '../model.ts';
import { distil, type Judged } from './distil.ts';
import { fitConvolutionApart } from './fit-convolution.ts';
import { type Fitting, fitSeverity } from './fit-severity.ts';
import { fitLogistic, shipForm } from './logistic.ts';
import { macroF1, precisionRecall } from './metrics.ts';
import { fitPlatt } from './platt.ts';
import { measureRecallCurve, type UnseenPost } from './recall-curve.ts';
import { lessonsFor, type StudiedPost, unlabelledFor } from './study.ts';
import { unseenScores } from './unseen-scores.ts';

export type ComplaintModel = Pick<
  Model,
  'complaint' | 'calibration' | 'thresholds' | 'recallCurve' | 'severity' | 'severityCuts'
>;

export interface FittedComplaint {
  readonly model: ComplaintModel;
  /** The posts with what models said of them that had not seen them. */
  readonly unseen: readonly UnseenPost[];
}

const UNCALIBRATED = { slope: 1, offset: 0 };
/** `complaint` is said only where at least this share of what is so called are complaints. */
const PRECISE = 0.8;

/**
 * Learns from `posts` of the study, and from what was made of them alone. Calibration, thresholds and cuts come from
 * scores of posts that the scoring model had not seen (inner folds).
 */
export async function fitComplaint(posts: readonly StudiedPost[], { study, seed }: Fitting): Promise<FittedComplaint> {
  const fit = async (some: readonly StudiedPost[]): Promise<ComplaintWeights> => {
    const distilled = distil(
      [
        ...[...some, ...study.corrections].map((post) => judged(post, 1)),
        ...lessonsFor(some, study).map((lesson) => judged(lesson, lesson.weight)),
      ],
      unlabelledFor(some, study),
    );
    const convolution = fitConvolutionApart(distilled, { ...study, seed });
    return { linear: shipForm(fitLogistic(distilled)), convolution: await convolution };
  };
  const truth = posts.map(({ post }) => post.complaint);
  const [complaint, scores, severity] = await Promise.all([
    fit(posts),
    unseenScores(posts, { seed, fit, scorer: uncalibrated }),
    fitSeverity(posts, { study, seed }),
  ]);
  const calibration = fitPlatt(scores, truth);
  const probabilities = scores.map((score) => probabilityOf(calibration.slope * score + calibration.offset));
  const thresholds = chooseThresholds(probabilities, truth);
  const unseen = posts.map(({ post }, i) => ({ post, probability: probabilities[i] ?? 0 }));
  const recallCurve = measureRecallCurve(unseen, thresholds.even);
  return { model: { complaint, calibration, thresholds, recallCurve, ...severity }, unseen };
}

function uncalibrated(weights: ComplaintWeights): LinearModel {
  return complaintModel(weights, UNCALIBRATED);
}

function judged({ post, row, words, meaning }: StudiedPost, weight: number): Judged {
  return { row, words, meaning, target: post.complaint ? 1 : 0, weight };
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

// Fits everything that learns from complaint labels: the scores, their calibration, the thresholds, the severity.
import { probabilityOf } from '../calibration.ts';
import { complaintModel } from '../complaint-model.ts';
import type { Model, Thresholds } from '../model.ts';
import { distil, type Judged } from './distil.ts';
import { type Fitting, fitSeverity } from './fit-severity.ts';
import { shipForm } from './logistic.ts';
import { macroF1, precisionRecall } from './metrics.ts';
import { fitPlatt } from './platt.ts';
import { measureRecallCurve } from './recall-curve.ts';
import { type StudiedPost, unlabelledFor } from './study.ts';
import { type Fit, unseenScores } from './unseen-scores.ts';

export type ComplaintModel = Pick<
  Model,
  'complaint' | 'calibration' | 'thresholds' | 'recallCurve' | 'severity' | 'severityCuts'
>;

const UNCALIBRATED = { slope: 1, offset: 0 };
/** `complaint` is said only where at least this share of what is so called are complaints. */
const PRECISE = 0.8;

/** What people's judgements on lessons of our own count beside those on the labelled posts. */
const LESSON_WEIGHT = 0.2;

/**
 * Learns from `posts` of the study, and from what was made of them alone. Calibration, thresholds and cuts come from
 * scores of posts that the scoring model had not seen (inner folds).
 */
export function fitComplaint(posts: readonly StudiedPost[], { study, seed }: Fitting): ComplaintModel {
  const fit: Fit = (some) =>
    shipForm(
      distil(
        [
          ...[...some, ...study.corrections].map((post) => judged(post, 1)),
          ...study.lessons.map((post) => judged(post, LESSON_WEIGHT)),
        ],
        unlabelledFor(some, study),
      ),
    );
  const truth = posts.map(({ post }) => post.complaint);
  const scores = unseenScores(posts, { seed, fit, scorer: (weights) => complaintModel(weights, UNCALIBRATED) });
  const calibration = fitPlatt(scores, truth);
  const probabilities = scores.map((score) => probabilityOf(calibration.slope * score + calibration.offset));
  const thresholds = chooseThresholds(probabilities, truth);
  const unseen = posts.map(({ post }, i) => ({ post, probability: probabilities[i] ?? 0 }));
  return {
    complaint: fit(posts),
    calibration,
    thresholds,
    recallCurve: measureRecallCurve(unseen, thresholds.even),
    ...fitSeverity(posts, { study, seed }),
  };
}

function judged({ post, row, meaning }: StudiedPost, weight: number): Judged {
  return { row, meaning, target: post.complaint ? 1 : 0, weight };
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

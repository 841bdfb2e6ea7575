// Judges a classifier on labelled posts: by folds, or the shipped model as it stands.
import { pointFor } from '../../domain/recall-promise.ts';
import { probabilityOf } from '../calibration.ts';
import { complaintModel } from '../complaint-model.ts';
import { linearModel } from '../linear-model.ts';
import type { Model } from '../model.ts';
import { severityOf } from '../severity.ts';
import { fingerprint } from './essence.ts';
import { type Example, exampleOf, isBrandDirected, type LabelledPost } from './examples.ts';
import { type ComplaintModel, fitComplaint } from './fit-complaint.ts';
import { assignFolds } from './folds.ts';
import { auc, calibrationError, macroF1, precisionRecall } from './metrics.ts';
import type { Study } from './study.ts';

export interface Figures {
  readonly rows: number;
  readonly complaints: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly auc: number;
  readonly precision: number;
  readonly recall: number;
  readonly calibrationError: number;
  /** Share of posts that the classifier leaves to a person. */
  readonly unsure: number;
  /** Share of complaints at or above the threshold of the promise: those that somebody sees. */
  readonly recallUnderPromise: number;
  /** Share of the other posts there: what somebody skims for nothing. */
  readonly skimmed: number;
}

export interface Judgement {
  readonly all: Figures;
  readonly brandDirected: Figures;
  /** Over complaints with a severity label; absent when there are none. */
  readonly severityMacroF1?: number;
}

/** What was said of a post. */
interface Said {
  readonly post: LabelledPost;
  readonly probability: number;
  /** Whether it is a complaint where an answer is forced: macro F1, precision and recall are over all rows. */
  readonly complaint: boolean;
  readonly unsure: boolean;
  /** Not called harmless under the promise. */
  readonly seen: boolean;
}

interface Answer extends Said {
  readonly severity: number;
}

export interface CrossValidation {
  readonly folds: number;
  readonly seed: number;
  /** The promise judged, in percent of complaints. */
  readonly missAtMostPercent: number;
  /** Called after each fold. */
  readonly onFold?: (done: number) => void;
}

/** Every post is judged by a model fitted, calibrated and cut on the other folds alone. */
export async function crossValidate(
  study: Study,
  { folds: count, seed, missAtMostPercent, onFold }: CrossValidation,
): Promise<Judgement> {
  const { posts } = study;
  const folds = assignFolds(
    posts.map(({ post }) => post),
    count,
    seed,
  );
  const answers: Answer[] = [];
  for (let fold = 0; fold < count; fold += 1) {
    const { model } = await fitComplaint(
      posts.filter((_, i) => folds[i] !== fold),
      { study, seed: seed + 1 + fold },
    );
    const answer = answerer(model, missAtMostPercent);
    answers.push(...posts.filter((_, i) => folds[i] === fold).map(answer));
    onFold?.(fold + 1);
  }
  return judgementOf(answers);
}

export function judgeModel(posts: readonly LabelledPost[], model: Model, missAtMostPercent: number): Judgement {
  return judgementOf(posts.map(exampleOf).map(answerer(model, missAtMostPercent)));
}

/** How many of the posts, or near-duplicates of them, the model was trained on: figures over those flatter it. */
export function countTrainedOn(posts: readonly LabelledPost[], { trainedOn }: Model): number {
  const known = new Set(trainedOn.split(' '));
  return posts.filter(({ text }) => known.has(fingerprint(text))).length;
}

function answerer(model: ComplaintModel, missAtMostPercent: number): (example: Example) => Answer {
  const score = complaintModel(model.complaint, model.calibration);
  const scoreSeverity = linearModel(model.severity);
  const { even, complaint } = model.thresholds;
  const { threshold } = pointFor(model.recallCurve, missAtMostPercent);
  return ({ post, reading }) => {
    const probability = probabilityOf(score(reading).total);
    return {
      post,
      probability,
      complaint: probability >= even,
      unsure: probability >= threshold && probability < complaint,
      seen: probability >= threshold,
      severity: severityOf(scoreSeverity(reading).total, model.severityCuts),
    };
  };
}

function judgementOf(answers: readonly Answer[]): Judgement {
  const graded = answers.filter(({ post }) => post.severity !== undefined);
  return {
    all: figuresOf(answers),
    brandDirected: figuresOf(answers.filter(({ post }) => isBrandDirected(post))),
    ...(graded.length > 0 && {
      severityMacroF1: macroF1(
        graded.map(({ severity }) => severity),
        graded.map(({ post }) => post.severity ?? 0),
      ),
    }),
  };
}

export function figuresOf(answers: readonly Said[]): Figures {
  const truth = answers.map(({ post }) => post.complaint);
  const said = answers.map(({ complaint }) => complaint);
  const probabilities = answers.map(({ probability }) => probability);
  return {
    rows: answers.length,
    complaints: truth.filter(Boolean).length,
    accuracy: said.filter((s, i) => s === truth[i]).length / answers.length,
    macroF1: macroF1(said.map(Number), truth.map(Number)),
    auc: auc(probabilities, truth),
    ...precisionRecall(said, truth),
    calibrationError: calibrationError(probabilities, truth),
    unsure: answers.filter(({ unsure }) => unsure).length / answers.length,
    recallUnderPromise: shareSeen(answers.filter(({ post }) => post.complaint)),
    skimmed: shareSeen(answers.filter(({ post }) => !post.complaint)),
  };
}

function shareSeen(answers: readonly Said[]): number {
  return answers.filter(({ seen }) => seen).length / (answers.length || 1);
}

// Writes what a training learned from and what its model does on posts it had not seen, for people to read beside the weights.
import { pointFor } from '../../domain/recall-promise.ts';
import type { Model } from '../model.ts';
import { isBrandDirected } from './examples.ts';
import { type Figures, figuresOf } from './judge.ts';
import type { UnseenPost } from './recall-curve.ts';
import type { Study } from './study.ts';

export interface Trained {
  readonly model: Model;
  readonly study: Study;
  readonly seed: number;
  /** Each labelled post with its probability by a model fitted on the other inner folds. */
  readonly unseen: readonly UnseenPost[];
}

/** The promises shown, in percent of complaints missed. */
const PROMISES = [1, 2, 3, 5, 10, 20];

/** Markdown; the same training gives the same text. */
export function modelCard({ model, study, seed, unseen }: Trained): string {
  return `# ${model.version}

Written by \`train\`, seed ${seed}. How the model decides, what else was measured and where it fails: docs/model-card.md.

## Learned from

${table(['texts', 'number', 'licence as stated by the source'], sourcesOf(study))}

## On posts it had not seen

Three inner folds, near-duplicates and what was written after a post on its side; thresholds and calibration were chosen on
these very scores, so \`evaluate --folds\` is the stricter judge.

${table(['', 'all posts', 'brand-directed'], figureRows(unseen, model))}

## What a promise costs

${table(['miss at most', 'harmless below', 'missed', 'skimmed for nothing', 'brand-directed'], promiseRows(model))}
`;
}

function sourcesOf({ posts, lessons, corrections, variations, others }: Study): readonly (readonly string[])[] {
  const written = lessons.filter(({ post }) => post.domain !== 'judged');
  const after = written.filter(({ post }) => post.like !== undefined);
  return [
    ['labelled posts (Preoţiuc-Pietro et al. 2019; severity: Singh et al. 2023)', posts.length, 'none; MIT'],
    ['variations of them, without labels', variations.length, 'as those'],
    ['posts written after them for this project (parallels.csv)', after.length, 'as this repository'],
    ['posts written about what they lack (lessons.csv)', written.length - after.length, 'as this repository'],
    ['texts of other corpora with a verdict (verdicts.csv)', lessons.length - written.length, 'as their corpora'],
    ['texts of other corpora without labels', others.length, 'Apache-2.0, MIT, US government open data'],
    ['posts that the team corrected', corrections.length, 'the team’s'],
  ].map((row) => row.map(String));
}

function figureRows(unseen: readonly UnseenPost[], model: Model): readonly (readonly string[])[] {
  const harmlessBelow = pointFor(model.recallCurve, 3).threshold;
  const { even, complaint } = model.thresholds;
  const answers = unseen.map(({ post, probability }) => ({
    post,
    probability,
    complaint: probability >= even,
    unsure: probability >= harmlessBelow && probability < complaint,
    seen: probability >= harmlessBelow,
  }));
  const columns = [answers, answers.filter(({ post }) => isBrandDirected(post))].map(figuresOf);
  const row = (name: string, figure: (figures: Figures) => string) => [name, ...columns.map(figure)];
  return [
    row('posts, of them complaints', ({ rows, complaints }) => `${rows}, ${complaints}`),
    row('macro F1', ({ macroF1 }) => percent(macroF1)),
    row('area under the ROC curve', ({ auc }) => auc.toFixed(3)),
    row('precision, recall of complaints', ({ precision, recall }) => `${percent(precision)}, ${percent(recall)}`),
    row('expected calibration error', ({ calibrationError }) => calibrationError.toFixed(3)),
    row('left to a person', ({ unsure }) => percent(unsure)),
  ];
}

function promiseRows({ recallCurve }: Model): readonly (readonly string[])[] {
  return PROMISES.map((promise) => pointFor(recallCurve, promise)).map((point) => [
    `${point.missAtMostPercent} %`,
    point.threshold.toFixed(3),
    percent(point.missed),
    percent(point.skimmed),
    percent(point.brandDirected.skimmed),
  ]);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

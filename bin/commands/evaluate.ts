// npm run earshot -- evaluate: judges the classifier on labelled posts.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { shippedModel } from '../../lib/classifier/shipped-model.ts';
import { readLabelledPosts } from '../../lib/classifier/train/corpora.ts';
import {
  countTrainedOn,
  crossValidate,
  type Figures,
  type Judgement,
  judgeModel,
} from '../../lib/classifier/train/judge.ts';
import { hasOtherTexts } from '../../lib/classifier/train/other-texts.ts';
import { prepareStudy } from '../../lib/classifier/train/study.ts';
import { MISS_AT_MOST } from '../../lib/domain/recall-promise.ts';
import { givenPath } from '../paths.ts';
import { complain, progressBar, progressOf, say } from '../terminal.ts';
import { usageOf } from '../usage.ts';

export async function evaluate(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      texts: { type: 'string' },
      lessons: { type: 'string' },
      folds: { type: 'string' },
      seed: { type: 'string', default: '1' },
      miss: { type: 'string', default: String(MISS_AT_MOST.usual) },
      json: { type: 'boolean', default: false },
    },
  });
  const folds = values.folds === undefined ? undefined : Number(values.folds);
  const seed = Number(values.seed);
  const missAtMostPercent = Number(values.miss);
  if (
    values.data === undefined ||
    !isFoldCount(folds) ||
    !Number.isInteger(seed) ||
    !canBePromised(missAtMostPercent)
  ) {
    complain(usageOf('evaluate'));
    return 1;
  }
  const posts = readLabelledPosts(givenPath(values.data));
  if (folds !== undefined) {
    const dir = values.texts === undefined ? resolve(givenPath(values.data), '../..') : givenPath(values.texts);
    const others = hasOtherTexts(dir);
    const encoding = progressOf('Encoding meanings');
    const written = values.lessons === undefined ? undefined : readLabelledPosts(givenPath(values.lessons));
    const study = await prepareStudy(posts, { ...(others && { dir }), written, seed, onProgress: encoding.update });
    encoding.end();
    const bar = progressBar('Judging', folds);
    bar.update(0);
    const judgement = await crossValidate(study, {
      folds,
      seed,
      missAtMostPercent,
      onFold: (done) => bar.update(done),
    });
    bar.end();
    const without = others ? '' : `; without other texts, as there are none in ${dir} (--texts DIR)`;
    const protocol = `${folds} folds, seed ${seed}: every post judged by a model that has not seen it${without}`;
    show({ protocol, missAtMostPercent, ...judgement }, values.json);
    return 0;
  }
  const model = shippedModel();
  const known = countTrainedOn(posts, model);
  const warning =
    known === 0 ? '' : `; it was TRAINED on ${known} of these ${posts.length} posts: flattering, use --folds 10`;
  const protocol = `shipped model ${model.version}${warning}`;
  show({ protocol, missAtMostPercent, ...judgeModel(posts, model, missAtMostPercent) }, values.json);
  return 0;
}

function canBePromised(percent: number): boolean {
  return percent >= MISS_AT_MOST.least && percent <= MISS_AT_MOST.most;
}

function isFoldCount(folds: number | undefined): boolean {
  return folds === undefined || (Number.isInteger(folds) && folds >= 2);
}

interface Report extends Judgement {
  readonly protocol: string;
  readonly missAtMostPercent: number;
}

function show(report: Report, json: boolean): void {
  if (json) {
    say(JSON.stringify(report, null, 2));
    return;
  }
  const { protocol, missAtMostPercent, all, brandDirected, severityMacroF1 } = report;
  say(protocol);
  say(`${''.padEnd(WIDTH)}all rows   brand-directed`);
  for (const [name, figure] of rows(missAtMostPercent)) {
    say(`${name.padEnd(WIDTH)}${figure(all).padStart(8)}   ${figure(brandDirected).padStart(14)}`);
  }
  if (severityMacroF1 !== undefined) say(`${'severity macro F1, 4 grades'.padEnd(WIDTH)}${percent(severityMacroF1)}`);
}

const WIDTH = 49;

function rows(missAtMostPercent: number): readonly (readonly [string, (figures: Figures) => string])[] {
  return [
    ['posts', ({ rows }) => String(rows)],
    ['complaints', ({ complaints }) => String(complaints)],
    ['accuracy', ({ accuracy }) => percent(accuracy)],
    ['macro F1', ({ macroF1 }) => percent(macroF1)],
    ['area under the ROC curve', ({ auc }) => auc.toFixed(3)],
    ['precision of complaints', ({ precision }) => percent(precision)],
    ['recall of complaints', ({ recall }) => percent(recall)],
    ['expected calibration error', ({ calibrationError }) => calibrationError.toFixed(3)],
    ['left to a person (unsure)', ({ unsure }) => percent(unsure)],
    [
      `recall under the promise "miss at most ${missAtMostPercent} %"`,
      ({ recallUnderPromise }) => percent(recallUnderPromise),
    ],
    ['non-complaints to skim for it', ({ skimmed }) => percent(skimmed)],
  ];
}

function percent(share: number): string {
  return (100 * share).toFixed(1).padStart(8);
}

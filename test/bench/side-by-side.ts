// Earshot beside what somebody who writes for Node would pick: the same labelled posts, the same folds, one run.
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { createClassifier } from '../../lib/classifier/classifier.ts';
import { readLabelledPosts } from '../../lib/classifier/train/corpora.ts';
import { isBrandDirected, type LabelledPost } from '../../lib/classifier/train/examples.ts';
import { assignFolds } from '../../lib/classifier/train/folds.ts';
import { crossValidate } from '../../lib/classifier/train/judge.ts';
import { macroF1 } from '../../lib/classifier/train/metrics.ts';
import { prepareStudy } from '../../lib/classifier/train/study.ts';
import { CONTENDERS, type Contender } from './contenders.ts';
import { note, percentile, rounded } from './statistics.ts';

const DATA = resolve(import.meta.dirname, '../../../shared/data');
const POSTS = resolve(DATA, 'complaints/train.csv');
/** The split; `npm run earshot -- evaluate --folds 5 --seed 1` prints the same figures of Earshot. */
const FOLDS = 5;
const SEED = 1;
const MISS_AT_MOST_PERCENT = 3;
const TIMED_POSTS = 500;
const ROUNDS = 5;

interface Judgement {
  readonly name: string;
  readonly rule: string;
  /** Macro F1, 0 to 100, over all posts and over those to a brand. */
  readonly all: number;
  readonly brandDirected: number;
}

interface Row extends Judgement {
  readonly postsPerSecond: number;
}

export async function benchSideBySide() {
  if (!existsSync(POSTS)) {
    const missing = `no labelled posts at ${relative(process.cwd(), POSTS)}: nothing was compared`;
    note(`side by side: ${missing}`);
    return { missing };
  }
  const posts = readLabelledPosts(POSTS);
  const protocol = `${posts.length} labelled tweets, ${FOLDS} folds with seed ${SEED}, near-duplicates together: nobody is judged on a post it learned from`;
  note('side by side: posts per second');
  const rates = ratesOf(posts);
  const judgements = [...CONTENDERS.map((contender) => judgementOf(contender, posts)), await earshotJudgement(posts)];
  const rows = judgements.map((judgement, i) => ({ ...judgement, postsPerSecond: rates[i] ?? Number.NaN }));
  note(`side by side: ${protocol}`);
  note(tableOf(rows));
  return { protocol, rows };
}

/**
 * Of each contender and of Earshot's whole assessment, in turn, so that the machine's mood falls on all alike: the median
 * of some rounds, after one that does not count.
 */
function ratesOf(posts: readonly LabelledPost[]): readonly number[] {
  const judges = [...CONTENDERS.map(({ fit }) => fit(posts)), createClassifier().assess];
  const rounds = Array.from({ length: 1 + ROUNDS }, (_, round) => judges.map((judge) => rate(posts, judge, round)));
  return judges.map((_, i) =>
    rounded(
      percentile(
        rounds.slice(1).map((rates) => rates[i] ?? Number.NaN),
        0.5,
      ),
    ),
  );
}

function rate(posts: readonly LabelledPost[], judge: (text: string) => unknown, round: number): number {
  // New strings each time, as posts are.
  const texts = posts.slice(0, TIMED_POSTS).map(({ text }) => `${text} ${round}`);
  const began = performance.now();
  for (const text of texts) judge(text);
  return texts.length / ((performance.now() - began) / 1000);
}

function judgementOf({ name, rule, fit }: Contender, posts: readonly LabelledPost[]): Judgement {
  note(`side by side: ${name}`);
  const folds = assignFolds(posts, FOLDS, SEED);
  const judges = Array.from({ length: FOLDS }, (_, fold) => fit(posts.filter((_, i) => folds[i] !== fold)));
  const answers = posts.map((post, i) => ({ post, said: judges[folds[i] ?? 0]?.(post.text) ?? false }));
  return { name, rule, all: f1(answers), brandDirected: f1(answers.filter(({ post }) => isBrandDirected(post))) };
}

interface Answer {
  readonly post: LabelledPost;
  readonly said: boolean;
}

function f1(answers: readonly Answer[]): number {
  const said = answers.map((answer) => Number(answer.said));
  const truth = answers.map(({ post }) => Number(post.complaint));
  return percent(macroF1(said, truth));
}

/** As `evaluate --folds` judges it. */
async function earshotJudgement(posts: readonly LabelledPost[]): Promise<Judgement> {
  note('side by side: Earshot (about twenty minutes, some more where meanings are not yet known)');
  const { all, brandDirected } = await crossValidate(await prepareStudy(posts, { dir: DATA, seed: SEED }), {
    folds: FOLDS,
    seed: SEED,
    missAtMostPercent: MISS_AT_MOST_PERCENT,
  });
  return {
    name: 'Earshot',
    rule: 'fitted on the other folds; timed is the whole assessment by the shipped model',
    all: percent(all.macroF1),
    brandDirected: percent(brandDirected.macroF1),
  };
}

function percent(share: number): number {
  return Number((100 * share).toFixed(1));
}

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ name, all, brandDirected, postsPerSecond, rule }) =>
      `  ${name.padEnd(24)}${all.toFixed(1).padStart(8)}${brandDirected.toFixed(1).padStart(16)}${String(postsPerSecond).padStart(11)}   ${rule}`,
  );
  return [`macro F1:${' '.repeat(17)}all rows  brand-directed    posts/s`, ...lines].join('\n');
}

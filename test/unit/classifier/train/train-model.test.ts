import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClassifier } from '../../../../lib/classifier/classifier.ts';
import { linearModel } from '../../../../lib/classifier/linear-model.ts';
import type { Model } from '../../../../lib/classifier/model.ts';
import { readText } from '../../../../lib/classifier/reading.ts';
import { readLabelledPosts } from '../../../../lib/classifier/train/corpora.ts';
import type { LabelledPost } from '../../../../lib/classifier/train/examples.ts';
import { countTrainedOn, crossValidate, judgeModel } from '../../../../lib/classifier/train/judge.ts';
import { modelCard, type Trained } from '../../../../lib/classifier/train/model-card.ts';
import { prepareStudy } from '../../../../lib/classifier/train/study.ts';
import { trainModel } from '../../../../lib/classifier/train/train-model.ts';
import { writeCorpora } from '../../../support/corpora.ts';

/** A few stand for all that the project has written: training on those takes minutes. */
const written: readonly LabelledPost[] = [
  { text: '@zibbet the kettle arrived in two halves', complaint: true, domain: 'retail', severity: 1 },
  { text: '@zibbet which kettle fits two cups?', complaint: false, domain: 'retail' },
  { text: '@zibbet you broke your promise and my kettle', complaint: true, domain: 'retail', severity: 3 },
  { text: 'my kettle and I had a quiet evening', complaint: false, domain: 'random_tweet' },
];
/** The first time, meanings are encoded. */
const MINUTES = 180_000;

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'earshot-corpora-'));
  writeCorpora(dir);
});
afterAll(() => rmSync(dir, { recursive: true }));

const steps: string[] = [];
let model: Model;
let trained: Trained;
beforeAll(async () => {
  trained = await trainModel({ dir, written, seed: 1, onStep: (step) => steps.push(step) });
  ({ model } = trained);
}, MINUTES);

const posts = () => readLabelledPosts(join(dir, 'complaints', 'train.csv'));

describe('training', () => {
  it('makes a model that the classifier can use', () => {
    expect(createClassifier(model).assess('hello').model).toBe(model.version);
    expect(judgeModel(readLabelledPosts(join(dir, 'complaints', 'train.csv')), model, 3).all.auc).toBeGreaterThan(0.9);
  });

  it(
    'learns from what the team corrected, and knows those posts again',
    async () => {
      const corrections = [
        { text: 'my zibbet has gone quiet on us since this morning', complaint: true, domain: 'bluesky' },
      ];
      const { model: corrected } = await trainModel({ dir, written, corrections, seed: 1, onStep: () => undefined });
      const reading = readText(corrections[0]?.text ?? '');
      const [before, after] = [model, corrected].map(({ complaint }) => linearModel(complaint.linear)(reading).total);
      expect(after).toBeGreaterThan(before ?? 0);
      expect(countTrainedOn(corrections, corrected)).toBe(1);
    },
    MINUTES,
  );

  it('writes down what it learned from, its figures on unseen posts and what each promise costs', () => {
    const card = modelCard(trained);
    expect(card).toContain(`# ${model.version}\n`);
    expect(card).toMatch(/\| labelled posts .* \| 40 \| none; MIT \|/);
    expect(card).toMatch(/lessons\.csv\) \| 4 \|/);
    expect(card).toMatch(/\| posts, of them complaints \| 40, 20 \| 30, 20 \|/);
    expect(card).toMatch(/\| area under the ROC curve \| (1\.000|0\.9\d\d) \|/);
    expect(card.match(/^\| \d+ % \| \d\.\d{3} \|/gm)).toHaveLength(6);
  });

  it('says every step before it begins', () => {
    expect(steps.length).toBeGreaterThanOrEqual(4);
    expect(steps[0]).toMatch(/meaning/);
    expect(steps[1]).toMatch(/4 lessons/);
  });
});

describe('judging', () => {
  it(
    'judges every post once, and brand-directed posts apart',
    async () => {
      const done: number[] = [];
      const { all, brandDirected } = await crossValidate(await prepareStudy(posts(), { written, seed: 1 }), {
        folds: 2,
        seed: 1,
        missAtMostPercent: 3,
        onFold: (n) => done.push(n),
      });
      expect(done).toEqual([1, 2]);
      expect(all.rows).toBe(posts().length);
      expect(brandDirected.rows).toBe(posts().filter(({ domain }) => domain === 'retail').length);
      expect(all.auc).toBeGreaterThan(0.9);
    },
    MINUTES,
  );

  it('knows the posts it was trained on, even with another handle', () => {
    expect(countTrainedOn(posts(), model)).toBe(posts().length);
    const [first] = posts();
    expect(countTrainedOn([{ text: `@Somebody ${first?.text}!!`, complaint: true, domain: '' }], model)).toBe(1);
    expect(countTrainedOn([{ text: 'never seen before', complaint: true, domain: '' }], model)).toBe(0);
  });

  it('gives no severity figure where no severity is known', () => {
    const ungraded = posts().map(({ text, complaint, domain }) => ({ text, complaint, domain }));
    expect(judgeModel(ungraded, model, 3)).not.toHaveProperty('severityMacroF1');
    expect(judgeModel(posts(), model, 3).severityMacroF1).toBeGreaterThan(0);
  });
});

describe('reading a judging file', () => {
  it('names the row that is wrong and what is allowed', () => {
    mkdirSync(join(dir, 'bad'), { recursive: true });
    const file = join(dir, 'bad', 'bad.csv');
    writeFileSync(file, 'text,complaint\nfine,1\nnot fine,maybe\n');
    expect(() => readLabelledPosts(file)).toThrow(/row 2[\s\S]*complaint is 0 or 1/);
  });
});

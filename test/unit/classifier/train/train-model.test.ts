import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClassifier } from '../../../../lib/classifier/classifier.ts';
import type { Model } from '../../../../lib/classifier/model.ts';
import { readLabelledPosts } from '../../../../lib/classifier/train/corpora.ts';
import { countTrainedOn, crossValidate, judgeModel } from '../../../../lib/classifier/train/judge.ts';
import { trainModel } from '../../../../lib/classifier/train/train-model.ts';
import { writeCorpora } from '../../../support/corpora.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'earshot-corpora-'));
  writeCorpora(dir);
});
afterAll(() => rmSync(dir, { recursive: true }));

const steps: string[] = [];
let model: Model;
beforeAll(() => {
  ({ model } = trainModel({ dir, seed: 1, onStep: (step) => steps.push(step) }));
});

const posts = () => readLabelledPosts(join(dir, 'complaints', 'train.csv'));

describe('training', () => {
  it('makes a model that the classifier can use', () => {
    expect(createClassifier(model).assess('hello').model).toBe(model.version);
    expect(judgeModel(readLabelledPosts(join(dir, 'complaints', 'train.csv')), model, 3).all.auc).toBeGreaterThan(0.9);
  });

  it('gives the same model for the same texts and seed', () => {
    expect(trainModel({ dir, seed: 1, onStep: () => undefined }).model).toEqual(model);
  });

  it('says every step before it begins', () => {
    expect(steps.length).toBeGreaterThanOrEqual(5);
    expect(steps[0]).toMatch(/praise/);
  });
});

describe('judging', () => {
  it('judges every post once, and brand-directed posts apart', () => {
    const done: number[] = [];
    const { all, brandDirected } = crossValidate(posts(), {
      folds: 2,
      seed: 1,
      helpers: [],
      missAtMostPercent: 3,
      onFold: (n) => done.push(n),
    });
    expect(done).toEqual([1, 2]);
    expect(all.rows).toBe(posts().length);
    expect(brandDirected.rows).toBe(posts().filter(({ domain }) => domain === 'retail').length);
    expect(all.auc).toBeGreaterThan(0.9);
  });

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

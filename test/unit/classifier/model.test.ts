import { describe, expect, it } from 'vitest';
import { VECTOR_SIZE } from '../../../lib/classifier/convolution.ts';
import { packModel, unpackModel } from '../../../lib/classifier/model.ts';
import { shippedModel } from '../../../lib/classifier/shipped-model.ts';
import { shippedRecallCurve } from '../../../lib/classifier/shipped-recall-curve.ts';

describe('the model file', () => {
  it('gives back exactly the model that was packed', () => {
    const packed = JSON.stringify(packModel(shippedModel()));
    const again = unpackModel(JSON.parse(packed));
    expect(JSON.stringify(packModel(again))).toBe(packed);
    expect(again.language.steps).toEqual(shippedModel().language.steps);
  });

  it('has a vector for each word of its convolution', () => {
    const { words, vectors } = shippedModel().complaint.convolution;
    expect(vectors.bytes).toHaveLength(words.length * VECTOR_SIZE);
    expect(new Set(words).size).toBe(words.length);
  });

  it('carries the same recall curve as the file for those that judge no posts', () => {
    expect(shippedRecallCurve()).toEqual(shippedModel().recallCurve);
  });

  it('stays small enough for a quick start', () => {
    expect(JSON.stringify(packModel(shippedModel())).length).toBeLessThan(5 * 2 ** 20);
  });
});

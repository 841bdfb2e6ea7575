import { describe, expect, it } from 'vitest';
import { harmlessKind } from '../../../lib/classifier/kind.ts';
import { linearTotal } from '../../../lib/classifier/linear-model.ts';
import { readText } from '../../../lib/classifier/reading.ts';
import { shippedModel } from '../../../lib/classifier/shipped-model.ts';

const scorePraise = linearTotal(shippedModel().praise);
const kind = (text: string) => harmlessKind(readText(text), scorePraise);

describe('the kind of a post that is no complaint', () => {
  it.each([
    ['@FernCafe are you open on Sunday?', 'question'],
    ['what time do you open', 'question'],
    ['Thank you so much, you were wonderful', 'praise'],
    ['I love the new lamp, amazing work', 'praise'],
    ['Moving house on Tuesday', 'other'],
  ])('%s: %s', (text, expected) => {
    expect(kind(text)).toBe(expected);
  });
});

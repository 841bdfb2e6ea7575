import { describe, expect, it } from 'vitest';
import { VECTOR_SIZE } from '../../../../lib/classifier/convolution.ts';
import { readText } from '../../../../lib/classifier/reading.ts';
import { randomNumbers } from '../../../../lib/classifier/train/folds.ts';
import { firstVectors, lexiconOf, numberer } from '../../../../lib/classifier/train/lexicon.ts';
import { MEANING_SIZE } from '../../../../lib/classifier/train/sentence-encoder.ts';

const READINGS = ['my parcel is late', 'the parcel is here', '@shop hello', '@nimbus'].map(readText);

describe('the lexicon', () => {
  it('numbers what occurs in two texts or more, handles as one, and takes the rest for unknown', () => {
    const lexicon = lexiconOf(READINGS);
    expect([...lexicon].sort()).toEqual(['<handle>', '<unknown>', 'is', 'parcel'].sort());
    const numbers = numberer(lexicon)(readText('@somebody a parcel'));
    expect(Array.from(numbers, (number) => lexicon[number])).toEqual(['<handle>', '<unknown>', 'parcel']);
  });

  it('begins with vectors that are near to one another where the meanings are', () => {
    const random = randomNumbers(3);
    const meaning = () => Float32Array.from({ length: MEANING_SIZE }, () => (random() - 0.5) / 10);
    const [late, early] = [meaning(), meaning()];
    const delayed = late.map((x, i) => 0.9 * x + 0.1 * (early[i] ?? 0));
    const vectors = firstVectors([late, early, delayed, meaning()], 1);
    const distance = (a: number, b: number) =>
      Math.hypot(
        ...Array.from(
          { length: VECTOR_SIZE },
          (_, i) => (vectors[a * VECTOR_SIZE + i] ?? 0) - (vectors[b * VECTOR_SIZE + i] ?? 0),
        ),
      );
    expect(distance(0, 2)).toBeLessThan(0.5 * distance(0, 1));
    expect(distance(0, 2)).toBeLessThan(0.5 * distance(2, 3));
  });
});

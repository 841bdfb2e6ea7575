import { describe, expect, it } from 'vitest';
import { readText } from '../../../../lib/classifier/reading.ts';
import { distil } from '../../../../lib/classifier/train/distil.ts';
import { fitLogistic, scoreOf } from '../../../../lib/classifier/train/logistic.ts';
import { MEANING_SIZE } from '../../../../lib/classifier/train/sentence-encoder.ts';
import { sparseRow } from '../../../../lib/classifier/train/sparse.ts';

const row = (text: string) => sparseRow(readText(text));
const words = new Int32Array();
/** A meaning that says how bad the text is, and nothing else. */
const meaning = (badness: number) => new Float32Array(MEANING_SIZE).fill(badness / Math.sqrt(MEANING_SIZE));
const judged = [
  { words, row: row('parcel late again'), meaning: meaning(1), target: 1, weight: 1 },
  { words, row: row('parcel late still'), meaning: meaning(1), target: 1, weight: 1 },
  { words, row: row('parcel came early'), meaning: meaning(-1), target: 0, weight: 1 },
  { words, row: row('parcel came today'), meaning: meaning(-1), target: 0, weight: 1 },
];
const unlabelled = ['what a shambles', 'utter shambles there', 'such a delight', 'pure delight there'].map((text) => ({
  words,
  row: row(text),
  meaning: meaning(text.includes('shambles') ? 1 : -1),
}));

describe('a student', () => {
  it('learns words that nobody labelled from what its teacher makes of their meaning', () => {
    const lead = (others: typeof unlabelled) => {
      const student = fitLogistic(distil(judged, others));
      return scoreOf(student, row('shambles')) - scoreOf(student, row('delight'));
    };
    expect(lead(unlabelled)).toBeGreaterThan(0.1);
    expect(lead([])).toBeLessThan(0.05);
  });

  it('needs words alone to answer', () => {
    const student = fitLogistic(distil(judged, unlabelled));
    expect(scoreOf(student, row('parcel late'))).toBeGreaterThan(scoreOf(student, row('parcel early')));
  });
});

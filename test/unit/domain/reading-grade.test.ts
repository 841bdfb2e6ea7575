// The school grade of a text, held against grades worked out by hand.
import { describe, expect, it } from 'vitest';
import { readingOf } from '../../../lib/domain/reading-grade.ts';

/** 0.39 × words / sentences + 11.8 × syllables / words − 15.59, counted by hand. */
const COUNTED = [
  {
    // Every word has one syllable.
    text: 'The cat sat on the mat. The dog ran to the door. We went out in the sun. It was a good day for us.',
    words: 25,
    sentences: 4,
    syllables: 25,
    grade: -1.4,
  },
  {
    // plat-y-pus 3, seem-ing-ly 3, hy-brid 2, mam-mal 2, rep-til-i-an 4, crea-ture 2, Aus-tral-ian 3, a-ny 2, o-ther 2, an-i-mal 3
    text: 'The Australian platypus is seemingly a hybrid of a mammal and reptilian creature. It is not like any other animal in the world.',
    words: 23,
    sentences: 2,
    syllables: 40,
    grade: 9.4,
  },
  {
    // sor-ry 2, mon-ey 2, a-bout 2, a-ny 2, Fri-day 2, re-fund 2; the others 1
    text: 'We are sorry that your refund is late. We will send your money by Friday. Ask us about it at any time.',
    words: 22,
    sentences: 3,
    syllables: 28,
    grade: 2.3,
  },
] as const;

function gradeOf(text: string): number {
  return readingOf(text).grade ?? 0;
}

describe('the grade of a text', () => {
  it.each(COUNTED)('is $grade by hand and here: $text', ({ text, words, sentences, syllables, grade }) => {
    const byHand = 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
    expect(Math.round(byHand * 10) / 10).toBe(grade);
    expect(readingOf(text).grade).toBe(grade);
  });

  it('is not told of a text too short to tell', () => {
    expect(readingOf('Unfortunately, verification is mandatory.')).toMatchObject({ isPlain: true });
    expect(readingOf('Unfortunately, verification is mandatory.')).not.toHaveProperty('grade');
  });

  it('does not count handles, links, hashtags, addresses or numbers', () => {
    const [{ text, grade }] = COUNTED;
    const more = `@acornmobile_official ${text.replace('good day', 'good 2026 day')} #unforgettable https://acorn.example/authorisation help@acornmobile.example`;
    expect(readingOf(more).grade).toBe(grade);
  });

  it('rises with longer words and longer sentences', () => {
    const plain = 'We will look at it. We will fix it. We will send it to you by Friday, and you can ask us here.';
    const long = plain.replaceAll('. ', ' and then ');
    const hard = plain.replaceAll('fix', 'rectify').replaceAll('look at', 'investigate');
    expect(gradeOf(long)).toBeGreaterThan(gradeOf(plain));
    expect(gradeOf(hard)).toBeGreaterThan(gradeOf(plain));
  });
});

function sentence(words: number): string {
  return `And ${'so '.repeat(words - 2)}on.`;
}

describe('what makes a text hard', () => {
  it('are long words, but no names and none that everybody knows', () => {
    const text = 'Tomorrow our representatives in Birmingham will rectify your delivery, Alexandra.';
    const words = readingOf(text).hardWords.map(({ start, end }) => text.slice(start, end));
    expect(words).toEqual(['representatives', 'rectify']);
  });

  it('are sentences of more than 25 words', () => {
    const text = `${sentence(25)} ${sentence(26)}`;
    expect(readingOf(text).longSentences).toEqual([{ start: sentence(25).length + 1, end: text.length, words: 26 }]);
  });
});

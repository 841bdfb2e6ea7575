// How many years of school a text asks for, and the words and sentences that make it hard (requirement A3: grade 6 or lower).
import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import type { Mark } from './reply-finding.ts';
import { blotted, sentencesIn } from './sentences.ts';

/** The grade that an answer should not exceed. */
export const PLAIN_GRADE = 6;
/** Words in a sentence; source: GOV.UK content guide, "Do not use long sentences: 25 words". */
const LONG_SENTENCE = 25;
/** Of fewer words the formula, made for passages of a hundred, says nothing. */
const LEAST_WORDS = 20;
const HARD_SYLLABLES = 3;

export interface Reading {
  /** Flesch-Kincaid grade level (1975), to one decimal place; absent for too few words. */
  readonly grade?: number;
  readonly isPlain: boolean;
  readonly hardWords: readonly Mark[];
  readonly longSentences: readonly (Mark & { readonly words: number })[];
}

/** Nothing that is read as words: links, handles, hashtags, addresses. */
const NO_WORDS = /\bhttps?:\/\/\S+|\bwww\.\S+|[@#][\p{L}\p{N}_][\p{L}\p{N}_.@-]*|\S+@\S+/giu;
const WORD = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*/gu;

/** Of three syllables and more, and yet known to everybody who has an account with somebody. */
const KNOWN_TO_ALL = new Set(
  `another already anyone anything everyone everything nobody somebody anybody everybody tomorrow yesterday saturday january february
september october november december family delivery deliver delivered customer customers company internet telephone video
important manager engineer engineers different together remember usually hospital number numbers mobile battery camera
understand understood happening area holiday holidays evening afternoon business recently really actually
apologise apologize apologies saturdays direct account computer update updated continue however ideas expensive
delivering delivers deliveries colleague colleagues`.split(/\s+/u),
);

/** Reads an English text. Numbers are not counted as words: how they are spoken is not known. */
export function readingOf(text: string): Reading {
  const sentences = sentencesIn(blotted(text, NO_WORDS)).map((sentence) => ({ ...sentence, words: wordsIn(sentence) }));
  const spoken = sentences.filter(({ words }) => words.length > 0);
  const words = spoken.flatMap((sentence) => sentence.words);
  const syllables = words.reduce((sum, { word }) => sum + syllablesOf(word), 0);
  const grade = fleschKincaid({ sentence: spoken.length, word: words.length, syllable: syllables });
  const isGraded = words.length >= LEAST_WORDS;
  return {
    ...(isGraded ? { grade: Math.round(grade * 10) / 10 } : {}),
    isPlain: !isGraded || Math.round(grade) <= PLAIN_GRADE,
    hardWords: spoken.flatMap((sentence) => sentence.words.filter(isHard).map(markOf)),
    longSentences: spoken
      .filter((sentence) => sentence.words.length > LONG_SENTENCE)
      .map(({ start, text: said, words: { length } }) => ({ start, end: start + said.length, words: length })),
  };
}

interface Word {
  readonly word: string;
  readonly start: number;
  readonly isFirst: boolean;
}

function wordsIn({ text, start }: { readonly text: string; readonly start: number }): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }, place) => ({
    word,
    start: start + index,
    isFirst: place === 0,
  }));
}

function syllablesOf(word: string): number {
  return Math.max(1, syllable(word.replaceAll('’', "'")));
}

/** A name is long for nobody: what is written large in the middle of a sentence is one. */
function isHard({ word, isFirst }: Word): boolean {
  if (!isFirst && /^\p{Lu}/u.test(word)) return false;
  return syllablesOf(word) >= HARD_SYLLABLES && !KNOWN_TO_ALL.has(word.toLowerCase());
}

function markOf({ word, start }: Word): Mark {
  return { start, end: start + word.length };
}

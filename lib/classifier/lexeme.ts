// What wink-nlp says of each way to write a word, asked once and remembered, within bounds.
import model from 'wink-eng-lite-web-model';
import winkNLP, { type ItsFunction } from 'wink-nlp';
import { type Word, wordGeneration, wordOf } from './word.ts';

/** The wink-nlp pipes the classifier uses: sentence ends (which bound a negation) and negation. */
export const PIPES = ['sbd', 'negation'];

/** A token as it is written: "Slow" and "slow" are two lexemes of one word. */
export interface Lexeme {
  /** As it is written. */
  readonly value: string;
  /** Of the value, beside the lexeme's other numbers: texts lie elsewhere in memory. */
  readonly length: number;
  readonly firstUnit: number;
  /** wink-nlp's normal form: lower case, contractions opened; unlike the word's form also for handles and links. */
  readonly normal: string;
  readonly word: Word;
  /** A tab or the end of a line. */
  readonly isBreak: boolean;
  readonly isLink: boolean;
  readonly isEllipsis: boolean;
}

/** What wink-nlp keeps of a text it has read, as far as its `its` functions look up the properties of a token there. */
export interface WinkDocument {
  readonly numOfTokens: number;
  readonly tokens: unknown;
  readonly cache: unknown;
}

/**
 * wink-nlp hands a document out whole only to its model's addon for readability, which is not in use here. With it the
 * properties of a token are read in one pass; `tokens().out()` would fill an array for each property. The copy is a
 * plain object: wink-nlp's own has no prototype, which makes V8 look every property up by its name.
 */
const openModel = {
  ...model,
  addons: {
    ...model.addons,
    readabilityStats: ({ numOfTokens, tokens, cache }: WinkDocument): WinkDocument => ({ numOfTokens, tokens, cache }),
  },
};

/** The length of wink-nlp's own list. */
const LISTED_LEXEMES = 87_593;
/** It adds every unknown one to the list, 150 bytes each, and never forgets any. */
const MOST_LEXEMES = 300_000;

let nlp = winkNLP(openModel, PIPES);
const { its } = nlp;
/** By wink-nlp's number of the lexeme. */
const known: (Lexeme | undefined)[] = Array.from({ length: MOST_LEXEMES });
let generation = wordGeneration();
let isFull = false;

/** Reads a text; the document is good until the next text is read. */
export function readDocument(text: string): WinkDocument {
  if (isFull) nlp = winkNLP(openModel, PIPES);
  if (isFull || generation !== wordGeneration()) known.fill(undefined);
  generation = wordGeneration();
  isFull = false;
  // The declared type is that of wink-nlp's own addon; the one of openModel returns the document.
  return nlp.readDoc(text).out(its.readabilityStats as unknown as ItsFunction<WinkDocument>) as WinkDocument;
}

export function lexemeAt(i: number, document: WinkDocument): Lexeme {
  // What a part of a contraction means depends on the whole: the "'s" of "it's" and of "let's".
  if (its.contractionFlag(i, document)) return newLexeme(i, document);
  const id = its.uniqueId(i, document);
  const remembered = known[id];
  if (remembered !== undefined) return remembered;
  const lexeme = newLexeme(i, document);
  if (id < MOST_LEXEMES) known[id] = lexeme;
  else isFull = true;
  return lexeme;
}

/** Whether wink-nlp knows it for an English word; most names of companies are none. */
export function isListed(form: string): boolean {
  const document = readDocument(form);
  return document.numOfTokens === 1 && its.uniqueId(0, document) < LISTED_LEXEMES;
}

export function isNegated(i: number, document: WinkDocument): boolean {
  return its.negationFlag(i, document);
}

function newLexeme(i: number, document: WinkDocument): Lexeme {
  const type = its.type(i, document);
  const normal = its.normal(i, document);
  const value = its.value(i, document);
  return {
    value,
    length: value.length,
    firstUnit: value.charCodeAt(0),
    normal,
    word: wordOf(type, normal),
    isBreak: type === 'tabCRLF',
    isLink: type === 'url',
    isEllipsis: normal === '…',
  };
}

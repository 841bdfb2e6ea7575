// Reads a post once with wink-nlp: its words, handles, links, emoji and marks, each with its place in the text.
import model from 'wink-eng-lite-web-model';
import winkNLP, { type ItsFunction } from 'wink-nlp';
import { EDGE, pairFeature } from './features.ts';
import { type Word, wordOf } from './word.ts';

/** The wink-nlp pipes the classifier uses: sentence ends (which bound a negation) and negation. */
export const PIPES = ['sbd', 'negation'];

export interface Token {
  readonly word: Word;
  /** wink-nlp's normal form: lower case, contractions opened; unlike the word's form also for handles and links. */
  readonly normal: string;
  /** UTF-16 offset of the first unit in the original text. */
  readonly start: number;
  /** UTF-16 offset after the last unit. */
  readonly end: number;
  readonly negated: boolean;
}

/** What the parts of the classifier read. */
export interface Reading {
  readonly text: string;
  /** In order, without white space, line ends and marks of truncation. */
  readonly tokens: readonly Token[];
  /** Buckets of neighbours: entry `i` is the pair before token `i`, the last is the end of the post; none without tokens. */
  readonly pairs: Int32Array;
  /** What one word or pair counts: 1 divided by the root of how many there are, negated words twice. */
  readonly wordShare: number;
  /** What one piece of a word counts. */
  readonly pieceShare: number;
}

const nlp = winkNLP(model, PIPES);
const { its } = nlp;

export function readText(text: string): Reading {
  const tokens = tokensOf(text);
  const pairs = new Int32Array(tokens.length === 0 ? 0 : tokens.length + 1);
  let words = tokens.length + pairs.length;
  let pieces = 0;
  let previous = EDGE;
  tokens.forEach(({ word, negated }, i) => {
    pairs[i] = pairFeature(previous, word.feature);
    previous = word.feature;
    if (negated) words += 1;
    pieces += word.pieces.length;
  });
  pairs[tokens.length] = pairFeature(previous, EDGE);
  return { text, tokens, pairs, wordShare: 1 / Math.sqrt(words || 1), pieceShare: 1 / Math.sqrt(pieces || 1) };
}

function tokensOf(text: string): readonly Token[] {
  const found = nlp.readDoc(text).tokens();
  const values = found.out(its.value);
  const normals = found.out(its.normal);
  // The declared types of these two do not fit that of out(); at run time they yield texts and booleans.
  const types = found.out(its.type as ItsFunction<string>);
  const negations = found.out(its.negationFlag as unknown as ItsFunction<boolean>);
  const tokens: Token[] = [];
  let end = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? '';
    const type = types[i] ?? 'word';
    const start = text.indexOf(value, end);
    end = start + value.length;
    if (type === 'tabCRLF' || isTruncation(value, types[i + 1])) continue;
    const normal = normals[i] ?? value;
    tokens.push({ word: wordOf(type, normal), normal, start, end, negated: negations[i] === true });
  }
  return tokens;
}

/** Networks cut long posts as "… https://…": says nothing about the author, so no model may learn from it. */
function isTruncation(value: string, nextType: string | undefined): boolean {
  return value === '…' && nextType === 'url';
}

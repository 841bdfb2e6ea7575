// Reads a post once with wink-nlp: its words, handles, links, emoji and marks, each with its place in the text.
import { EDGE, pairFeature } from './features.ts';
import { isNegated, type Lexeme, lexemeAt, readDocument, type WinkDocument } from './lexeme.ts';
import { type Word, wordGeneration, wordOf } from './word.ts';

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
  readonly pairs: readonly number[];
  /** What one word or pair counts: 1 divided by the root of how many there are, negated words twice. */
  readonly wordShare: number;
  /** What one piece of a word counts. */
  readonly pieceShare: number;
}

export function readText(text: string): Reading {
  const generation = wordGeneration();
  const reading = readOnce(text);
  // Words forgotten on the way share their slots with the ones that came after: then all are asked for again.
  return generation === wordGeneration() ? reading : readOnce(text);
}

function readOnce(text: string): Reading {
  const document = readDocument(text);
  const tokens: Token[] = [];
  // A plain array: a typed one of this size lies outside the young heap and costs more than it saves.
  const pairs: number[] = [];
  let words = 0;
  let pieces = 0;
  let previous = EDGE;
  let end = 0;
  let handleEnd = 0;
  for (let i = 0; i < document.numOfTokens; i += 1) {
    const lexeme = lexemeAt(i, document);
    const start = startOf(lexeme, text, end);
    end = start + lexeme.length;
    if (start < handleEnd || lexeme.isBreak || (lexeme.isEllipsis && isBeforeLink(i, document))) continue;
    handleEnd = lexeme.firstUnit === AT ? endOfHandle(text, start) : 0;
    const { word, normal } = handleEnd > end ? LONG_HANDLE : lexeme;
    const negated = isNegated(i, document);
    tokens.push({ word, normal, start, end: Math.max(end, handleEnd), negated });
    pairs.push(pairFeature(previous, word.feature));
    previous = word.feature;
    words += negated ? 2 : 1;
    pieces += word.pieceCount;
  }
  if (tokens.length > 0) pairs.push(pairFeature(previous, EDGE));
  words += pairs.length;
  return { text, tokens, pairs, wordShare: 1 / Math.sqrt(words || 1), pieceShare: 1 / Math.sqrt(pieces || 1) };
}

/** Networks cut long posts as "… https://…": says nothing about the author, so no model may learn from it. */
function isBeforeLink(i: number, document: WinkDocument): boolean {
  return i + 1 < document.numOfTokens && lexemeAt(i + 1, document).isLink;
}

const AT = 0x40;
/** Bluesky's handles are domains, and Mastodon's may name a server; wink-nlp cuts both to pieces. */
const HANDLE = /@[\w-]+(?:\.[\w-]+)*(?:@[\w-]+(?:\.[\w-]+)+)?/y;

const LONG_HANDLE = { word: wordOf('mention', '@'), normal: '@' };

/** 0 where no handle begins. */
function endOfHandle(text: string, start: number): number {
  HANDLE.lastIndex = start;
  return HANDLE.test(text) ? HANDLE.lastIndex : 0;
}

const SPACE = 0x20;

/** wink-nlp leaves out white space and nothing else, mostly one space: then the search is spared. */
function startOf({ value, firstUnit }: Lexeme, text: string, from: number): number {
  const at = text.charCodeAt(from) === SPACE ? from + 1 : from;
  return text.charCodeAt(at) === firstUnit ? at : text.indexOf(value, at);
}

// The sentences of an answer, with where they stand.

export interface Sentence {
  readonly text: string;
  /** UTF-16 offset into the whole text. */
  readonly start: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** After these a full stop ends no sentence. */
const ABBREVIATED =
  /(?:\b(?:[ap]\.m|e\.g|i\.e|mr|mrs|ms|dr|st|nr|approx|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tue|thu|fri))\.\s*$/iu;

/** Sentences without the white space around them; a new line begins a new one, as in a letter. */
export function sentencesIn(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let joined = '';
  let start = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    if (joined === '') start = index;
    joined += segment;
    if (ABBREVIATED.test(joined) && !joined.endsWith('\n')) continue;
    sentences.push({ text: joined, start });
    joined = '';
  }
  if (joined !== '') sentences.push({ text: joined, start });
  return sentences.flatMap(trimmed);
}

function trimmed({ text, start }: Sentence): Sentence[] {
  const trimmed = text.trim();
  return trimmed === '' ? [] : [{ text: trimmed, start: start + text.indexOf(trimmed) }];
}

/** The same length with what a pattern finds blotted out: offsets stay as they are. */
export function blotted(text: string, ...patterns: readonly RegExp[]): string {
  return patterns.reduce((left, pattern) => left.replace(pattern, (found) => found.replace(/[^\n]/gu, ' ')), text);
}

/** What is said in somebody else's words: between quotation marks, or on a line that begins with `>`. */
export const QUOTED = /“[^”]*”|«[^»]*»|„[^“”]*[“”]|"[^"\n]*"|^>.*$/gmu;

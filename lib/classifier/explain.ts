// Picks the words that decided, as spans of the original text with their weights (requirement U2).
import type { Because } from '../domain/assessment.ts';
import type { LinearScore } from './linear-model.ts';
import type { Reading } from './reading.ts';
import type { Word } from './word.ts';

/** The weights and the rest add up to the score. */
export interface Explanation {
  readonly because: Because[];
  /** What is not shown: the bias, placeholders and words of little weight. */
  readonly rest: number;
}

interface Span {
  readonly start: number;
  end: number;
  weight: number;
}

const MOST_SPANS = 6;
const SMALLEST_WEIGHT = 0.15;

function isShown({ type, form }: Word): boolean {
  return (
    type === 'word' || type === 'hashtag' || type === 'emoji' || type === 'emoticon' || form === '!' || form === '?'
  );
}

/** The heaviest spans in the order of the text; neighbours that pull the same way are one span. */
export function explain(reading: Reading, { parts, total }: LinearScore): Explanation {
  const because: Because[] = [];
  let rest = total;
  for (const { start, end, weight } of heaviest(spansOf(reading, parts))) {
    because.push({ text: reading.text.slice(start, end), start, end, weight });
    rest -= weight;
  }
  return { because, rest };
}

/** Drops the lightest while there are too many, the later one of two equals: what is left keeps its order. */
function heaviest(spans: readonly Span[]): readonly Span[] {
  if (spans.length <= MOST_SPANS) return spans;
  const kept: Span[] = [];
  for (const span of spans) {
    kept.push(span);
    if (kept.length > MOST_SPANS) removeLightest(kept);
  }
  return kept;
}

function removeLightest(spans: Span[]): void {
  let lightest = 0;
  for (let i = 1; i < spans.length; i += 1) if (heaviness(spans[i]) <= heaviness(spans[lightest])) lightest = i;
  // By hand: `splice` would make an array of what it removes.
  for (let i = lightest; i < spans.length - 1; i += 1) {
    const next = spans[i + 1];
    if (next !== undefined) spans[i] = next;
  }
  spans.pop();
}

function heaviness(span: Span | undefined): number {
  return Math.abs(span?.weight ?? 0);
}

function spansOf({ tokens }: Reading, parts: readonly number[]): Span[] {
  const spans: Span[] = [];
  let open: Span | undefined;
  let i = -1;
  for (const { word, start, end } of tokens) {
    i += 1;
    const weight = parts[i] ?? 0;
    if (Math.abs(weight) < SMALLEST_WEIGHT || !isShown(word)) {
      open = undefined;
    } else if (open !== undefined && open.weight > 0 === weight > 0) {
      open.end = end;
      open.weight += weight;
    } else {
      open = { start, end, weight };
      spans.push(open);
    }
  }
  return spans;
}

// Picks the words that decided, as spans of the original text with their weights (requirement U2).
import type { Because } from '../domain/assessment.ts';
import type { LinearScore } from './linear-model.ts';
import type { Reading } from './reading.ts';
import type { Word } from './word.ts';

/** Spans and remainder add up to the score. */
export interface Explanation {
  readonly because: Because[];
  /** What is not shown: the bias, placeholders and words of little weight. */
  readonly remainder: number;
}

interface Span {
  readonly start: number;
  end: number;
  weight: number;
}

const MOST_SPANS = 6;
const SMALLEST_WEIGHT = 0.15;
const SHOWN_TYPES: ReadonlySet<string> = new Set(['word', 'hashtag', 'emoji', 'emoticon']);

function isShown({ type, form }: Word): boolean {
  return SHOWN_TYPES.has(type) || form === '!' || form === '?';
}

/** The heaviest spans in the order of the text; neighbours that pull the same way are one span. */
export function explain(reading: Reading, { parts, total }: LinearScore): Explanation {
  const heaviest = spansOf(reading, parts)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MOST_SPANS)
    .sort((a, b) => a.start - b.start);
  const because = heaviest.map(({ start, end, weight }) => ({
    text: reading.text.slice(start, end),
    start,
    end,
    weight,
  }));
  return { because, remainder: because.reduce((rest, { weight }) => rest - weight, total) };
}

function spansOf({ tokens }: Reading, parts: ArrayLike<number>): Span[] {
  const spans: Span[] = [];
  let open: Span | undefined;
  tokens.forEach(({ word, start, end }, i) => {
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
  });
  return spans;
}

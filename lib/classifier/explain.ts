// Picks the words that decided, as spans of the original text with their weights (requirement U2).
import type { Because } from '../domain/assessment.ts';
import type { Token } from './tokens.ts';

export interface Explanation {
  readonly because: readonly Because[];
  /** What is not shown: the bias, placeholders and words of little weight. Spans and remainder add up to the logit. */
  readonly remainder: number;
}

export interface Weighed {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** What each token added to the logit. */
  readonly parts: ArrayLike<number>;
  readonly logit: number;
}

const MOST_SPANS = 6;
const SMALLEST_WEIGHT = 0.15;
const SHOWN_TYPES: ReadonlySet<string> = new Set(['word', 'hashtag', 'emoji', 'emoticon']);
const SHOWN_MARKS: ReadonlySet<string> = new Set(['!', '?']);

/** The heaviest spans in the order of the text; neighbours that pull the same way are one span. */
export function explain({ text, tokens, parts, logit }: Weighed): Explanation {
  const spans: Because[] = [];
  let open: { start: number; end: number; weight: number } | undefined;
  const close = () => {
    if (open) spans.push({ ...open, text: text.slice(open.start, open.end) });
    open = undefined;
  };
  tokens.forEach((token, i) => {
    const weight = parts[i] ?? 0;
    if (!isShown(token) || Math.abs(weight) < SMALLEST_WEIGHT) return close();
    if (open && Math.sign(open.weight) === Math.sign(weight)) {
      open = { start: open.start, end: token.end, weight: open.weight + weight };
    } else {
      close();
      open = { start: token.start, end: token.end, weight };
    }
  });
  close();
  const heaviest = spans.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, MOST_SPANS);
  const shown = heaviest.reduce((sum, { weight }) => sum + weight, 0);
  return { because: heaviest.toSorted((a, b) => a.start - b.start), remainder: logit - shown };
}

function isShown(token: Token): boolean {
  return SHOWN_TYPES.has(token.type) || SHOWN_MARKS.has(token.normal);
}

// Makes new texts out of posts, for a teacher to judge: pieces of one post, a post with words left out, two posts mixed.
import { isBrandDirected, type LabelledPost } from './examples.ts';
import { randomNumbers } from './folds.ts';

export interface VariedText {
  readonly text: string;
  /** The posts it was made of: who may not see one of them may not see this text either. */
  readonly of: readonly number[];
}

/** How many of each kind are made of one post. */
const PIECES = 8;
const GAPPED = 2;
const MIXED = { brandDirected: 11, other: 5 };
/** Share of words left out of a gapped text. */
const GAPS = 0.2;
const SHORTEST = 3;

/** The same posts and seed give the same texts. A post of three words or fewer is only mixed with others. */
export function varyPosts(posts: readonly LabelledPost[], seed: number): readonly VariedText[] {
  const random = randomNumbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const words = posts.map(({ text }) => text.split(/\s+/).filter((word) => word !== ''));
  const clauses = posts.map(({ text }) =>
    text.split(/(?<=[.!?])\s+|\s+-\s+|,\s+/).filter((clause) => clause.length > 5),
  );
  const brandDirected = [...posts.keys()].filter((i) => isBrandDirected(posts[i] ?? NO_POST));
  const partner = () => brandDirected[below(brandDirected.length)] ?? below(posts.length);
  return posts.flatMap((post, i) => {
    const own = words[i] ?? [];
    const piece = () => {
      const length = Math.max(SHORTEST, Math.floor(own.length * (0.25 + 0.65 * random())));
      const start = below(own.length - length + 1);
      return own.slice(start, start + length);
    };
    const gapped = () => own.filter(() => random() >= GAPS);
    const mixed = (other: number) => [...halfOf(clauses[i] ?? [], random), ...halfOf(clauses[other] ?? [], random)];
    const alone = own.length <= SHORTEST ? [] : [...times(PIECES, piece), ...times(GAPPED, gapped)];
    const others = times(isBrandDirected(post) ? MIXED.brandDirected : MIXED.other, partner);
    return [
      ...alone.map((kept) => ({ text: kept.join(' '), of: [i] })),
      ...others.map((other) => ({ text: mixed(other).join(' '), of: [i, other] })),
    ].filter(({ text }) => text !== '');
  });
}

const NO_POST: LabelledPost = { text: '', complaint: false, domain: 'random' };

/** Half of the clauses, at least one, in their order. */
function halfOf(clauses: readonly string[], random: () => number): readonly string[] {
  const ranks = clauses.map(() => random());
  const limit = ranks.toSorted((a, b) => a - b)[Math.max(0, Math.floor(clauses.length / 2) - 1)] ?? 1;
  return clauses.filter((_, k) => (ranks[k] ?? 1) <= limit);
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

// Divides labelled posts into folds: each with its share of every kind, near-duplicates together.
import { essence } from './essence.ts';
import type { LabelledPost } from './examples.ts';

/** The fold of each post, 0 to `count - 1`; the same seed gives the same folds. */
export function assignFolds(posts: readonly LabelledPost[], count: number, seed: number): readonly number[] {
  const random = randomNumbers(seed);
  const groups = [...Map.groupBy(posts.keys(), (i) => essence(posts[i]?.text ?? '')).values()];
  const shuffled = groups
    .map((members) => ({ members, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ members }) => members);
  const folds = posts.map(() => 0);
  const dealt = new Map<string, number>();
  for (const members of shuffled) {
    const stratum = stratumOf(posts[members[0] ?? 0]);
    const turn = dealt.get(stratum) ?? 0;
    dealt.set(stratum, turn + 1);
    for (const member of members) folds[member] = turn % count;
  }
  return folds;
}

function stratumOf(post: LabelledPost | undefined): string {
  return `${post?.complaint}/${post?.domain}`;
}

/** Mulberry32: small, and the same everywhere. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

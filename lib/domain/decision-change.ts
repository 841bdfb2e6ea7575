// How many posts are decided otherwise than before, by direction.
import type { Decision } from './assessment.ts';

export interface DecisionChange {
  readonly from: Decision;
  readonly to: Decision;
  readonly posts: number;
}

/** The most frequent first; posts whose decision stays are in none. */
export function countDecisionChanges(
  posts: readonly { readonly before: Decision; readonly after: Decision }[],
): readonly DecisionChange[] {
  const changed = posts.filter(({ before, after }) => before !== after);
  return [...Map.groupBy(changed, ({ before, after }) => `${before} ${after}`).values()]
    .flatMap(([first, ...others]) => (first ? [{ from: first.before, to: first.after, posts: others.length + 1 }] : []))
    .toSorted((a, b) => b.posts - a.posts);
}

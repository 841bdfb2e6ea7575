// Remembers what was computed for a word, so that frequent words cost one look-up.

const MOST_WORDS = 50_000;

/** `compute`, remembered; forgets everything when full, so that memory stays bounded. */
export function memo<T>(compute: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>();
  return (word) => {
    const remembered = known.get(word);
    if (remembered !== undefined) return remembered;
    if (known.size >= MOST_WORDS) known.clear();
    const computed = compute(word);
    known.set(word, computed);
    return computed;
  };
}

// Learns which pieces of words each language uses.
import {
  LANGUAGE_ROWS,
  type LanguageColumn,
  type LanguageTable,
  LEAST_STEP,
  languageRows,
  MOST_STEP,
  STEP,
} from '../language.ts';

/** How often each word is used, in any unit. */
export type WordCounts = ReadonlyMap<string, number>;

export interface LanguageSample extends LanguageColumn {
  readonly sources: readonly LanguageSource[];
}

/** A kind of text: what it counts against the others does not depend on its length. */
interface LanguageSource {
  readonly words: WordCounts;
  readonly share: number;
}

/** So much of every language is taken to be like the average of its script: a piece it never showed is not impossible. */
const COMMON_GROUND = 0.15;

export function fitLanguage(samples: readonly LanguageSample[]): LanguageTable {
  const columns = samples.map(({ code, script }) => ({ code, script }));
  const shares = samples.map(({ sources }) => sharesOf(sources));
  const steps = new Int8Array(LANGUAGE_ROWS * columns.length);
  for (const group of Map.groupBy(columns.keys(), (i) => columns[i]?.script).values()) {
    for (let row = 0; row < LANGUAGE_ROWS; row += 1) {
      const average = group.reduce((sum, i) => sum + (shares[i]?.[row] ?? 0), 0) / group.length;
      if (average === 0) continue;
      for (const i of group) {
        const likelier = (1 - COMMON_GROUND) * ((shares[i]?.[row] ?? 0) / average) + COMMON_GROUND;
        const step = Math.round(Math.log(likelier) / STEP);
        steps[row * columns.length + i] = Math.max(LEAST_STEP, Math.min(MOST_STEP, step));
      }
    }
  }
  return { columns, steps };
}

/** The share of each row among a language's pieces. */
function sharesOf(sources: readonly LanguageSource[]): Float64Array {
  const shares = new Float64Array(LANGUAGE_ROWS);
  const whole = sources.reduce((sum, { share }) => sum + share, 0);
  for (const { words, share } of sources) {
    const counts = new Float64Array(LANGUAGE_ROWS);
    let total = 0;
    for (const [form, count] of words) {
      for (const row of languageRows(form)) {
        counts[row] = (counts[row] ?? 0) + count;
        total += count;
      }
    }
    counts.forEach((count, row) => {
      shares[row] = (shares[row] ?? 0) + (count / total) * (share / whole);
    });
  }
  return shares;
}

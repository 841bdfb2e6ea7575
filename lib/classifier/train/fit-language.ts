// Learns which pieces of words each language uses.
import { LANGUAGE_ROWS, type LanguageTable, languageRow } from '../language.ts';
import { quantise } from '../quantised.ts';
import type { Token } from '../reading.ts';

/** Added to every count, so that an unseen piece is unlikely rather than impossible. */
const SMOOTHING = 0.5;
/** Only so small a share of the posts of a known language may look like no known language. */
const STRANGE = 0.005;

/** `posts` by ISO 639-1 code, all in Latin script. */
export function fitLanguage(posts: ReadonlyMap<string, readonly (readonly Token[])[]>): LanguageTable {
  const codes = [...posts.keys()];
  const logShares = new Float64Array(LANGUAGE_ROWS * codes.length);
  codes.forEach((code, column) => {
    const counts = new Float64Array(LANGUAGE_ROWS).fill(SMOOTHING);
    for (const piece of (posts.get(code) ?? []).flatMap(piecesOf)) {
      const row = languageRow(piece);
      counts[row] = (counts[row] ?? 0) + 1;
    }
    const total = counts.reduce((sum, count) => sum + count, 0);
    counts.forEach((count, row) => {
      logShares[row * codes.length + column] = Math.log(count / total);
    });
  });
  return { codes, logShares: quantise(logShares), floor: floorOf(posts, { codes, logShares }) };
}

function piecesOf(tokens: readonly Token[]): readonly number[] {
  return tokens.filter(({ word }) => word.type === 'word').flatMap(({ word }) => [...word.pieces]);
}

interface Shares {
  readonly codes: readonly string[];
  readonly logShares: Float64Array;
}

/** The mean log share of a piece under which hardly any post of a known language falls. */
function floorOf(posts: ReadonlyMap<string, readonly (readonly Token[])[]>, { codes, logShares }: Shares): number {
  const means = codes.flatMap((code, column) =>
    (posts.get(code) ?? [])
      .map(piecesOf)
      .filter((pieces) => pieces.length > 0)
      .map(
        (pieces) =>
          pieces.reduce((sum, piece) => sum + (logShares[languageRow(piece) * codes.length + column] ?? 0), 0) /
          pieces.length,
      ),
  );
  means.sort((a, b) => a - b);
  return means[Math.floor(means.length * STRANGE)] ?? Number.NEGATIVE_INFINITY;
}

// Names in the operator's `.env` that Earshot does not read: nearly always a slip of the pen, and silent without this.
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ACCOUNT_ENV, ENV, LOCAL_ENV } from '../config/env-names.ts';

const KNOWN: readonly string[] = [ENV, ACCOUNT_ENV, LOCAL_ENV].flatMap((names) => Object.values(names));
/** Other programs may have their own names in the file; these beginnings are Earshot's. */
const OURS = /^(X|BLUESKY|MASTODON|SLACK|EARSHOT|CASE)_/;

/** One sentence for each name that looks like a setting and is none, with the name that was probably meant. */
export function unknownSettings(path: string): string[] {
  if (!existsSync(path)) return [];
  const given = Object.keys(parseEnv(readFileSync(path, 'utf8')));
  return given
    .filter((name) => OURS.test(name) && !KNOWN.includes(name))
    .map((name) => `${name} is not a setting; did you mean ${nearest(name)}?`);
}

function nearest(name: string): string | undefined {
  return KNOWN.toSorted((a, b) => editsBetween(name, a) - editsBetween(name, b))[0];
}

/** Letters to insert, delete or replace to make `a` of `b`: Levenshtein's distance, row by row. */
function editsBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...a].entries()) {
    const edits = [row + 1];
    for (const [column, other] of [...b].entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1);
      edits.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (edits[column] ?? 0) + 1));
    }
    above = edits;
  }
  return above.at(-1) ?? 0;
}

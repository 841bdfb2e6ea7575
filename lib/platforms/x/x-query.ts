// The searches that cover the watched words, within X's limits.
import type { Source } from '../../domain/source.ts';
import { searchSource } from '../sources.ts';

/** Longest query of a self-serve account (docs.x.com, "Search posts"). */
const LONGEST_QUERY = 512;

/** As few searches as hold all words: each finds any of its words, without reposts and without the brand's own posts. */
export function searchSources(keywords: readonly string[], userId: string): Source[] {
  const groups: string[][] = [];
  for (const term of new Set(keywords.map(termOf).filter((term) => term !== '""'))) {
    const last = groups.at(-1);
    if (last && queryOf([...last, term], userId).length <= LONGEST_QUERY) last.push(term);
    else groups.push([term]);
  }
  return groups.map((terms) => searchSource('x', queryOf(terms, userId)));
}

function queryOf(terms: readonly string[], userId: string): string {
  return `(${terms.join(' OR ')}) -is:retweet -from:${userId}`;
}

/** Hashtags and handles are operators of their own; anything else is searched as a phrase. */
function termOf(keyword: string): string {
  const words = keyword.replaceAll('"', ' ').replace(/\s+/g, ' ').trim();
  return /^[#@]\w+$/.test(words) ? words : `"${words}"`;
}

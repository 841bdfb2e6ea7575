// The searches that cover the watched words, and complaints about the watched companies, within X's limits.
import type { Company } from '../../domain/company.ts';
import type { Source } from '../../domain/source.ts';
import { searchSource } from '../sources.ts';

/** Longest query of a self-serve account (docs.x.com, "Search posts"). */
const LONGEST_QUERY = 512;

/** The published method for ranking companies by their complaints: this phrase with any of these words. */
const COMPLAINT = '"customer service" (fail OR sucks OR worst OR poor OR bad OR terrible OR awful)';

/** As few searches as hold all words: each finds any of its words, without reposts and without the brand's own posts. */
export function searchSources(keywords: readonly string[], userId: string): Source[] {
  return sourcesFor(keywords.map(termOf), (terms) => queryOf(terms, userId));
}

/** The complaint watch: for each company the posts that name it and complain of its customer service. */
export function complaintSources(watched: readonly Company[], userId: string): Source[] {
  return watched.flatMap((company) =>
    sourcesFor(namesOf(company), (names) => `${COMPLAINT} ${queryOf(names, userId)}`).map((source) => ({
      ...source,
      name: `Complaint watch: ${company.name}`,
    })),
  );
}

/** A post that only shares a link is no complaint; X's own filter would also leave out those that show a picture. */
export function isComplaintWatch({ query }: Source): boolean {
  return query?.startsWith(COMPLAINT) ?? false;
}

/** A term so long that no post could hold it is left out. */
function sourcesFor(given: readonly string[], queryWith: (terms: readonly string[]) => string): Source[] {
  const fits = (terms: readonly string[]): boolean => queryWith(terms).length <= LONGEST_QUERY;
  const groups: string[][] = [];
  for (const term of new Set(given.filter((term) => term !== '""' && fits([term])))) {
    const last = groups.at(-1);
    if (last && fits([...last, term])) last.push(term);
    else groups.push([term]);
  }
  return groups.map((terms) => searchSource('x', queryWith(terms)));
}

function queryOf(terms: readonly string[], userId: string): string {
  return `(${terms.join(' OR ')}) -is:retweet -from:${userId}`;
}

/** Hashtags and handles are operators of their own; anything else is searched as a phrase. */
function termOf(keyword: string): string {
  const words = keyword.replaceAll('"', ' ').replace(/\s+/g, ' ').trim();
  return /^[#@]\w+$/.test(words) ? words : `"${words}"`;
}

/** Full name, abbreviations, hashtags and handles; X does not tell capitals from small letters. */
function namesOf({ name, aliases, handles }: Company): string[] {
  const words = [name, ...aliases].map((word) => word.toLowerCase());
  const tags = words.map((word) => `#${word.replace(/^#|\s+/g, '')}`).filter((tag) => /^#\w*[a-z]\w*$/.test(tag));
  const accounts = handles.map((handle) => handle.toLowerCase()).filter((handle) => /^\w{1,15}$/.test(handle));
  return [...words.map(termOf), ...tags, ...accounts.map((handle) => `@${handle}`)];
}

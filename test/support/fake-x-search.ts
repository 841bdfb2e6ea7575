// X's query language as far as Earshot writes it: everything beside each other must hold, of a group one.

interface Searched {
  readonly text: string;
  readonly authorId: string;
  readonly isRepost: boolean;
}

export function findsPost(query: string, post: Searched): boolean {
  return (query.match(/-?\([^)]*\)|-?"[^"]*"|\S+/g) ?? []).every((part) => holds(part, post));
}

function holds(part: string, post: Searched): boolean {
  if (part.startsWith('-')) return !holds(part.slice(1), post);
  if (part.startsWith('(')) {
    const terms = part.slice(1, -1).match(/"[^"]*"|\S+/g) ?? [];
    return terms.filter((term) => term !== 'OR').some((term) => holds(term, post));
  }
  if (part === 'is:retweet') return post.isRepost;
  if (part.startsWith('from:')) return post.authorId === part.slice('from:'.length);
  return wordsOf(post.text).includes(wordsOf(part.replaceAll('"', '')));
}

/** Words between spaces, as X cuts them; `#` and `@` belong to the word. */
function wordsOf(text: string): string {
  return ` ${(text.toLowerCase().match(/[#@]?[\p{L}\p{N}_']+/gu) ?? []).join(' ')} `;
}

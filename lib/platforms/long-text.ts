// Cuts texts that are longer than a mention may be, as an article in a feed is.

/** The most characters of a mention's text, see domain/mention.ts. */
const MOST_CHARACTERS = 20_000;

/** The text, with an ellipsis where it had to be cut; a character is never cut in half. */
export function withinMention(text: string): string {
  return text.length <= MOST_CHARACTERS
    ? text
    : `${text.slice(0, MOST_CHARACTERS - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

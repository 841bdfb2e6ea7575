// Turns a post's HTML into the text a person reads, keeping words apart and links whole.
import { Parser } from 'htmlparser2';

interface Link {
  readonly href: string;
  readonly start: number;
}

/** Beginnings and ends that keep what stands before and after apart; Hacker News puts a paragraph's mark between two only. */
const BREAKS: ReadonlyMap<string, string> = new Map([
  ['br', '\n'],
  ['p', '\n\n'],
  ['div', '\n'],
  ['li', '\n'],
  ['blockquote', '\n\n'],
  ['pre', '\n\n'],
]);

/** Elements whose content nobody reads. */
const UNREAD = new Set(['script', 'style']);
/** What no person writes; the parser would take minutes for a megabyte of opened tags. */
const MOST_DEPTH = 1000;

/**
 * The plain text of `html` as networks send it. A link shows its address, which servers hide in part; a mention or a
 * hashtag shows its name. The note "RE: …" that servers add for a quoted post (`quote-inline`) is left out.
 */
export function textOf(html: string): string {
  let text = '';
  let skipping = 0;
  let depth = 0;
  let isAtBreak = true;
  const addBreak = (name: string): void => {
    text += BREAKS.get(name) ?? '';
    isAtBreak ||= BREAKS.has(name);
  };
  let link: Link | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      if (depth > MOST_DEPTH) throw new RangeError(`the HTML is nested more than ${MOST_DEPTH} deep`);
      const classes = attributes['class'] ?? '';
      if (skipping > 0 || UNREAD.has(name) || classes.includes('quote-inline')) skipping += 1;
      else if (name === 'br') addBreak(name);
      else if (name === 'a' && !/\b(mention|hashtag)\b/.test(classes)) {
        link = { href: attributes['href'] ?? '', start: text.length };
      } else if (!isAtBreak) addBreak(name);
    },
    ontext(part) {
      if (skipping > 0) return;
      text += part;
      isAtBreak &&= part.trim() === '';
    },
    onclosetag(name) {
      depth -= 1;
      if (skipping > 0) skipping -= 1;
      else if (name === 'a' && link) {
        text = text.slice(0, link.start) + shown(text.slice(link.start), link.href);
        link = undefined;
        isAtBreak = false;
      } else if (name !== 'br') addBreak(name);
    },
  });
  parser.end(html);
  return text
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The address alone when that is what the link says, else both. */
function shown(label: string, href: string): string {
  const words = label.trim();
  if (!/^https?:/.test(href)) return label;
  return words === '' || href.includes(words.replace(/…$/, '')) ? href : `${words} (${href})`;
}

// Turns a post's HTML into the text a person reads, keeping words apart and links whole.
import { Parser } from 'htmlparser2';

interface Link {
  readonly href: string;
  readonly start: number;
}

/** Ends that keep what stands before and after apart. */
const BREAKS: Readonly<Record<string, string>> = {
  br: '\n',
  p: '\n\n',
  div: '\n',
  li: '\n',
  blockquote: '\n\n',
  pre: '\n\n',
};

/**
 * The plain text of `html` as networks send it. A link shows its address, which servers hide in part; a mention or a
 * hashtag shows its name. The note "RE: …" that servers add for a quoted post (`quote-inline`) is left out.
 */
export function textOf(html: string): string {
  let text = '';
  let skipping = 0;
  let link: Link | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      const classes = attributes['class'] ?? '';
      if (skipping > 0 || classes.includes('quote-inline')) skipping += 1;
      else if (name === 'br') text += '\n';
      else if (name === 'a' && !/\b(mention|hashtag)\b/.test(classes)) {
        link = { href: attributes['href'] ?? '', start: text.length };
      }
    },
    ontext(part) {
      if (skipping === 0) text += part;
    },
    onclosetag(name) {
      if (skipping > 0) skipping -= 1;
      else if (name === 'a' && link) {
        text = text.slice(0, link.start) + shown(text.slice(link.start), link.href);
        link = undefined;
      } else if (name !== 'br') text += BREAKS[name] ?? '';
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

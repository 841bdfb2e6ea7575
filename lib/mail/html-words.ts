// Turns the HTML of an e-mail into the words a person would read, quotes marked with ">" as in plain text.
import { Parser } from 'htmlparser2';

/** Elements whose content nobody reads. */
const UNREAD = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'object', 'svg']);

const BREAKS: Readonly<Record<string, string>> = {
  p: '\n\n',
  div: '\n',
  li: '\n',
  tr: '\n',
  table: '\n',
  ul: '\n',
  ol: '\n',
  h1: '\n\n',
  h2: '\n\n',
  h3: '\n\n',
};

/** Deeper quotes are read as this deep: each level copies the text once more. */
const MOST_QUOTES = 20;

/** The plain text of `html`; scripts, styles and pictures leave nothing. */
export function wordsOf(html: string): string {
  // The text of the mail, and of each quote that is open, the innermost last.
  const levels = [''];
  let unread = 0;
  let surplus = 0;
  const write = (text: string) => {
    if (unread === 0) levels.push((levels.pop() ?? '') + text);
  };
  const parser = new Parser({
    onopentag(name) {
      if (unread > 0 || UNREAD.has(name)) unread += 1;
      else if (name === 'br' || name === 'hr') write('\n');
      else if (name === 'blockquote' && levels.length > MOST_QUOTES) surplus += 1;
      else if (name === 'blockquote') levels.push('');
      else if (BREAKS[name]) write(startOfLine(levels.at(-1) ?? ''));
    },
    ontext: (text) => write(text.replace(/[\s\u00a0]+/g, ' ')),
    onclosetag(name) {
      if (unread > 0) unread -= 1;
      else if (name === 'blockquote' && surplus > 0) surplus -= 1;
      else if (name === 'blockquote' && levels.length > 1) write(startOfLine(levels.at(-2) ?? '') + quoted(levels));
      else write(BREAKS[name] ?? '');
    },
  });
  parser.end(html);
  return tidied(levels.join('\n'));
}

function startOfLine(before: string): string {
  return before === '' || before.endsWith('\n') ? '' : '\n';
}

/** Takes the innermost quote off the open ones. */
function quoted(levels: string[]): string {
  const lines = tidied(levels.pop() ?? '').split('\n');
  return `${lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')}\n`;
}

function tidied(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/ {2,}/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

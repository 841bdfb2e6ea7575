// Finds what is new in an e-mail: the text without the mails it quotes and without the signature.
import EmailReplyParser from 'email-reply-parser';

/** In longer texts nothing is looked for. */
const MOST_CHARACTERS = 50_000;
const MOST_LINES = 2_000;
/** No quote's head and no signature is a longer line; on long lines the patterns that look for them take ever longer. */
const MOST_LINE = 500;
/** Stands for a long line while quotes are looked for; the text itself holds no control characters. */
const STANDS_FOR = '\u0001';

/** `text` with `\n` line ends and no other control characters. An answer that is all quote has said nothing of its own: then everything counts. */
export function newWordsIn(text: string): string {
  if (text.length > MOST_CHARACTERS) return text;
  const lines = joined(text).split('\n');
  if (lines.length > MOST_LINES) return text;
  const short = lines.map((line, place) => (line.length > MOST_LINE ? placeholder(line, place) : line));
  const said = new EmailReplyParser().read(short.join('\n')).getVisibleText();
  const restored = said.split('\n').map((line) => lineAt(lines, line));
  return restored.join('\n').trim() || text;
}

/** Mail programs break the head of a quote before the address: `… schrieb Acme <` and `help@acme.example>:`. */
function joined(text: string): string {
  return text.replace(/<\n(?=[^\s<>]{3,254}>[^\n]{0,20}(?:\n|$))/g, '<');
}

function placeholder(line: string, place: number): string {
  return `${line.startsWith('>') ? '> ' : ''}${STANDS_FOR}${place}`;
}

function lineAt(lines: readonly string[], line: string): string {
  const at = line.indexOf(STANDS_FOR);
  return at < 0 ? line : (lines[Number(line.slice(at + 1))] ?? line);
}

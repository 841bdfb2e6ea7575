// Finds the watched words in a text, for networks that cannot be asked for them.

/** Letters of scripts that put no space between words: beside them a word may begin and end anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Whether a text holds any of the words or phrases as words of their own, however they are capitalised and spaced. */
export function watchFor(words: readonly string[]): (text: string) => boolean {
  const patterns = words
    .map((word) => word.normalize('NFC').trim().split(/\s+/).map(escaped).join('\\s+'))
    .filter((pattern) => pattern !== '')
    .map((pattern) => new RegExp(`${edge(pattern.at(0), '<')}${pattern}${edge(pattern.at(-1), '')}`, 'iu'));
  return (text) => {
    const normal = text.normalize('NFC');
    return patterns.some((pattern) => pattern.test(normal));
  };
}

function edge(letter: string | undefined, look: '<' | ''): string {
  return letter === undefined || UNSPACED.test(letter) ? '' : `(?${look}![\\p{L}\\p{N}_])`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

// Whether a post found on a network says what we sent, although networks rewrite links and leading mentions.

/** Compares without leading mentions, links, HTML escapes and spacing: what is left is what a person wrote. */
export function sameWords(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

function bare(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/^(\s*@[\w.@-]+)+/, '')
    .replace(/(https?:\/\/|www\.)\S+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

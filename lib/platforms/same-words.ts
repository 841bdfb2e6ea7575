// Whether a post found on a network says what we sent, although networks rewrite links, leading mentions and emphasis.

/** Compares letters and digits only, without leading mentions, links and HTML escapes: what is left is what a person wrote. */
export function sameWords(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

const LEADING_MENTIONS = /^(\s*@[\w.@-]+)+/;
const LINKS = /https?:\/\/\S+|[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(\/\S*)?/gu;

function bare(text: string): string {
  return text
    .normalize('NFC')
    .replace(/&(lt|gt|amp);/g, ' ')
    .replace(LEADING_MENTIONS, '')
    .replace(LINKS, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

// Personal data in a text: masked before it leaves for the team chat (requirement T2), replaced where only the form counts.

/** Eight digits that are no phone number: `2026-11-21`, `21.11.2026`, `11/21/2026`. */
const DATE = /\d{4}[-/.]\d{2}[-/.]\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}/u;
const ONLY_DATE = new RegExp(`^(?:${DATE.source})$`, 'u');
const PHONE = /\+?\d(?:[\s()./–-]{0,3}\d){7,14}\b/u;

const MASKS = [
  { name: 'e-mail', pattern: /[\p{L}\p{N}_.+%'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu },
  { name: 'account', pattern: /\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b/gu },
  { name: 'card', pattern: /(?<!\+)\b(?!00)\d(?:[ -]?\d){12,18}\b/gu },
  { name: 'phone', pattern: new RegExp(`(?<!\\w)(?:(?:${DATE.source})(?!\\d)|${PHONE.source})`, 'gu') },
] as const satisfies readonly { readonly name: string; readonly pattern: RegExp }[];

/** What looks like personal data: `text` stands at these UTF-16 offsets. */
export interface PersonalData {
  readonly kind: (typeof MASKS)[number]['name'];
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Everything that `maskPersonalData` would replace, in the order of the text. */
export function personalDataIn(text: string): PersonalData[] {
  const found: PersonalData[] = [];
  // What an earlier kind has taken is blotted out for the later ones, as if it were masked.
  MASKS.reduce(
    (left, { name, pattern }) =>
      left.replace(pattern, (match, ...more: (string | number)[]) => {
        if (ONLY_DATE.test(match)) return match;
        const start = more.find((part) => typeof part === 'number') ?? 0;
        found.push({ kind: name, text: match, start, end: start + match.length });
        return '\u0000'.repeat(match.length);
      }),
    text,
  );
  return found.toSorted((one, other) => one.start - other.start);
}

/** The text with e-mail addresses, phone, card and bank account numbers replaced by e.g. `[phone]`; in doubt it is masked. */
export function maskPersonalData(text: string): string {
  return MASKS.reduce(
    (masked, { name, pattern }) => masked.replace(pattern, (found) => (ONLY_DATE.test(found) ? found : `[${name}]`)),
    text,
  );
}

/** `@name`, `@name@server.example`, `@name.server.example`; no part of an e-mail address. */
const HANDLE =
  /(?<![\p{L}\p{N}_.+%'@-])@[\p{L}\p{N}_]+(?:[.-][\p{L}\p{N}_]+)*(?:@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)?/gu;
const LINK = /\bhttps?:\/\/\S+/giu;

/**
 * The text with nobody's handle, link, e-mail address or number in it, but with others of the same form in their place:
 * to the classifier it reads the same. Names in plain words stay.
 */
export function withStandIns(text: string): string {
  const withoutLinks = text.replace(LINK, 'https://example.org').replace(HANDLE, '@somebody');
  return MASKS.reduce((masked, { name, pattern }) => {
    return masked.replace(pattern, (found) => (name === 'e-mail' ? 'somebody@example.org' : zeroed(found)));
  }, withoutLinks);
}

function zeroed(found: string): string {
  return ONLY_DATE.test(found) ? found : found.replace(/\d/gu, '0');
}

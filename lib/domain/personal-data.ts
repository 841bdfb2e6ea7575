// Personal data in a text, masked before it leaves for the team chat (requirement T2).

const MASKS: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'e-mail', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu },
  { name: 'account', pattern: /\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b/gu },
  { name: 'card', pattern: /\b(?:\d[ -]?){13,19}\b/gu },
  { name: 'phone', pattern: /(?<![\w])\+?(?:\d[\s().-]{0,2}){7,14}\d\b/gu },
];

/** The text with e-mail addresses, phone, card and bank account numbers replaced by e.g. `[phone]`. */
export function maskPersonalData(text: string): string {
  return MASKS.reduce((masked, { name, pattern }) => masked.replace(pattern, `[${name}]`), text);
}

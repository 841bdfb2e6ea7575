// What somebody wrote of themselves in a message: e-mail addresses, phone numbers, handles.
import { findPhoneNumbersInText } from 'libphonenumber-js';
import type { Identity } from './customer.ts';
import { parseIdentity } from './identity.ts';

/** Who writes a list of addresses is not writing of themselves. */
const MOST = 3;
/** A message is as long as a person writes; beyond that nobody speaks of themselves. */
const MOST_TEXT = 20_000;

const EMAIL = /[\p{L}\p{N}_.+%'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** `@name`, `@name@server.example`, `@name.server.example`; no part of an e-mail address. */
const HANDLE =
  /(?<![\p{L}\p{N}_.+%'@-])@([\p{L}\p{N}_]+(?:[.-][\p{L}\p{N}_]+)*(?:@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)?)/gu;

/** Addresses and numbers in their normal form. Without `country` only numbers with a country code are read. */
export function saidIdentities(text: string, country?: string): Identity[] {
  const read = text.slice(0, MOST_TEXT);
  const emails = [...read.matchAll(EMAIL)].map(([found]) => parseIdentity('email', found.replace(/\.+$/, ''), ''));
  const found = [...emails, ...phonesIn(read, country)].flatMap((one) => ('problem' in one ? [] : [one]));
  return [...new Map(found.map((one) => [`${one.kind}/${one.value}`, one])).values()].slice(0, MOST);
}

function phonesIn(text: string, country: string | undefined): Identity[] {
  type Options = NonNullable<Parameters<typeof findPhoneNumbersInText>[1]> & string;
  // The country stands in the watch list as two capital letters; an unknown one finds nothing.
  const found = country ? findPhoneNumbersInText(text, country as Options) : findPhoneNumbersInText(text);
  return found.map(({ number }) => ({ kind: 'phone', value: number.number }));
}

/** Handles without their first `@`. */
export function saidHandles(text: string): string[] {
  const found = [...text.slice(0, MOST_TEXT).matchAll(HANDLE)].flatMap(([, handle]) => (handle ? [handle] : []));
  return [...new Set(found)].slice(0, MOST);
}

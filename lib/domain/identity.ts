// Brings an identity that somebody typed into its one form, so that the same person is found however it is written.
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import * as z from 'zod';
import { authorIdentity, type Identity, type IdentityKind } from './customer.ts';
import { networkSchema } from './mention.ts';

/** `problem` says what is wrong and what is expected. `country`: two letters, for phone numbers without a country code. */
export function parseIdentity(
  kind: IdentityKind,
  text: string,
  country: string,
): Identity | { readonly problem: string } {
  const given = text.trim();
  switch (kind) {
    case 'email': {
      const email = z.email().safeParse(given);
      return email.success
        ? { kind, value: email.data.toLowerCase() }
        : { problem: `"${given}" is not an e-mail address; expected e.g. ana@example.org` };
    }
    case 'phone':
      return phone(given, country);
    case 'author':
      return author(given);
    case 'crm':
      return given ? { kind, value: given } : { problem: 'the CRM id is empty' };
  }
}

function phone(given: string, country: string): Identity | { readonly problem: string } {
  // The country stands in the watch list as two capital letters; an unknown one only means that a country code is needed.
  const parsed = parsePhoneNumberFromString(
    given,
    country as Parameters<typeof parsePhoneNumberFromString>[1] & string,
  );
  if (parsed?.isPossible()) return { kind: 'phone', value: parsed.number };
  return {
    problem: `"${given}" is not a phone number; expected e.g. +44 20 7946 0018, or without the country code a number of ${country}`,
  };
}

function author(given: string): Identity | { readonly problem: string } {
  const [network = '', ...rest] = given.split('/');
  const id = rest.join('/');
  if (networkSchema.safeParse(network).success && id) return authorIdentity({ network, id });
  return { problem: `"${given}" is not an account; expected network/id such as mastodon/1203` };
}

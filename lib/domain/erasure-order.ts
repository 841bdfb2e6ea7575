// Whether an order to erase somebody is meant, and says nothing of them that would stay.
import { parseCaseNumber } from './case-number.ts';
import type { Identity, IdentityKind } from './customer.ts';
import { parseIdentity } from './identity.ts';

/** By what somebody is called. */
export interface Called {
  readonly identities: readonly Identity[];
  readonly caseNumbers: readonly string[];
  /** Handles and names. */
  readonly names: readonly string[];
}

/** Two letters stand in every sentence. */
const SHORTEST_NAME = 3;

/** Whether `text` is a case number, an identity or a handle of them, in whatever form it is typed. */
export function isOneOf(text: string, called: Called, country: string): boolean {
  const given = text.trim();
  const caseNumber = parseCaseNumber(given);
  if (caseNumber) return called.caseNumbers.includes(caseNumber);
  const handle = given.replace(/^@/, '').toLowerCase();
  if (called.names.some((name) => name.toLowerCase() === handle)) return true;
  const kinds: readonly IdentityKind[] = ['email', 'phone', 'crm', 'author'];
  const typed = kinds.map((kind) => parseIdentity(kind, given, country));
  return typed.some(
    (one) =>
      !('problem' in one) && called.identities.some(({ kind, value }) => kind === one.kind && value === one.value),
  );
}

/** What in a text would tell who was meant; undefined when nothing does. */
export function nameIn(text: string, { identities, names }: Called): string | undefined {
  const read = text.toLowerCase();
  const digits = read.replace(/\D/g, '');
  const called = [...names, ...identities.flatMap(({ kind, value }) => (kind === 'phone' ? [] : [value]))];
  const phone = identities.find(({ kind, value }) => kind === 'phone' && digits.includes(value.slice(-8)));
  return called.find((name) => name.length >= SHORTEST_NAME && read.includes(name.toLowerCase())) ?? phone?.value;
}

// Takes contacts from a file: who it was is found by phone, e-mail, handle or case number, as an agent would.
import * as z from 'zod';
import { CONTACT_CHANNELS, MOST_SUMMARY } from '../domain/customer.ts';
import { derivedId } from '../domain/derived-id.ts';
import { parseIdentity } from '../domain/identity.ts';
import { parseLine } from '../domain/import-line.ts';
import { instantSchema } from '../domain/time.ts';
import { addContact } from './add-contact.ts';
import { type FindDeps, findCustomers } from './find-customers.ts';
import type { ImportedLine, ImportReport, ImportResult } from './import-posts.ts';
import type { KnowDeps } from './know-author.ts';
import { knowIdentity } from './know-identity.ts';

const contactLineSchema = z.object({
  /** Phone number, e-mail, handle, CRM id or case number of one customer. */
  customer: z.string().trim().min(1),
  channel: z.enum(CONTACT_CHANNELS),
  at: instantSchema,
  summary: z.string().trim().min(1).max(MOST_SUMMARY),
  promise: z.object({ text: z.string().trim().min(1).max(500), dueAt: instantSchema }).optional(),
});

export interface ImportContactsDeps extends FindDeps, KnowDeps, ImportReport {
  /** Who stands under the contacts. */
  readonly by: string;
}

/** A contact's id follows from what it says: importing the file again adds nothing twice. */
export async function importContacts(
  deps: ImportContactsDeps,
  lines: AsyncIterable<ImportedLine>,
): Promise<ImportResult> {
  let queued = 0;
  let skipped = 0;
  for await (const line of lines) {
    const problem = 'problem' in line ? line.problem : await addLine(deps, line.value);
    if (problem === undefined) queued += 1;
    else {
      skipped += 1;
      deps.onSkipped(line.line, problem);
    }
    deps.onProgress(queued + skipped);
  }
  return { queued, skipped };
}

/** What keeps the line from being added; undefined when it was. */
async function addLine(deps: ImportContactsDeps, value: unknown): Promise<string | undefined> {
  const parsed = parseLine(contactLineSchema, value);
  for (const field of parsed.ignored) deps.onIgnored(field);
  if ('problem' in parsed) return parsed.problem;
  const { customer, promise, ...contact } = parsed.data;
  const [found, ...others] = await findCustomers(deps, customer);
  if (others.length > 0)
    return `"${customer}" fits ${others.length + 1} customers; use a phone number, e-mail or case number`;
  const customerId = found ?? (await newCustomer(deps, customer));
  if (!customerId)
    return `nobody is known by "${customer}"; an e-mail address or a phone number would make a new customer`;
  const id = derivedId('contact', JSON.stringify([customerId, contact]));
  const added = await addContact(deps, { id, customerId, by: deps.by, ...contact, ...(promise ? { promise } : {}) });
  if (added === 'added') return undefined;
  if (added.refused === 'ahead') return `at: ${contact.at} is still to come; expected when it happened`;
  return `"${customer}" names a customer who is gone; look for them in the desk`;
}

/** Whoever is known by an address or a number alone is somebody new, and found by it from now on. */
async function newCustomer(deps: ImportContactsDeps, customer: string): Promise<string | undefined> {
  const kinds = ['email', 'phone'] as const;
  const identities = kinds.map((kind) => parseIdentity(kind, customer, deps.country));
  const identity = identities.find((one) => !('problem' in one));
  if (!identity || 'problem' in identity) return undefined;
  return knowIdentity(deps, identity, { evidence: 'was in imported contacts', by: deps.by });
}

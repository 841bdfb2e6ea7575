// POST /api/import: posts and contacts of any other system, signed with the import's own secret.
import type { Context } from 'hono';
import { ACCOUNT_ENV } from '../config/env-names.ts';
import { type ImportContactsDeps, importContacts } from '../flows/import-contacts.ts';
import { type ImportDeps, type ImportedLine, type ImportReport, importPosts } from '../flows/import-posts.ts';
import { itemsIn } from './import-items.ts';
import { problem } from './problem.ts';
import { SIGNED_WITHIN_SECONDS, secondsOff } from './signature.ts';
import {
  notOpen,
  rawBody,
  requireOpen,
  requireSignature,
  textOf,
  type WebhookDeps,
  type Webhooks,
} from './webhook-deps.ts';

const TIMESTAMP = 'x-earshot-timestamp';
const SIGNATURE = 'x-earshot-signature';

/** What became of a request's items; each place counts from 1, as the item stands in the request. */
interface ImportAnswer {
  /** Posts on their way; one that was sent before stays single. */
  readonly posts: number;
  readonly contacts: number;
  readonly refused: readonly { readonly place: number; readonly problem: string }[];
  /** Fields that nothing reads, nearly always slips of the pen. */
  readonly ignoredFields: readonly string[];
}

export function importRoutes(webhooks: Webhooks, deps: WebhookDeps): void {
  webhooks.post('/', async (context) => {
    const body = await rawBody(context);
    requireSignedNow(context, deps, body);
    await requireOpen(deps, 'import');
    return context.json(await takeItems(deps, notTooMany(itemsIn(textOf(body)))), 202);
  });
}

/** Throws a problem unless the body was signed with the secret, within the last minutes. */
function requireSignedNow(context: Context, { settings, clock }: WebhookDeps, body: Uint8Array): void {
  const { importSecret: secret } = settings;
  if (secret === undefined) notOpen(`${ACCOUNT_ENV.importSecret} is not set: nothing can be imported over HTTP yet`);
  const timestamp = context.req.header(TIMESTAMP);
  if (timestamp === undefined) throw problem('not-signed', { detail: `the header ${TIMESTAMP} is missing` });
  requireSignature(context, SIGNATURE, { secret, form: 'hex', parts: [timestamp, '.', body] });
  const off = secondsOff(timestamp, clock());
  if (off === undefined)
    throw problem('not-signed', {
      detail: `${TIMESTAMP} is not a time; expected seconds since 1970, e.g. from: date +%s`,
    });
  if (Math.abs(off) > SIGNED_WITHIN_SECONDS) throw problem('signed-at-another-time', { detail: clockHint(off) });
}

function clockHint(off: number): string {
  const where = off < 0 ? 'behind' : 'ahead of';
  return `${TIMESTAMP} is ${Math.abs(off)} seconds ${where} this clock; allowed are ${SIGNED_WITHIN_SECONDS}. Set the sender's clock, send whole seconds (not milliseconds), and sign again when sending again`;
}

/** A request ends after 29 seconds, and each item takes some calls of the table. */
const MOST_ITEMS = 500;

function notTooMany(items: readonly ImportedLine[]): readonly ImportedLine[] {
  if (items.length <= MOST_ITEMS) return items;
  const detail = `the request has ${items.length} items; at most ${MOST_ITEMS} are taken at once. Nothing of it was taken: split it`;
  throw problem('body-too-large', { detail });
}

/** Contacts go to the customer at once, posts go the way of a polled one. */
async function takeItems(deps: WebhookDeps, items: readonly ImportedLine[]): Promise<ImportAnswer> {
  const refused: { place: number; problem: string }[] = [];
  const ignored = new Set<string>();
  const report: ImportReport = {
    onSkipped: (place, problem) => refused.push({ place, problem }),
    onIgnored: (field) => ignored.add(field),
    onProgress: () => undefined,
  };
  const { mentions, clock, db, country } = deps;
  const forPosts: ImportDeps = { ...report, mentions, clock };
  const forContacts: ImportContactsDeps = { ...report, db, clock, country, by: 'import' };
  const posts = await importPosts(forPosts, each(items.filter((item) => !isContact(item))));
  const contacts = await importContacts(forContacts, each(items.filter(isContact)));
  return {
    posts: posts.queued,
    contacts: contacts.queued,
    refused: refused.toSorted((a, b) => a.place - b.place),
    ignoredFields: [...ignored],
  };
}

/** A post has an author and a network, a contact a customer and a channel. */
function isContact(item: ImportedLine): boolean {
  const fields: unknown = 'value' in item ? item.value : undefined;
  return typeof fields === 'object' && fields !== null && 'customer' in fields && 'channel' in fields;
}

async function* each(items: readonly ImportedLine[]): AsyncGenerator<ImportedLine> {
  yield* items;
}

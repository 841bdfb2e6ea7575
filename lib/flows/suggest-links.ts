// Asks whether two identities are one person, where the customer's own words say so; a person answers. Never by a name.
import { caseNumberIn } from '../domain/case-in-subject.ts';
import { authorIdentity, authorOf, type Identity } from '../domain/customer.ts';
import { mayLink } from '../domain/link-rule.ts';
import type { Mention, NativeRef } from '../domain/mention.ts';
import { saidHandles, saidIdentities } from '../domain/said-identities.ts';
import { suggestionOf } from '../domain/suggestion.ts';
import { type Instant, utcDay } from '../domain/time.ts';
import { findAuthorsByHandle, getBelonging } from '../store/customers.ts';
import type { Db } from '../store/db.ts';
import { getCaseThread } from '../store/posts.ts';
import { askSuggestion } from '../store/suggestions.ts';
import { getThread } from '../store/threads.ts';

/** An e-mail or a text message. */
export interface Letter {
  readonly from: Identity;
  /** Whose contact it becomes. */
  readonly customerId: string;
  readonly text: string;
  readonly at: Instant;
  /** `e-mail`, `text message`. */
  readonly what: string;
}

interface SuggestDeps {
  readonly db: Db;
}

/** The accounts that a letter names, by a case number or a handle, may be its sender's: asked with the account's customer. */
export async function suggestFromLetter({ db }: SuggestDeps, letter: Letter): Promise<void> {
  const caseNumber = caseNumberIn(letter.text);
  const byCase = caseNumber ? await authorOfCase(db, caseNumber) : [];
  for (const author of byCase) await ask(db, { letter, author, named: `case ${caseNumber}` });
  for (const handle of saidHandles(letter.text))
    for (const author of await findAuthorsByHandle(db, handle)) await ask(db, { letter, author, named: `@${handle}` });
}

async function authorOfCase(db: Db, caseNumber: string): Promise<NativeRef[]> {
  const threadId = await getCaseThread(db, caseNumber);
  const thread = threadId ? await getThread(db, threadId) : undefined;
  return thread ? [{ network: thread.network, id: thread.author.id }] : [];
}

async function ask(
  db: Db,
  { letter, author, named }: { readonly letter: Letter; readonly author: NativeRef; readonly named: string },
): Promise<void> {
  const owner = await getBelonging(db, authorIdentity(author));
  if (!owner || owner.customerId === letter.customerId || !mayLink(author.network, 'told-us').allowed) return;
  const why = `the ${letter.what} of ${utcDay(letter.at)} from ${letter.from.value} names ${named}`;
  await askSuggestion(db, suggestionOf({ ...letter.from, customerId: owner.customerId }, { why, at: letter.at }));
}

export interface DirectDeps extends SuggestDeps {
  /** Country in which a phone number without a country code is read; absent: such numbers are left. */
  readonly country?: string;
}

/** What somebody wrote to the brand alone, an address or a number, may be theirs; what all can read may be anybody's. */
export async function suggestFromDirect({ db, country }: DirectDeps, mention: Mention): Promise<void> {
  if (mention.visibility !== 'private') return;
  const author = authorIdentity({ network: mention.network, id: mention.author.id });
  const owner = await getBelonging(db, author);
  if (!owner || !mayLink(authorOf(author).network, 'told-us').allowed) return;
  for (const identity of saidIdentities(mention.text, country)) {
    if ((await getBelonging(db, identity))?.customerId === owner.customerId) continue;
    const why = `wrote ${identity.value} in a private message on ${mention.network} on ${utcDay(mention.createdAt)}`;
    const pair = { ...identity, customerId: owner.customerId };
    await askSuggestion(db, suggestionOf(pair, { why, at: mention.createdAt }));
  }
}

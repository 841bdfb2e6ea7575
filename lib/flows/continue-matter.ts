// Recognises a matter that comes back: the same customer complains again within two weeks, here or on another network.
import type { Assessment } from '../domain/assessment.ts';
import { authorIdentity, authorOf, isCurrent } from '../domain/customer.ts';
import type { Mention } from '../domain/mention.ts';
import type { RuleContext } from '../domain/rule-evaluation.ts';
import type { Thread } from '../domain/thread.ts';
import { type Instant, plus } from '../domain/time.ts';
import { getBelonging, listAuthorThreads, listLinks } from '../store/customers.ts';
import type { Db, Write } from '../store/db.ts';
import { getThread } from '../store/threads.ts';
import { appendWithRules } from './append-with-rules.ts';

/** So long after anything happened to it, a complaint is taken for the same matter. */
const DAYS = 14;
/** Accounts of one customer that are looked at, and threads of each: the newest. */
const MOST_ACCOUNTS = 10;
const MOST_THREADS = 5;

/**
 * The thread that a post which opens one goes on with: the newest complaint of the same customer, by their links, on any
 * network. Undefined for praise, for what is loaded from history, and when nothing happened within 14 days before.
 */
export async function earlierMatter(
  db: Db,
  { mention, assessment }: { readonly mention: Mention; readonly assessment: Assessment },
): Promise<Thread | undefined> {
  if (mention.backfill || !isComplaint(assessment)) return undefined;
  const since = plus(mention.createdAt, { days: -DAYS });
  const threads = await threadsOfCustomer(db, mention);
  const standing = threads.filter((thread) => isStanding(thread, { since, until: mention.createdAt }));
  return standing.toSorted((a, b) => (a.heardAt < b.heardAt ? 1 : -1))[0];
}

interface CameBack {
  readonly later: Thread;
  readonly at: Instant;
  readonly rules: RuleContext;
}

/** What goes with a thread that continues another: the earlier one is told. Refused when that has changed since. */
export function cameBack(earlier: Thread | undefined, { later, at, rules }: CameBack): Write[] {
  if (!earlier) return [];
  const { id: threadId, caseNumber } = later;
  const event = { type: 'came-back', at, by: 'earshot', threadId, caseNumber } as const;
  return appendWithRules(rules, earlier, { event }).writes;
}

/** Of the earlier thread, what the later one says of it. */
export function continuing(earlier: Thread | undefined): Pick<Thread, 'continues'> {
  return earlier ? { continues: { threadId: earlier.id, caseNumber: earlier.caseNumber } } : {};
}

function isComplaint({ decision, competitor, risks }: Assessment): boolean {
  return decision !== 'not' && (competitor === undefined || risks.length > 0);
}

function isStanding(thread: Thread, { since, until }: { readonly since: Instant; readonly until: Instant }): boolean {
  if (thread.status === 'not-complaint' || thread.decision !== 'complaint' || thread.beganAt > until) return false;
  return thread.changedAt >= since || thread.heardAt >= since;
}

async function threadsOfCustomer(db: Db, { network, author }: Mention): Promise<Thread[]> {
  const owner = await getBelonging(db, authorIdentity({ network, id: author.id }));
  const links = owner ? await listLinks(db, owner.customerId) : [];
  const accounts = links.filter((link) => link.kind === 'author' && isCurrent(link)).slice(-MOST_ACCOUNTS);
  const ids = await Promise.all(accounts.map((link) => listAuthorThreads(db, authorOf(link), MOST_THREADS)));
  const threads = await Promise.all(ids.flat().map((id) => getThread(db, id)));
  return threads.filter((thread) => thread !== undefined);
}

// Any number of complaints, each of another customer whose phone number and e-mail are known, as the product's own flows write them.
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Item } from 'dynalite';
import type { Watchlist } from '../../lib/config/watchlist.ts';
import { caseNumberFor } from '../../lib/domain/case-number.ts';
import { authorIdentity, type Identity, type Link } from '../../lib/domain/customer.ts';
import { derivedId } from '../../lib/domain/derived-id.ts';
import { mentionSchema, postKey } from '../../lib/domain/mention.ts';
import { type Instant, plus } from '../../lib/domain/time.ts';
import { ingestMention } from '../../lib/flows/ingest-mention.ts';
import { putLink } from '../../lib/store/customers.ts';
import { type Db, write } from '../../lib/store/db.ts';
import { COMPLAINT } from '../support/opened-event.ts';
import { stored, writtenBy } from './recorded-writes.ts';

/** Everything by which the n-th customer and their thread differ from the others. */
export interface Numbered {
  readonly postId: string;
  readonly authorId: string;
  readonly threadId: string;
  readonly caseNumber: string;
  readonly customerId: string;
  readonly handle: string;
  readonly email: string;
  readonly phone: string;
  readonly ownLink: string;
  readonly emailLink: string;
  readonly phoneLink: string;
}

const NETWORK = 'x';

export function numbered(n: number): Numbered {
  const author = authorIdentity({ network: NETWORK, id: `author.${n}` });
  const threadId = derivedId('thread', postKey({ network: NETWORK, id: `post.${n}` }));
  const email = `customer.${n}@mail.example`;
  // Mobile numbers of Great Britain, one after the other.
  const phone = `+44${7_400_000_000 + n}`;
  return {
    postId: `post.${n}`,
    authorId: `author.${n}`,
    threadId,
    caseNumber: caseNumberFor(threadId, 0),
    customerId: derivedId('customer', author.value),
    handle: `customer_${n}`,
    email,
    phone,
    ownLink: derivedId('link', author.value),
    emailLink: derivedId('link', email),
    phoneLink: derivedId('link', phone),
  };
}

/** So many threads are told of by the flows once, and then in the names of others: that is ten times as fast. */
const COPIES = 500;

/** The items of so many threads, as JSON of what the table stores; the later the number, the longer ago it was heard. */
export async function* threadsUpTo(
  threads: number,
  watchlist: Watchlist,
  now: Instant,
): AsyncGenerator<readonly Item[]> {
  for (let first = 0; first < threads; first += COPIES) {
    const written = await writtenBy((db) => tell(db, first, { watchlist, now }));
    const inTheNameOf = copier(JSON.stringify(written.map(stored)), numbered(first));
    for (let n = first; n < Math.min(threads, first + COPIES); n += 1) yield JSON.parse(inTheNameOf(numbered(n)));
  }
}

/** The text with everything in it that tells the one thread from another. */
function copier(text: string, original: Numbered): (other: Numbered) => string {
  const fields = Object.entries(original) as [keyof Numbered, string][];
  const fieldOf = new Map(fields.map(([field, value]) => [value, field]));
  const longestFirst = [...fieldOf.keys()].toSorted((one, other) => other.length - one.length);
  const any = new RegExp(longestFirst.map((value) => value.replace(/[.+]/g, '\\$&')).join('|'), 'g');
  const pieces = text.split(any);
  const between = [...text.matchAll(any)].map(([value]) => fieldOf.get(value) as keyof Numbered);
  return (other) => pieces.map((piece, place) => piece + (between[place] ? other[between[place]] : '')).join('');
}

async function tell(db: Db, n: number, { watchlist, now }: { watchlist: Watchlist; now: Instant }): Promise<void> {
  const at = plus(now, { seconds: -n });
  const { postId, authorId, handle, email, phone, customerId } = numbered(n);
  const mention = mentionSchema.parse({
    network: NETWORK,
    id: postId,
    text: 'Still waiting for my refund, three weeks now and nobody answers. This is a disgrace.',
    createdAt: at,
    addressed: true,
    source: 'bench',
    author: { id: authorId, handle, name: handle },
  });
  const clock = () => at;
  await ingestMention({ ...watchlist, db, complaints: NOBODY_LISTENS, assess: () => COMPLAINT, clock }, mention);
  const known: Identity[] = [
    { kind: 'email', value: email },
    { kind: 'phone', value: phone },
  ];
  await write(
    db,
    known.flatMap((identity) => putLink(linkOf(identity, customerId, at))),
  );
}

function linkOf(identity: Identity, customerId: string, at: Instant): Link {
  const proof = { basis: 'told-us', evidence: 'said so on the phone', by: 'Ana' } as const;
  return { ...identity, ...proof, id: derivedId('link', identity.value), customerId, at };
}

/** What is announced goes nowhere. */
const NOBODY_LISTENS = { url: 'nowhere', client: { send: async () => ({}) } as unknown as SQSClient };

// Counts to how many people the same words go in public: one item a text, a network and a UTC day.
import type { Reply } from '../domain/reply.ts';
import type { SentWords } from '../domain/same-text.ts';
import { epochMs, type Instant, plus, utcDay } from '../domain/time.ts';
import { type Db, read, type Write } from './db.ts';
import { key } from './table.ts';

/** One text on one network. */
export interface TextPlace {
  readonly network: string;
  readonly digest: string;
}

/** What was counted on one day. */
interface CountedDay {
  readonly day: string;
  readonly sent: readonly SentWords[];
  readonly version: number;
}

/** Yesterday's are looked at, too; nobody asks about those before. */
const KEPT_DAYS = 3;

/** So many answers to a handful of people: more of one text in one day are not told apart. */
const MOST = 200;

export interface SameText {
  readonly today: CountedDay;
  /** Of today and yesterday. */
  readonly sent: readonly SentWords[];
}

export async function getSameText(db: Db, place: TextPlace, now: Instant): Promise<SameText> {
  const [today, yesterday] = await Promise.all([
    getDay(db, place, utcDay(now)),
    getDay(db, place, utcDay(plus(now, { days: -1 }))),
  ]);
  return { today, sent: [...yesterday.sent, ...today.sent] };
}

/** Refused when somebody else's answer was counted since `today` was read. */
export function countSameText(place: TextPlace, today: CountedDay, sent: SentWords): Write {
  return putDay(place, today, [...today.sent, sent].slice(-MOST));
}

/** For an answer that never stood there: whoever would have got the words has not. */
export async function giveBackSameText(db: Db, network: string, reply: Reply): Promise<Write[]> {
  if (reply.sameText === undefined) return [];
  const place = { network, digest: reply.sameText };
  const counted = await getDay(db, place, utcDay(reply.createdAt));
  const sent = counted.sent.filter(({ replyId }) => replyId !== reply.id);
  return sent.length === counted.sent.length ? [] : [putDay(place, counted, sent)];
}

async function getDay(db: Db, { network, digest }: TextPlace, day: string): Promise<CountedDay> {
  return (await read<CountedDay>(db, key.sameText(network, day, digest))) ?? { day, sent: [], version: 0 };
}

function putDay({ network, digest }: TextPlace, before: CountedDay, sent: readonly SentWords[]): Write {
  const { day, version } = before;
  const doc: CountedDay = { day, sent, version: version + 1 };
  const ttl = epochMs(`${day}T00:00:00.000Z`) / 1000 + KEPT_DAYS * 86_400;
  const when = version === 0 ? ('new' as const) : { version };
  return { put: key.sameText(network, day, digest), doc, version: doc.version, ttl, when };
}

// After each poll: has a source fallen behind, does a sign-in end, is a budget used up? Then the team chat is told, once.
import { type Notice, noticesOfSource, noticesOfSpending, signedOutId } from '../domain/notice.ts';
import type { Caps } from '../domain/spending.ts';
import { monthOf } from '../domain/spending.ts';
import { stopOfSource } from '../domain/stop.ts';
import type { Clock } from '../domain/time.ts';
import type { Platform } from '../platforms/platform.ts';
import { sendNotice } from '../queues/complaints-queue.ts';
import type { Queue } from '../queues/queue.ts';
import type { Db } from '../store/db.ts';
import { listMailboxCursors } from '../store/mails.ts';
import { isAsked, markAsked } from '../store/notices.ts';
import { listCursors } from '../store/sources.ts';
import { getSpending } from '../store/spending.ts';
import { listStops } from '../store/stops.ts';

export interface WatchDeps {
  readonly db: Db;
  readonly complaints: Queue;
  readonly clock: Clock;
  /** The caps of the networks that charge, by network. */
  readonly caps: ReadonlyMap<string, Caps>;
}

/** A network, or the mailbox. */
type Watched = Pick<Platform, 'sources'>;

/** Returns what was put on its way. A crash in between may ask again; the chats are told once all the same. */
export async function watchSources(deps: WatchDeps, platforms: readonly Watched[]): Promise<Notice[]> {
  const found = [...(await ofSources(deps, platforms)), ...(await ofSpending(deps))];
  const fresh = [...new Map(found.map((each) => [each.notice.id, each])).values()];
  const told: Notice[] = [];
  for (const { notice, alsoCalled } of fresh) {
    if (await isAsked(deps.db, notice.id)) continue;
    await sendNotice(deps.complaints, notice);
    for (const id of new Set([...alsoCalled, notice.id])) await markAsked(deps.db, id, deps.clock());
    told.push(notice);
  }
  return told;
}

interface Found {
  readonly notice: Notice;
  /** What other sources would call the same state of affairs. */
  readonly alsoCalled: readonly string[];
}

async function ofSources({ db, clock }: WatchDeps, platforms: readonly Watched[]): Promise<Found[]> {
  const [read, mailboxes, stops] = await Promise.all([listCursors(db), listMailboxCursors(db), listStops(db)]);
  const cursors = [...read, ...mailboxes];
  const now = clock();
  return platforms.flatMap(({ sources }) => {
    const read = sources.map((source) => ({ source, cursor: cursors.find(({ sourceId }) => sourceId === source.id) }));
    // A sign-in is lost for the whole network: whichever source shows it first, it is told of once.
    const signedOut = read.flatMap(({ source, cursor }) => (cursor ? [signedOutId(source, cursor, now)] : []));
    return read
      .filter(({ source }) => !stopOfSource(stops, source))
      .flatMap(({ source, cursor }) => noticesOfSource(source, cursor, now))
      .map((notice) => ({ notice, alsoCalled: signedOut.includes(notice.id) ? signedOut : [] }));
  });
}

async function ofSpending({ db, caps, clock }: WatchDeps): Promise<Found[]> {
  const now = clock();
  const notices = [...caps].map(async ([network, allowed]) =>
    noticesOfSpending(await getSpending(db, network, monthOf(now)), allowed, now),
  );
  return (await Promise.all(notices)).flat().map((notice) => ({ notice, alsoCalled: [] }));
}

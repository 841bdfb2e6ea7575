// Keeps how far each source has been read, who reads it now, and a ledger row for every poll.
import { derivedId } from '../domain/derived-id.ts';
import type { Cursor } from '../domain/source.ts';
import { epochMs, type Instant } from '../domain/time.ts';
import { type Db, read, readNewest, readPartition, transact } from './db.ts';
import { key } from './table.ts';

/** One poll, for the ledger. */
export interface PollRecord {
  readonly sourceId: string;
  readonly at: Instant;
  readonly until: Instant;
  /** The stretch of time that was read: what was not reached in it stands under the gaps. */
  readonly from: Instant;
  readonly to: Instant;
  readonly pages: number;
  readonly items: number;
  readonly unreadable: number;
  readonly openGaps: number;
  /** What the network charged for it, in micro-dollars. */
  readonly costMicros: number;
  readonly problem?: string;
}

const LEDGER_DAYS = 30;

export async function getCursor(db: Db, sourceId: string): Promise<Cursor | undefined> {
  return read<Cursor>(db, key.cursor(sourceId));
}

export async function listCursors(db: Db): Promise<Cursor[]> {
  return (await readPartition<Cursor>(db, 'SOURCES')).map(({ doc }) => doc);
}

/** Moves the cursor from what was read; false when another run has moved it since. It carries no expiry: a lost cursor is lost posts. */
export async function moveCursor(
  db: Db,
  before: Cursor | undefined,
  after: Omit<Cursor, 'version'>,
): Promise<Cursor | undefined> {
  const next: Cursor = { ...after, version: (before?.version ?? 0) + 1 };
  const when = before ? { version: before.version } : ('new' as const);
  const outcome = await transact(db, [{ put: key.cursor(next.sourceId), doc: next, version: next.version, when }]);
  return outcome.done ? next : undefined;
}

export async function recordPoll(db: Db, record: PollRecord): Promise<void> {
  await transact(db, [{ put: key.ledger(record.sourceId, record.at), doc: record, ttl: expiry(record.at) }]);
}

/** The last polls of a source, newest first. */
export async function listPolls(db: Db, sourceId: string, limit: number): Promise<PollRecord[]> {
  return readNewest<PollRecord>(db, { pk: `SOURCE#${sourceId}`, prefix: 'POLL#', limit });
}

/** A piece of a source's answer that could not be read. */
interface Piece {
  readonly source: string;
  readonly raw: string;
}

/** Whether this piece has been kept for a person to look at, within the ledger's time. */
export async function isSetAside(db: Db, { source, raw }: Piece): Promise<boolean> {
  return (await read(db, key.setAside(source, derivedId('piece', raw)))) !== undefined;
}

export async function markSetAside(db: Db, { source, raw }: Piece, at: Instant): Promise<void> {
  await transact(db, [{ put: key.setAside(source, derivedId('piece', raw)), doc: { at }, ttl: expiry(at) }]);
}

/** Unix seconds at which what was noted at `at` may vanish. */
function expiry(at: Instant): number {
  return Math.floor(epochMs(at) / 1000) + LEDGER_DAYS * 86_400;
}

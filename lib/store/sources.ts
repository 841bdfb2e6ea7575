// Keeps how far each source has been read, who reads it now, and a ledger row for every poll.
import { derivedId } from '../domain/derived-id.ts';
import type { Cursor } from '../domain/source.ts';
import { epochMs, type Instant } from '../domain/time.ts';
import { type Db, read, readNewest, readPartition, transact, type Write } from './db.ts';
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

/** Moves the cursor from what was read; undefined when another run has moved it since. It carries no expiry: a lost cursor is lost posts. */
export async function moveCursor(
  db: Db,
  before: Cursor | undefined,
  after: Omit<Cursor, 'version'>,
): Promise<Cursor | undefined> {
  const next = successor(before, after);
  return (await transact(db, [cursorWrite(before, next)])).done ? next : undefined;
}

/** Moves the cursor and notes the poll in one, so that no step of the cursor lacks its row. An overtaken poll is noted all the same. */
export async function endPoll(db: Db, held: Cursor, done: { after: Omit<Cursor, 'version'>; poll: PollRecord }) {
  const { sourceId, at } = done.poll;
  const row = { put: key.ledger(sourceId, at), doc: done.poll, ttl: expiry(at) };
  const outcome = await transact(db, [cursorWrite(held, successor(held, done.after)), row]);
  if (!outcome.done) await transact(db, [row]);
}

function successor(before: Cursor | undefined, after: Omit<Cursor, 'version'>): Cursor {
  return { ...after, version: (before?.version ?? 0) + 1 };
}

function cursorWrite(before: Cursor | undefined, next: Cursor): Write {
  const when = before ? { version: before.version } : ('new' as const);
  return { put: key.cursor(next.sourceId), doc: next, version: next.version, when };
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

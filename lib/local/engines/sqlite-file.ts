// One SQLite file under an embedded engine: durable against kill -9, all or nothing, opened by one process at a time.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** Why: survives a killed process at every commit; only a power cut can lose the last commits, and never tears one. */
const SETTINGS = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA cache_size = -65536;
`;

export interface Query<Row> {
  readonly first: (...values: SQLInputValue[]) => Row | undefined;
  readonly all: (...values: SQLInputValue[]) => Row[];
  readonly each: (...values: SQLInputValue[]) => Iterable<Row>;
}

/** Another process has the file open. */
export class OpenElsewhere extends Error {
  override name = 'OpenElsewhere';
}

/** Opens or creates the file with the tables in `schema`; without a path everything stays in memory. Throws OpenElsewhere. */
export function openSqlite(path: string | undefined, schema: string): DatabaseSync {
  if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path ?? ':memory:');
  try {
    database.exec(SETTINGS);
    database.exec(schema);
  } catch (cause) {
    database.close();
    if (!String(cause).includes('locked')) throw cause;
    throw new OpenElsewhere(
      `"${path}" is open in another process (one at a time may use it): stop the other Earshot, or use another EARSHOT_DATA`,
      { cause },
    );
  }
  return database;
}

/** A prepared query. `Row` must name the columns of the SELECT: the one place where SQL and types meet unchecked. */
export function query<Row>(database: DatabaseSync, sql: string): Query<Row> {
  const statement = database.prepare(sql);
  return {
    first: (...values) => statement.get(...values) as Row | undefined,
    all: (...values) => statement.all(...values) as Row[],
    each: (...values) => statement.iterate(...values) as Iterable<Row>,
  };
}

/** Runs `work` as one transaction: when it throws, nothing of it stays. */
export function atomically(database: DatabaseSync): <Result>(work: () => Result) => Result {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  return (work) => {
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      // After a full disk, say, SQLite has undone it already.
      if (database.isTransaction) rollback.run();
      throw error;
    }
  };
}

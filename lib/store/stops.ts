// Keeps the stop switches that are set, and who moved which one when.
import type { Stop } from '../domain/stop.ts';
import type { Instant } from '../domain/time.ts';
import { type Db, readPartition, transact } from './db.ts';
import { key } from './table.ts';

export async function listStops(db: Db): Promise<Stop[]> {
  return (await readPartition<Stop>(db, 'STOPS')).map(({ doc }) => doc);
}

/** A switch that is set stays as it was set first. */
export async function putStop(db: Db, stop: Stop): Promise<void> {
  await transact(db, [
    { put: key.stop(stop.what), doc: stop, when: 'new' },
    { put: key.stopMoved(stop.at, stop.what), doc: { ...stop, stopped: true } },
  ]);
}

export async function removeStop(db: Db, resumed: { what: string; by: string; at: Instant }): Promise<void> {
  await transact(db, [
    { remove: key.stop(resumed.what) },
    { put: key.stopMoved(resumed.at, resumed.what), doc: { ...resumed, stopped: false } },
  ]);
}

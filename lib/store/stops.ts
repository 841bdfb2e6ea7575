// Keeps the stop switches that are set, and who moved which one when.
import type { Stop } from '../domain/stop.ts';
import type { Instant } from '../domain/time.ts';
import { type Db, read, readPartition, TRIES, transact, type Write } from './db.ts';
import { key } from './table.ts';

export async function listStops(db: Db): Promise<Stop[]> {
  return (await readPartition<Stop>(db, 'STOPS')).map(({ doc }) => doc);
}

/** A switch that is set stays as it was set first. */
export async function putStop(db: Db, stop: Stop): Promise<void> {
  await move(db, { what: stop.what, isSet: true }, [
    { put: key.stop(stop.what), doc: stop, when: 'new' },
    { put: key.stopMoved(stop.at, stop.what), doc: { ...stop, stopped: true } },
  ]);
}

export async function removeStop(db: Db, resumed: { what: string; by: string; at: Instant }): Promise<void> {
  await move(db, { what: resumed.what, isSet: false }, [
    { remove: key.stop(resumed.what), when: 'exists' },
    { put: key.stopMoved(resumed.at, resumed.what), doc: { ...resumed, stopped: false } },
  ]);
}

/** Refused where it stands as it should already. DynamoDB may also refuse both of two moves at one moment: then it is tried again. */
async function move(db: Db, { what, isSet }: { what: string; isSet: boolean }, writes: readonly Write[]) {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if ((await transact(db, writes)).done) return;
    if (((await read(db, key.stop(what))) !== undefined) === isSet) return;
  }
  throw new Error(`the switch "${what}" was not moved: ${TRIES} tries were overtaken by others; try again`);
}

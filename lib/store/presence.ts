// Keeps who has which thread open: one item a person, overwritten at each sign of life.
import { type Presence, TEAM_DAYS } from '../domain/presence.ts';
import { epochMs, plus } from '../domain/time.ts';
import { type Db, readFirst, write } from './db.ts';
import { key } from './table.ts';

/** People that are read at most: every open desk asks every few seconds. */
const MOST_PEOPLE = 200;

/** The item outlives the visit: it also says who was here lately. */
export async function putPresence(db: Db, presence: Presence): Promise<void> {
  const ttl = Math.ceil(epochMs(plus(presence.at, { days: TEAM_DAYS })) / 1000);
  await write(db, [{ put: key.presence(presence.agent), doc: presence, ttl }]);
}

/** Everybody of the last days, whether they are here now or not. */
export async function listPresence(db: Db): Promise<Presence[]> {
  return readFirst<Presence>(db, 'PRESENCE', MOST_PEOPLE);
}

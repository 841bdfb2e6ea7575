// Moves a stop switch: what is stopped stays stopped, whatever crashes, until a person switches it on again.
import { isStoppable } from '../domain/stop.ts';
import type { Clock } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { putStop, removeStop } from '../store/stops.ts';

export interface StopDeps {
  readonly db: Db;
  readonly clock: Clock;
  /** The connected networks, the doors among them, and the ids of their sources: only these have switches. */
  readonly networks: readonly string[];
  readonly sourceIds: readonly string[];
}

export interface StopOrder {
  /** `sending`, `network/x` or `source/x:mentions:44`. */
  readonly what: string;
  readonly stopped: boolean;
  readonly by: string;
  readonly reason?: string;
}

export type StopMoved = 'moved' | { readonly refused: 'no-such-switch'; readonly known: readonly string[] };

/** Setting a switch twice changes nothing. One whose network is no longer connected can still be taken away. */
export async function moveStop(deps: StopDeps, { what, stopped, by, reason }: StopOrder): Promise<StopMoved> {
  const at = deps.clock();
  const known = switchesOf(deps);
  if (stopped ? !known.includes(what) : !isStoppable(what)) return { refused: 'no-such-switch', known };
  if (stopped) await putStop(deps.db, { what, by, at, ...(reason ? { reason } : {}) });
  else await removeStop(deps.db, { what, by, at });
  return 'moved';
}

function switchesOf({ networks, sourceIds }: StopDeps): string[] {
  return ['sending', ...networks.map((name) => `network/${name}`), ...sourceIds.map((id) => `source/${id}`)];
}

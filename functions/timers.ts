// Every minute: wakes replies that wait, says what time has done to threads, and once a day draws the spot check.
import { runTimers } from '../lib/flows/run-timers.ts';
import { onLambda, opened } from './door.ts';

export const open = opened((house) => {
  const { businessHours, deadlines, spotChecksPerDay } = house.watchlist();
  const deps = {
    ...house,
    db: house.db(),
    businessHours,
    deadlines,
    spotChecksPerDay,
    outbox: house.queue('outboxQueue'),
    complaints: house.queue('complaintsQueue'),
  };
  return (_event: unknown) => runTimers(deps);
});

export const handler = onLambda(open);

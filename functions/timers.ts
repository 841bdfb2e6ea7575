// Every minute: wakes replies that wait, says which deadlines have passed, and once a day draws the spot check.
import { runTimers } from '../lib/flows/run-timers.ts';
import { onLambda, opened } from './door.ts';

export const open = opened((house) => {
  const deps = {
    ...house,
    db: house.db(),
    spotChecksPerDay: house.watchlist().spotChecksPerDay,
    outbox: house.queue('outboxQueue'),
    complaints: house.queue('complaintsQueue'),
  };
  return (_event: unknown) => runTimers(deps);
});

export const handler = onLambda(open);

// Every minute: wakes replies that wait and says which deadlines have passed.
import { runTimers } from '../lib/flows/run-timers.ts';
import { onLambda, opened } from './door.ts';

export const open = opened((house) => {
  const deps = {
    ...house,
    db: house.db(),
    outbox: house.queue('outboxQueue'),
    complaints: house.queue('complaintsQueue'),
  };
  return (_event: unknown) => runTimers(deps);
});

export const handler = onLambda(open);

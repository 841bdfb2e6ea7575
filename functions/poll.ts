// Every minute: reads the sources that are due, and has the team told of those that fall behind.
import { pollSources } from '../lib/flows/poll-sources.ts';
import { watchSources } from '../lib/flows/watch-sources.ts';
import { onLambda, opened } from './door.ts';

export const open = opened((house) => {
  const watchlist = house.watchlist();
  const { businessHours } = watchlist;
  const queues = { mentions: house.queue('mentionsQueue'), complaints: house.queue('complaintsQueue') };
  const deps = { ...house, ...queues, db: house.db(), caps: house.caps(), businessHours };
  const platforms = house.platforms(watchlist);
  return async (_event: unknown) => {
    const polled = await pollSources(deps, platforms);
    await watchSources(deps, platforms);
    return polled;
  };
});

export const handler = onLambda(open);

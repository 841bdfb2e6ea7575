// Every minute: reads the sources that are due.
import { pollSources } from '../lib/flows/poll-sources.ts';
import { onLambda, opened } from './door.ts';

export const open = opened((house) => {
  const deps = { ...house, db: house.db(), mentions: house.queue('mentionsQueue') };
  const platforms = house.platforms(house.watchlist().keywords);
  return (_event: unknown) => pollSources(deps, platforms);
});

export const handler = onLambda(open);

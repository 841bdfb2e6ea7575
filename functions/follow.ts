// Every minute: looks again at posts heard earlier, so that what their authors change or take back is followed.
import { followLists } from '../lib/flows/follow-lists.ts';
import { followPosts } from '../lib/flows/follow-posts.ts';
import { onLambda, opened } from './door.ts';

export const open = opened((house) => {
  const deps = { ...house, db: house.db(), mentions: house.queue('mentionsQueue') };
  const platforms = house.platforms();
  return async (_event: unknown) => {
    const [followed] = await Promise.all([followPosts(deps, platforms), followLists(deps, platforms)]);
    return followed;
  };
});

export const handler = onLambda(open);

// Whether a stop switch alone keeps a reply from leaving.
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import type { StatusView } from '../../../lib/api/status-schema.ts';
import { type Stop, stopOf } from '../shared/stops.ts';

/** The switch that alone keeps a reply from leaving: it can be written meanwhile. */
export function stopOnly(page: ThreadPage, status: StatusView | undefined): Stop | undefined {
  const { permit, thread } = page;
  if (permit.allowed || permit.openUrl !== undefined || isGone(page)) return undefined;
  return stopOf(status, 'sending', `network/${thread.network}`);
}

export function isGone({ thread, posts }: ThreadPage): boolean {
  return posts.some(({ id, goneAt }) => id === thread.latestPostId && goneAt !== undefined);
}

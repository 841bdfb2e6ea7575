// npm run earshot -- rescore: reads the posts of the last days again with the model in use.
import { parseArgs } from 'node:util';
import { assessorFor } from '../../lib/classifier/assessor.ts';
import { shippedModel } from '../../lib/classifier/shipped-model.ts';
import { STATUSES, type Status } from '../../lib/domain/thread.ts';
import { type Rescored, rescorePosts } from '../../lib/flows/rescore-posts.ts';
import { connect } from '../connect.ts';
import { daysIn } from '../days.ts';
import { complain, counted, progressCount, say } from '../terminal.ts';
import { usageOf } from '../usage.ts';

export async function rescore(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      days: { type: 'string', default: '30' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const days = daysIn(values.days);
  if (days === undefined) {
    complain(usageOf('rescore'));
    return 1;
  }
  const dryRun = values['dry-run'];
  const model = shippedModel();
  const { house, close } = await connect();
  try {
    const watchlist = house.watchlist();
    const { businessHours, deadlines } = watchlist;
    const read = progressCount('Posts read');
    const terms = { businessHours, deadlines };
    const deps = { db: house.db(), clock: house.clock, ...terms, assess: assessorFor(watchlist, model) };
    const rescored = await rescorePosts({ ...deps, onProgress: read.update }, { days, dryRun });
    read.end();
    if (values.json) say(JSON.stringify({ days, dryRun, model: model.version, ...rescored }, null, 2));
    else show(`${model.version}${dryRun ? ', without changing anything' : ''}`, days, rescored);
    return 0;
  } finally {
    await close();
  }
}

/** Lists as the desk calls them. */
const LISTS: Readonly<Record<Status, string>> = {
  open: 'Needs reply',
  'to-decide': 'To decide',
  waiting: 'Waiting',
  resolved: 'Resolved',
  'not-complaint': 'Not a complaint',
};

function show(by: string, days: number, { posts, withoutText, changed, decisions, moved }: Rescored): void {
  say(`${counted(posts, 'post')} of the last ${counted(days, 'day')} read by ${by}`);
  if (withoutText > 0) say(`${counted(withoutText, 'post')} left out: no text`);
  say(`Said otherwise of ${counted(changed, 'post')}, be it only a probability`);
  for (const { from, to, posts } of decisions) say(`  ${String(posts).padStart(6)}  ${from} → ${to}`);
  for (const status of STATUSES) {
    const threads = moved[status];
    if (threads) say(`${counted(threads, 'thread')} to the list "${LISTS[status]}"`);
  }
}

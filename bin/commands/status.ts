// npm run earshot -- status: how complete every source is, what waits in the queues, what died, what is missed.
import { parseArgs } from 'node:util';
import { mailboxSources } from '../../lib/config/mail-settings.ts';
import { stopWords } from '../../lib/domain/stop.ts';
import { readStatus, type Status } from '../../lib/flows/read-status.ts';
import { connect } from '../connect.ts';
import { counted, say } from '../terminal.ts';

export async function status(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  const { house, close } = await connect();
  try {
    const watchlist = house.watchlist();
    const networks = house.platforms(watchlist).flatMap((platform) => platform.sources);
    const sources = [...networks, ...mailboxSources(house.settings.mail)];
    const stores = { db: house.db(), sqs: house.sqs(), clock: house.clock };
    const caps = house.caps();
    const now = await readStatus({ ...stores, watchedQueues: house.watchedQueues(), sources, watchlist, caps });
    if (values.json) say(JSON.stringify(now, null, 2));
    else show(now);
    return now.deadLetters > 0 ? 2 : 0;
  } finally {
    await close();
  }
}

function show({ sources, stops, spending, queues, deadLetters, promise, misses }: Status): void {
  say('Sources');
  if (sources.length === 0) say('  none: no account is connected');
  for (const { id, name, lamp, text } of sources) say(`  ${lamp.padEnd(12)} ${id}${name ? ` (${name})` : ''}: ${text}`);
  for (const stop of stops)
    say(`  ${stop.what} ${stopWords(stop)}; \`npm run earshot -- resume ${stop.what}\` switches it on`);
  if (spending.length > 0) say('Spending');
  for (const { network, text } of spending) say(`  ${network}: ${text}`);
  say('Queues');
  for (const { name, waiting, inFlight } of queues) say(`  ${name.padEnd(26)} ${waiting} waiting, ${inFlight} in work`);
  say('Promise');
  say(`  ${promise.text}`);
  say(`  ${misses.text}`);
  say(
    deadLetters === 0
      ? 'No dead letters'
      : `${counted(deadLetters, 'dead letter')}: docs/runbook.md says how to look at them and send them back`,
  );
}

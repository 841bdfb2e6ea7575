// npm run earshot -- stop and resume: the switches that keep Earshot from reading a source or from sending.
import { parseArgs } from 'node:util';
import { mailboxSources, mailSwitches } from '../../lib/config/mail-settings.ts';
import { doorSwitches } from '../../lib/config/webhook-keys.ts';
import { moveStop } from '../../lib/flows/move-stop.ts';
import { connect } from '../connect.ts';
import { complain, say } from '../terminal.ts';
import { usageOf } from '../usage.ts';

export function stop(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { reason: { type: 'string' } } });
  return move('stop', positionals, values.reason);
}

export function resume(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  return move('resume', positionals);
}

async function move(command: 'stop' | 'resume', [what, ...more]: string[], reason?: string): Promise<number> {
  if (what === undefined || more.length > 0) {
    complain(usageOf(command));
    return 1;
  }
  const { house, close } = await connect();
  try {
    const { mail } = house.settings;
    const platforms = house.platforms(house.watchlist());
    const networks = [
      ...platforms.map(({ network }) => network),
      ...doorSwitches(house.settings),
      ...mailSwitches(mail),
    ];
    const sources = [...platforms.flatMap((platform) => platform.sources), ...mailboxSources(mail)];
    const sourceIds = sources.map(({ id }) => id);
    const stopped = command === 'stop';
    const order = { what, stopped, by: 'command line', ...(reason ? { reason } : {}) };
    const moved = await moveStop({ db: house.db(), clock: house.clock, networks, sourceIds }, order);
    if (moved !== 'moved') {
      complain(`There is no switch "${what}". There are: ${moved.known.join(', ')}`);
      return 1;
    }
    say(stopped ? `${what} is stopped. \`npm run earshot -- resume ${what}\` goes on.` : `${what} goes on.`);
    return 0;
  } finally {
    await close();
  }
}

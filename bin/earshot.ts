// The command line: `npm run earshot -- COMMAND`, and `npm start`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BrokenSettings } from '../lib/config/settings.ts';
import { classify } from './commands/classify.ts';
import { doctor } from './commands/doctor.ts';
import { evaluate } from './commands/evaluate.ts';
import { importFile } from './commands/import.ts';
import { poll } from './commands/poll.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import { train } from './commands/train.ts';
import { ROOT } from './connect.ts';
import { complain, say } from './terminal.ts';

/** Returns the exit code: 0 all good, 1 it could not be done, 2 done, but something needs a look. */
type Command = (args: string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, readonly [run: Command, about: string]>> = {
  start: [start, 'run Earshot on this machine (--no-sample leaves it empty)'],
  import: [importFile, 'take posts from FILE: JSON lines, or CSV'],
  status: [status, 'how complete every source is, queues, dead letters (--json)'],
  poll: [poll, 'read every source that is due (--once)'],
  doctor: [doctor, 'check the settings and accounts, and say the fix'],
  classify: [classify, 'assess texts: JSON lines or CSV in, JSON lines out'],
  train: [train, 'train the complaint model (--data DIR --out DIR)'],
  evaluate: [evaluate, 'judge a model (--data FILE [--folds 10] [--json])'],
};

process.exitCode = await run(process.argv.slice(2));

async function run([name = 'help', ...args]: string[]): Promise<number> {
  const command = COMMANDS[name];
  if (!command) return help(name);
  const settings = join(ROOT, '.env');
  if (existsSync(settings)) process.loadEnvFile(settings);
  try {
    return await command[0](args);
  } catch (error) {
    if (!(error instanceof BrokenSettings) && !isUsage(error)) throw error;
    complain(error.message);
    return 1;
  }
}

function help(name: string): number {
  const known = name === 'help' || name === '--help';
  if (!known) complain(`There is no command "${name}".`);
  say('npm run earshot -- COMMAND');
  for (const [each, [, about]] of Object.entries(COMMANDS)) say(`  ${each.padEnd(10)} ${about}`);
  return known ? 0 : 1;
}

/** What node:util's parseArgs throws for an option that does not exist. */
function isUsage(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

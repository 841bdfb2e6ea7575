// The command line: `npm run earshot -- COMMAND`, and `npm start`.
import { existsSync } from 'node:fs';
import { BrokenSettings } from '../lib/config/settings.ts';
import { CannotStart } from '../lib/local/cannot-start.ts';
import { SETTINGS_FILE } from './paths.ts';
import { complain, say } from './terminal.ts';

/** Returns the exit code: 0 all good, 1 it could not be done, 2 done, but something needs a look. */
type Command = (args: string[]) => Promise<number>;

/** Loaded when asked for, so that none waits for what only another needs. */
const COMMANDS: Readonly<Record<string, { readonly load: () => Promise<Command>; readonly about: string }>> = {
  start: {
    load: async () => (await import('./commands/start.ts')).start,
    about: 'run Earshot on this machine (--no-sample leaves it empty)',
  },
  import: {
    load: async () => (await import('./commands/import.ts')).importFile,
    about: 'take posts from FILE: JSON lines or CSV (--contacts: calls, e-mails, visits)',
  },
  status: {
    load: async () => (await import('./commands/status.ts')).status,
    about: 'how complete every source is, queues, dead letters (--json)',
  },
  poll: {
    load: async () => (await import('./commands/poll.ts')).poll,
    about: 'read every source that is due (--once)',
  },
  doctor: {
    load: async () => (await import('./commands/doctor.ts')).doctor,
    about: 'check the settings and accounts, and say the fix',
  },
  classify: {
    load: async () => (await import('./commands/classify.ts')).classify,
    about: 'assess texts: JSON lines or CSV in, JSON lines out',
  },
  train: {
    load: async () => (await import('./commands/train.ts')).train,
    about: 'train the complaint model (--data DIR --out DIR)',
  },
  evaluate: {
    load: async () => (await import('./commands/evaluate.ts')).evaluate,
    about: 'judge a model (--data FILE [--folds 10] [--json])',
  },
};

process.exitCode = await run(process.argv.slice(2));

async function run([name = 'help', ...args]: string[]): Promise<number> {
  const command = COMMANDS[name];
  if (!command) return help(name);
  if (existsSync(SETTINGS_FILE)) process.loadEnvFile(SETTINGS_FILE);
  try {
    return await (await command.load())(args);
  } catch (error) {
    if (!isForAPerson(error)) throw error;
    complain(error.message);
    return 1;
  }
}

function help(name: string): number {
  const known = name === 'help' || name === '--help';
  if (!known) complain(`There is no command "${name}".`);
  say('npm run earshot -- COMMAND');
  for (const [each, { about }] of Object.entries(COMMANDS)) say(`  ${each.padEnd(10)} ${about}`);
  return known ? 0 : 1;
}

/** Whether its message says all that the person needs; anything else is a fault of ours, shown with its stack. */
function isForAPerson(error: unknown): error is Error {
  return error instanceof BrokenSettings || error instanceof CannotStart || isUsage(error);
}

/** What node:util's parseArgs throws for an option that does not exist. */
function isUsage(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

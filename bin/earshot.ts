// The command line: `npm run earshot -- COMMAND`, and `npm start`.
import { existsSync } from 'node:fs';
import { BrokenSettings } from '../lib/config/settings.ts';
import { CannotStart } from '../lib/local/cannot-start.ts';
import { SETTINGS_FILE } from './paths.ts';
import { complain, say } from './terminal.ts';
import { type CommandName, isCommand, listOfCommands, usageOf } from './usage.ts';

/** Returns the exit code: 0 all good, 1 it could not be done, 2 done, but something needs a look. */
type Command = (args: string[]) => Promise<number>;

/** Loaded when asked for, so that none waits for what only another needs. */
const COMMANDS: Readonly<Record<CommandName, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).start,
  import: async () => (await import('./commands/import.ts')).importFile,
  status: async () => (await import('./commands/status.ts')).status,
  poll: async () => (await import('./commands/poll.ts')).poll,
  stop: async () => (await import('./commands/stop.ts')).stop,
  resume: async () => (await import('./commands/stop.ts')).resume,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  classify: async () => (await import('./commands/classify.ts')).classify,
  train: async () => (await import('./commands/train.ts')).train,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluate,
  labels: async () => (await import('./commands/labels.ts')).labels,
  compare: async () => (await import('./commands/compare.ts')).compare,
  rescore: async () => (await import('./commands/rescore.ts')).rescore,
};

// Whoever reads the output may stop before its end, as `head` does: then nobody is left to be told anything.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2));

async function run([name = 'help', ...args]: string[]): Promise<number> {
  if (!isCommand(name)) return help(name);
  if (args.includes('--help')) {
    say(usageOf(name));
    return 0;
  }
  if (existsSync(SETTINGS_FILE)) process.loadEnvFile(SETTINGS_FILE);
  try {
    const command = await COMMANDS[name]();
    return await command(args);
  } catch (error) {
    if (!isForAPerson(error)) throw error;
    complain(error.message);
    if (isWrongCall(error)) complain(usageOf(name));
    return 1;
  }
}

function help(name: string): number {
  const known = name === 'help' || name === '--help';
  if (!known) complain(`There is no command "${name}".`);
  say(listOfCommands());
  return known ? 0 : 1;
}

/** Whether its message says all that the person needs; anything else is a fault of ours, shown with its stack. */
function isForAPerson(error: unknown): error is Error {
  return error instanceof BrokenSettings || error instanceof CannotStart || isWrongCall(error);
}

/** What node:util's parseArgs throws for an option that does not exist. */
function isWrongCall(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

// Connects a command to Earshot: on this machine to the running instance, or to the data itself when none runs; else in AWS.
import { type House, type Outside, openHouse, realOutside } from '../lib/composition.ts';
import { ENV, LOCAL_ENV } from '../lib/config/env-names.ts';
import { type Environment, settingOf } from '../lib/config/setting-reader.ts';
import { DataInUse } from '../lib/local/cannot-start.ts';
import { runningInstance } from '../lib/local/instance.ts';
import { startLocal } from '../lib/local/local-runtime.ts';
import { dataDirectory, ROOT, watchlistPath } from './paths.ts';
import { complain } from './terminal.ts';

/** On the command line, problems are lines for a person. */
export function terminalOutside(): Outside {
  const log = {
    error: (message: string, error: unknown) =>
      complain(`${message}: ${error instanceof Error ? error.message : String(error)}`),
  };
  return { ...realOutside(), log };
}

export interface Connection {
  readonly house: House;
  readonly env: Environment;
  /** The running instance takes care of the queues by itself; without one, this works them off. */
  processAll(onDelivered?: (messages: number) => void): Promise<number>;
  close(): Promise<void>;
}

/** In AWS when the table there is named; what needs more than the table says which variable it misses. */
export async function connect(): Promise<Connection> {
  if (settingOf(process.env, ENV.table)) return to({});
  const instance = await runningInstance(dataDirectory(process.env));
  if (instance) return to(instance.environment);
  try {
    return await onData();
  } catch (error) {
    // It was starting just now.
    if (error instanceof DataInUse && error.instance) return to(error.instance.environment);
    throw error;
  }
}

/** What runs already takes care of its queues by itself. */
async function to(environment: Environment): Promise<Connection> {
  const env = { ...process.env, ...environment, [ENV.watchlist]: watchlistPath(process.env) };
  const house = await openHouse(env, terminalOutside());
  return { house, env, processAll: async () => 0, close: async () => undefined };
}

async function onData(): Promise<Connection> {
  const outside = terminalOutside();
  // Any free port: nobody opens the desk of a command that ends at once.
  const local = await startLocal({
    root: ROOT,
    data: dataDirectory(process.env),
    env: { ...process.env, [LOCAL_ENV.port]: '0' },
    outside,
    background: false,
    sample: false,
  });
  const house = await openHouse(local.env, outside);
  return { house, env: local.env, processAll: local.processAll, close: local.stop };
}

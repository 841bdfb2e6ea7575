// An embedded engine in a process of its own, so that a test can kill it: node engine-process.ts dynamodb|sqs FILE
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startDynamodbEngine } from '../../lib/local/engines/dynamodb-engine.ts';
import { startSqsEngine } from '../../lib/local/engines/sqs-engine.ts';

const clock = () => new Date().toISOString();
const ENGINES = { dynamodb: startDynamodbEngine, sqs: startSqsEngine };

export type EngineName = keyof typeof ENGINES;

export interface EngineProcess {
  readonly endpoint: string;
  /** Resolves when the process is gone. */
  readonly kill9: () => Promise<void>;
}

export async function spawnEngine(name: EngineName, path: string): Promise<EngineProcess> {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(import.meta.url), name, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout!, 'data');
  return {
    endpoint: String(line).trim(),
    kill9: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name, path] = process.argv.slice(2);
  const { endpoint } = await ENGINES[name as EngineName]({ path: path!, clock });
  console.log(endpoint);
}

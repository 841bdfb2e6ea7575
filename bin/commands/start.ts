// npm start: the whole product on this machine, until Ctrl-C.
import { parseArgs } from 'node:util';
import { openHouse } from '../../lib/composition.ts';
import { parseSettings } from '../../lib/config/settings.ts';
import { DataInUse } from '../../lib/local/cannot-start.ts';
import { requireFreePort } from '../../lib/local/desk-server.ts';
import { runningInstance } from '../../lib/local/instance.ts';
import { startLocal } from '../../lib/local/local-runtime.ts';
import { sampleMentions } from '../../lib/local/sample/sample-mentions.ts';
import { unknownSettings } from '../../lib/local/settings-file.ts';
import { sendMentions } from '../../lib/queues/mentions-queue.ts';
import { buildDesk } from '../build-desk.ts';
import { terminalOutside } from '../connect.ts';
import { dataDirectory, ROOT, SETTINGS_FILE } from '../paths.ts';
import { complain, say } from '../terminal.ts';

export async function start(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { 'no-sample': { type: 'boolean', default: false } } });
  const data = dataDirectory(process.env);
  const running = await runningInstance(data);
  if (running) throw new DataInUse(data, running);
  const { accounts, port } = parseSettings(process.env);
  await requireFreePort(port);
  for (const slip of unknownSettings(SETTINGS_FILE)) complain(slip);
  const connected = Object.keys(accounts);
  const sample = connected.length === 0 && !values['no-sample'];
  progress('Building the desk');
  await buildDesk();
  const outside = terminalOutside();
  const local = await startLocal({ root: ROOT, data, env: process.env, outside, background: true, sample, progress });
  if (sample) {
    const house = await openHouse(local.env, outside);
    await sendMentions(house.queue('mentionsQueue'), sampleMentions(outside.clock()));
  }
  say(`\n  Earshot is open at ${local.url}`);
  say(
    sample
      ? '  It shows sample posts. Connect an account (see .env.example) to hear real ones.'
      : `  ${listening(connected)}`,
  );
  say('  Ctrl-C stops it.\n');
  await stopSignal();
  say('· Stopping');
  await local.stop();
  return 0;
}

function progress(step: string): void {
  say(`· ${step}`);
}

function listening(connected: readonly string[]): string {
  return connected.length === 0
    ? 'No account is connected (see .env.example).'
    : `Listening on ${connected.join(', ')}.`;
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

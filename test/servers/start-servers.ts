// Starts the real servers that the stories need and that are not running yet, and ends those it started.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the scripts stand that install and start the servers; each waits until its server answers. */
const SCRIPTS = process.env['SERVERS_SCRIPTS'] ?? resolve(import.meta.dirname, '../../../shared/servers');
const HOME = process.env['SERVERS_HOME'] ?? join(homedir(), '.cache/earshot-servers');

const SERVERS = [
  { name: 'bluesky', script: 'start-bluesky.sh', port: 2583, ends: ['bluesky', 'pg', 'redis'] },
  { name: 'snac', script: 'start-mastodon-snac.sh', port: 80, ends: ['snac'] },
  { name: 'x', script: 'start-x-prism.sh', port: 8091, ends: ['x'] },
  { name: 'mail', script: 'start-mail.sh', port: 2143, ends: ['mail'] },
] as const;

/** The first start of a server installs it. */
const MOST_MS = 10 * 60_000;

/** What could not be started fails its stories by itself, which say that they did not run. */
export async function setup(): Promise<() => void> {
  process.env['SNAC_INFO'] ??= join(HOME, 'run/snac/info.json');
  const started: string[] = [];
  for (const { name, script, port, ends } of SERVERS) {
    if (await answers(port)) {
      say(`${name}: already running`);
      continue;
    }
    const path = join(SCRIPTS, script);
    if (!existsSync(path)) {
      say(`${name}: did not run, because there is no ${script} at SERVERS_SCRIPTS`);
      continue;
    }
    say(`${name}: starting; the first time this takes minutes`);
    const run = spawnSync('bash', [path], {
      env: { ...process.env, SERVERS_HOME: HOME },
      encoding: 'utf8',
      timeout: MOST_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (run.status === 0) started.push(...ends);
    else say(`${name}: did not run, because ${script} failed: ${run.stderr.trim().split('\n').at(-1) ?? run.error}`);
  }
  return () => {
    if (started.length > 0)
      spawnSync('bash', [join(SCRIPTS, 'stop.sh'), ...started], { env: { ...process.env, SERVERS_HOME: HOME } });
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

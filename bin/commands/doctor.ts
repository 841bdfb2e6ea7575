// npm run earshot -- doctor: is everything set up so that it can work, and if not, what to do.
import { existsSync, readFileSync } from 'node:fs';
import { ENV } from '../../lib/config/env-names.ts';
import { BrokenSettings, type Environment } from '../../lib/config/settings.ts';
import { parseWatchlist } from '../../lib/config/watchlist.ts';
import { runningInstance } from '../../lib/local/instance.ts';
import { connect } from '../connect.ts';
import { dataDirectory, watchlistPath } from '../paths.ts';
import { say } from '../terminal.ts';

export async function doctor(_args: string[]): Promise<number> {
  const results = [checkNode(), checkWatchlist(process.env), ...(await checkAccounts())];
  const instance = await runningInstance(dataDirectory(process.env));
  say(instance ? `✓ running at ${instance.url}` : '✓ not running; `npm start` starts it');
  for (const { ok, text } of results) say(`${ok ? '✓' : '✗'} ${text}`);
  return results.every(({ ok }) => ok) ? 0 : 1;
}

interface Check {
  readonly ok: boolean;
  readonly text: string;
}

function checkNode(): Check {
  const ok = Number.parseInt(process.versions.node, 10) >= 24;
  return {
    ok,
    text: ok
      ? `Node ${process.versions.node}`
      : `Node ${process.versions.node} is too old; run through npm, which brings Node 24`,
  };
}

function checkWatchlist(env: Environment): Check {
  const path = watchlistPath(env);
  if (!existsSync(path))
    return { ok: false, text: `there is no watch list at ${path}; set ${ENV.watchlist} or write the file` };
  try {
    const { brand, keywords } = parseWatchlist(readFileSync(path, 'utf8'), path);
    return { ok: true, text: `listening for ${brand.name}, ${keywords.length} searches` };
  } catch (error) {
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  }
}

async function checkAccounts(): Promise<Check[]> {
  try {
    const { house, close } = await connect();
    try {
      const platforms = house.platforms([]);
      if (platforms.length === 0)
        return [{ ok: true, text: 'no account is connected: the sample is shown (see .env.example)' }];
      return await Promise.all(platforms.map(async (platform) => signIn(platform.network, platform.whoAmI())));
    } finally {
      await close();
    }
  } catch (error) {
    if (error instanceof BrokenSettings) return [{ ok: false, text: error.message }];
    throw error;
  }
}

async function signIn(network: string, answer: Promise<{ readonly handle: string }>): Promise<Check> {
  try {
    return { ok: true, text: `${network}: signed in as ${(await answer).handle}` };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { ok: false, text: `${network}: ${reason}; docs/platforms/${network}.md says how to get keys` };
  }
}

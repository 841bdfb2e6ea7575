// npm run earshot -- doctor: is everything set up so that it can work, and if not, what to do.
import { parseArgs } from 'node:util';
import { shippedRecallCurve } from '../../lib/classifier/shipped-recall-curve.ts';
import { BrokenSettings, parseSettings } from '../../lib/config/settings.ts';
import { readWatchlist } from '../../lib/config/watchlist.ts';
import { promiseWords } from '../../lib/domain/recall-promise.ts';
import { runningInstance } from '../../lib/local/instance.ts';
import { unknownSettings } from '../../lib/local/settings-file.ts';
import { type Check, checkAccount } from '../check-account.ts';
import { checkMail, doorsOf } from '../check-mail.ts';
import { connect } from '../connect.ts';
import { dataDirectory, SETTINGS_FILE, watchlistPath } from '../paths.ts';
import { say } from '../terminal.ts';

export async function doctor(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  const instance = await runningInstance(dataDirectory(process.env));
  say(instance ? `✓ running at ${instance.url}` : '✓ not running; `npm start` starts it');
  const setUp = [...checkNode(), ...checkSettings(), ...checkWatchlist()];
  const slips = unknownSettings(SETTINGS_FILE).map((text) => ({ ok: false, text }));
  for (const check of [...setUp, ...slips]) show(check);
  if (!setUp.every(({ ok }) => ok)) {
    say('– the accounts were not tried: mend this first');
    return 1;
  }
  const accounts = await checkAccounts();
  for (const check of accounts) show(check);
  return [...slips, ...accounts].every(({ ok }) => ok) ? 0 : 1;
}

function show({ ok, text }: Check): void {
  say(`${ok ? '✓' : '✗'} ${text}`);
}

function checkNode(): Check[] {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) >= 24) return [{ ok: true, text: `Node ${node}` }];
  return [{ ok: false, text: `Node ${node} is too old; run through npm, which brings Node 24` }];
}

function checkSettings(): Check[] {
  return problemsOf(() => {
    const { port, pollSeconds } = parseSettings(process.env);
    const pace = pollSeconds === undefined ? "at each network's own pace" : `every ${pollSeconds} seconds`;
    return [`settings: the desk on port ${port}, polling ${pace}`];
  });
}

function checkWatchlist(): Check[] {
  return problemsOf(() => {
    const { brand, keywords, missAtMostPercent } = readWatchlist(watchlistPath(process.env), new Date().toISOString());
    const promise = promiseWords(shippedRecallCurve(), missAtMostPercent);
    return [`listening for ${brand.name}, ${keywords.length} searches`, promise];
  });
}

/** What `read` says of the settings, or everything that is wrong with them. */
function problemsOf(read: () => readonly string[]): Check[] {
  try {
    return read().map((text) => ({ ok: true, text }));
  } catch (error) {
    if (!(error instanceof BrokenSettings)) throw error;
    return error.problems.map((text) => ({ ok: false, text }));
  }
}

async function checkAccounts(): Promise<Check[]> {
  const { house, close } = await connect();
  try {
    const deps = { ...house, db: house.db(), caps: house.caps() };
    const platforms = house.platforms();
    const accounts = await Promise.all(platforms.map((platform) => checkAccount(deps, platform)));
    const none = { ok: true, text: 'no account is connected: the sample is shown (see .env.example)' };
    const networks = platforms.length === 0 ? [none] : accounts.flat();
    return [...networks, ...(await checkMail(house.settings, house.clock)), ...doorsOf(house.settings)];
  } finally {
    await close();
  }
}

// What `doctor` asks of a connected account: does the sign-in work, until when, what is it short of, what does it cost, is the clock right.
import { ACCOUNT_ENV } from '../lib/config/env-names.ts';
import type { Settings } from '../lib/config/settings.ts';
import { type Caps, monthOf, spendingWords } from '../lib/domain/spending.ts';
import { type Clock, isInstant, secondsBetween, toInstant, utcDay } from '../lib/domain/time.ts';
import type { Platform } from '../lib/platforms/platform.ts';
import { Unavailable } from '../lib/platforms/platform-errors.ts';
import type { Db } from '../lib/store/db.ts';
import { listLimits } from '../lib/store/rate-limits.ts';
import { getSpending } from '../lib/store/spending.ts';

export interface Check {
  readonly ok: boolean;
  readonly text: string;
}

export interface CheckDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly caps: ReadonlyMap<string, Caps>;
}

/** Networks sign requests and tokens with the time: a clock that is wrong by more is refused by some. */
const CLOCK_SECONDS = 60;
const CLOCK_TIMEOUT_MS = 10_000;

export async function checkAccount(deps: CheckDeps, platform: Platform): Promise<Check[]> {
  const signIn = await checkSignIn(deps, platform);
  if (!signIn.every(({ ok }) => ok)) return signIn;
  return [
    ...signIn,
    ...(await checkEnd(platform)),
    ...(await checkClock(deps, platform)),
    ...(await checkLimits(deps, platform)),
    ...(await checkPrice(deps, platform)),
  ];
}

async function checkSignIn({ settings }: CheckDeps, platform: Platform): Promise<Check[]> {
  const { network } = platform;
  try {
    const { handle, lacks = [] } = await platform.whoAmI();
    const text = `${network}: signed in as ${handle}`;
    return [{ ok: true, text }, ...lacks.map((lack) => ({ ok: false, text: `${network}: ${lack}` }))];
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const account = addressOf(settings, network);
    if (error instanceof Unavailable && account) {
      const fix = `check ${account.setting} and your connection`;
      return [{ ok: false, text: `${network}: ${account.url} does not answer (${reason}); ${fix}` }];
    }
    return [{ ok: false, text: `${network}: ${reason}; docs/platforms/${network}.md says how to get keys` }];
  }
}

async function checkEnd({ network, signInEnds }: Platform): Promise<Check[]> {
  const ends = await signInEnds?.();
  return ends === undefined ? [] : [{ ok: true, text: `${network}: the sign-in holds until ${utcDay(ends)} at least` }];
}

/** Compares with the time the network's own server gives. */
async function checkClock({ settings, clock }: CheckDeps, { network }: Platform): Promise<Check[]> {
  const account = addressOf(settings, network);
  if (!account) return [];
  const answer = await fetch(account.url, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(CLOCK_TIMEOUT_MS),
  }).catch(() => undefined);
  const date = answer?.headers.get('date');
  if (!date || !isInstant(date)) return [];
  const ahead = Math.round(secondsBetween(toInstant(date), clock()));
  if (Math.abs(ahead) <= CLOCK_SECONDS) return [{ ok: true, text: `${network}: the clocks agree` }];
  const how = ahead > 0 ? 'ahead of' : 'behind';
  const text = `${network}: this machine's clock is ${Math.abs(ahead)} seconds ${how} the network's; set it by a time server`;
  return [{ ok: false, text }];
}

async function checkLimits({ db, clock }: CheckDeps, { network }: Platform): Promise<Check[]> {
  const limits = await listLimits(db, network);
  const reached = limits.filter(({ resetAt }) => resetAt > clock());
  if (reached.length === 0) return [{ ok: true, text: `${network}: no limit is reached` }];
  return reached.map(({ bucket, remaining, resetAt }) => {
    return {
      ok: false,
      text: `${network}: ${remaining} calls left for ${bucket} until ${resetAt}; Earshot waits by itself`,
    };
  });
}

async function checkPrice({ db, clock, caps }: CheckDeps, { network, usage }: Platform): Promise<Check[]> {
  const allowed = caps.get(network);
  const used = (await usage?.().catch((error: unknown) => String(error))) ?? '';
  const words = used === '' ? [] : [{ ok: true, text: `${network}: ${used}` }];
  if (!allowed) return words;
  const now = clock();
  const text = spendingWords(await getSpending(db, network, monthOf(now)), allowed, now);
  const fix = allowed.hardMicros === undefined ? `; set ${ACCOUNT_ENV.xHardCap} to stop at an amount` : '';
  return [...words, { ok: true, text: `${network}: ${text}${fix}` }];
}

function addressOf({ accounts }: Settings, network: string): { url: string; setting: string } | undefined {
  const found = ADDRESSES.find((each) => each.network === network);
  const url = found && accounts[found.account]?.url;
  return url ? { url, setting: found.setting } : undefined;
}

const ADDRESSES = [
  { network: 'x', account: 'x', setting: ACCOUNT_ENV.xUrl },
  { network: 'bluesky', account: 'bluesky', setting: ACCOUNT_ENV.blueskyUrl },
  { network: 'mastodon', account: 'mastodon', setting: ACCOUNT_ENV.mastodonUrl },
  { network: 'discourse', account: 'discourse', setting: ACCOUNT_ENV.discourseUrl },
  { network: 'youtube', account: 'youtube', setting: ACCOUNT_ENV.youtubeUrl },
  { network: 'google-play', account: 'googlePlay', setting: ACCOUNT_ENV.playUrl },
  { network: 'app-store', account: 'appStore', setting: ACCOUNT_ENV.appStoreUrl },
  { network: 'hackernews', account: 'hackerNews', setting: ACCOUNT_ENV.hackerNewsUrl },
  { network: 'reddit', account: 'reddit', setting: ACCOUNT_ENV.redditUrl },
] as const;

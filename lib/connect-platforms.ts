// The connected networks, each with what it needs to be read and answered: adding a network is one line here.
import type { Settings } from './config/settings.ts';
import type { Watchlist } from './config/watchlist.ts';
import type { Caps } from './domain/spending.ts';
import type { Clock } from './domain/time.ts';
import { spendingMeter } from './flows/meter-spending.ts';
import { createAppStorePlatform } from './platforms/app-store/app-store-platform.ts';
import { createBlueskyPlatform } from './platforms/bluesky/bluesky-platform.ts';
import { createDiscoursePlatform } from './platforms/discourse/discourse-platform.ts';
import { createGooglePlayPlatform } from './platforms/google-play/google-play-platform.ts';
import { createHackerNewsPlatform } from './platforms/hackernews/hackernews-platform.ts';
import { createMastodonPlatform } from './platforms/mastodon/mastodon-platform.ts';
import type { Platform } from './platforms/platform.ts';
import type { Limit } from './platforms/rate-limit.ts';
import { createRedditPlatform } from './platforms/reddit/reddit-platform.ts';
import { createRssPlatform } from './platforms/rss/rss-platform.ts';
import { createXPlatform } from './platforms/x/x-platform.ts';
import { createYoutubePlatform } from './platforms/youtube/youtube-platform.ts';
import type { Db } from './store/db.ts';
import { rateLimitStore } from './store/rate-limits.ts';
import { sessionStore } from './store/sessions.ts';

export interface Connecting {
  readonly settings: Settings;
  readonly db: () => Db;
  readonly clock: Clock;
  readonly caps: ReadonlyMap<string, Caps>;
}

/** Whom and what the searches look for; for answering alone nothing is needed of it. */
export type Listening = Pick<Watchlist, 'brand' | 'competitors' | 'keywords'>;

export function connectPlatforms(connecting: Connecting, listening?: Listening): Platform[] {
  const { settings, clock, db, caps } = connecting;
  const { x, bluesky, mastodon, discourse, reddit, youtube, googlePlay, appStore, hackerNews, feeds } =
    settings.accounts;
  const keywords = listening?.keywords ?? [];
  const watched = listening ? [listening.brand, ...listening.competitors] : [];
  const on = (network: string) => ({ keywords, clock, fetch, limits: rateLimitStore<Limit>(db(), network) });
  const sessions = <Session extends object>(network: string) => sessionStore<Session>(db(), network);
  const meter = (network: string) => spendingMeter({ db: db(), clock }, network, caps.get(network) ?? {});
  const connected = [
    x && createXPlatform({ account: x, ...on('x'), watched, meter: meter('x'), sessions: sessions('x') }),
    bluesky && createBlueskyPlatform({ account: bluesky, ...on('bluesky'), sessions: sessions('bluesky') }),
    mastodon && createMastodonPlatform({ account: mastodon, ...on('mastodon') }),
    discourse && createDiscoursePlatform({ account: discourse, ...on('discourse') }),
    reddit && createRedditPlatform({ account: reddit, ...on('reddit'), sessions: sessions('reddit') }),
    youtube && createYoutubePlatform({ account: youtube, ...on('youtube'), sessions: sessions('youtube') }),
    googlePlay &&
      createGooglePlayPlatform({ account: googlePlay, ...on('google-play'), sessions: sessions('google-play') }),
    appStore && createAppStorePlatform({ account: appStore, ...on('app-store') }),
    hackerNews && createHackerNewsPlatform({ account: hackerNews, ...on('hackernews') }),
    feeds && createRssPlatform({ account: feeds, ...on('rss'), memories: (sourceId) => sessions(sourceId) }),
  ].filter((platform) => platform !== undefined);
  const { pollSeconds } = settings;
  return pollSeconds === undefined ? connected : connected.map((platform) => polledEvery(platform, pollSeconds));
}

function polledEvery(platform: Platform, everySeconds: number): Platform {
  return {
    ...platform,
    sources: platform.sources.map((source) => ({ ...source, everySeconds, isSteady: true as const })),
  };
}

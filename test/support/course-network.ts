// The network of a course of events: a scripted one, read through its own adapter under a name of its own.
import { parseSettings } from '../../lib/config/settings.ts';
import { createBlueskyPlatform } from '../../lib/platforms/bluesky/bluesky-platform.ts';
import { createMastodonPlatform } from '../../lib/platforms/mastodon/mastodon-platform.ts';
import type { Platform, Refreshed } from '../../lib/platforms/platform.ts';
import type { Limit } from '../../lib/platforms/rate-limit.ts';
import { createXPlatform } from '../../lib/platforms/x/x-platform.ts';
import type { Db } from '../../lib/store/db.ts';
import { rateLimitStore } from '../../lib/store/rate-limits.ts';
import { sessionStore } from '../../lib/store/sessions.ts';
import { startFakeBluesky } from './fake-bluesky.ts';
import { startFakeMastodon } from './fake-mastodon.ts';
import type { FakeNetwork, FakeOptions } from './fake-network.ts';
import { startFakeX } from './fake-x.ts';
import type { NETWORKS } from './schedule.ts';
import type { TestClock } from './test-clock.ts';

export interface Connecting {
  readonly db: Db;
  readonly clock: TestClock;
  /** The network's name in the table. */
  readonly name: string;
  readonly network: (typeof NETWORKS)[number];
  readonly fake: FakeNetwork;
}

type Refresh = NonNullable<Platform['refresh']>;

const TIMEOUT_MS = 2000;

export const START = {
  x: startFakeX,
  bluesky: startFakeBluesky,
  mastodon: (options: FakeOptions) => startFakeMastodon({ ...options, forgetsKeys: true }),
} as const;

/** A new process: nothing is left of what the last one had in memory. */
export function connect({ db, clock, name, network, fake }: Connecting): Platform {
  const { accounts } = parseSettings(fake.env());
  const common = {
    keywords: [],
    watched: [],
    clock: clock.now,
    fetch,
    timeoutMs: TIMEOUT_MS,
    limits: rateLimitStore<Limit>(db, name),
  };
  if (network === 'x' && accounts.x) return underName(createXPlatform({ account: accounts.x, ...common }), name);
  if (network === 'bluesky' && accounts.bluesky)
    return underName(
      createBlueskyPlatform({ account: accounts.bluesky, sessions: sessionStore(db, name), ...common }),
      name,
    );
  if (accounts.mastodon) return underName(createMastodonPlatform({ account: accounts.mastodon, ...common }), name);
  throw new Error(`the scripted ${network} gave no settings that connect to it`);
}

/** The same network under another name, so that many courses fit into one table. */
function underName(platform: Platform, network: string): Platform {
  const sources = platform.sources.filter(({ kind }) => kind === 'mentions');
  return {
    ...platform,
    network,
    sources: sources.map((source) => ({ ...source, network, id: `${network}/${source.id}` })),
    poll: async (request) => {
      const [source] = sources;
      const page = await platform.poll({ ...request, source: source ?? request.source });
      // As history nobody's deadline runs on into the courses after this one.
      const items = page.items.map(({ mention, at }) => ({ mention: { ...mention, network, backfill: true }, at }));
      return { ...page, items };
    },
    ...(platform.refresh ? { refresh: refreshUnder(platform.refresh, network) } : {}),
  };
}

function refreshUnder({ atMost, look }: Refresh, network: string): Refresh {
  const renamed = (each: Refreshed): Refreshed =>
    'mention' in each ? { id: each.id, mention: { ...each.mention, network, backfill: true } } : each;
  return { atMost, look: async (posts) => (await look(posts)).map(renamed) };
}

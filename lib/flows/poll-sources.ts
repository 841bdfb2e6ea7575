// Polls every source of every connected network that nobody has switched off; one that fails leaves the others alone.
import type { Log } from '../domain/log.ts';
import type { Source } from '../domain/source.ts';
import { type Stop, stopOfSource } from '../domain/stop.ts';
import type { Platform } from '../platforms/platform.ts';
import { listStops } from '../store/stops.ts';
import { type PollDeps, type Polled, pollSource } from './poll-source.ts';

export interface SourcePolled {
  readonly sourceId: string;
  readonly polled: Polled | { readonly outcome: 'broke'; readonly problem: string };
}

export async function pollSources(
  deps: PollDeps & { readonly log: Log },
  platforms: readonly Platform[],
): Promise<SourcePolled[]> {
  const stops = await listStops(deps.db);
  const sources = platforms.flatMap((platform) => platform.sources.map((source) => ({ platform, source })));
  return Promise.all(
    sources.map(async ({ platform, source }) => {
      return { sourceId: source.id, polled: await pollUnlessStopped(deps, platform, { source, stops }) };
    }),
  );
}

async function pollUnlessStopped(
  deps: PollDeps & { readonly log: Log },
  platform: Platform,
  { source, stops }: { readonly source: Source; readonly stops: readonly Stop[] },
): Promise<SourcePolled['polled']> {
  if (stopOfSource(stops, source)) return { outcome: 'stopped' };
  try {
    return await pollSource(deps, platform, source);
  } catch (error) {
    deps.log.error(`source ${source.id} could not be polled`, error);
    return { outcome: 'broke', problem: String(error) };
  }
}

// Polls every source of every connected network; one that fails leaves the others alone.
import type { Log } from '../domain/log.ts';
import type { Platform } from '../platforms/platform.ts';
import { type PollDeps, type Polled, pollSource } from './poll-source.ts';

export interface SourcePolled {
  readonly sourceId: string;
  readonly polled: Polled | { readonly outcome: 'broke'; readonly problem: string };
}

export async function pollSources(
  deps: PollDeps & { readonly log: Log },
  platforms: readonly Platform[],
): Promise<SourcePolled[]> {
  const sources = platforms.flatMap((platform) => platform.sources.map((source) => ({ platform, source })));
  return Promise.all(
    sources.map(async ({ platform, source }) => {
      try {
        return { sourceId: source.id, polled: await pollSource(deps, platform, source) };
      } catch (error) {
        deps.log.error(`source ${source.id} could not be polled`, error);
        return { sourceId: source.id, polled: { outcome: 'broke' as const, problem: String(error) } };
      }
    }),
  );
}

// The sources in the order in which they are switched: by network, with those switches whose source is no longer there.
import type { StatusView } from '../../../lib/api/status-schema.ts';
import { type Stop, stopOf } from '../shared/stops.ts';
import { clockOrDate } from '../shared/times.ts';

export type SourceView = StatusView['sources'][number];

export interface SourceGroup {
  readonly network: string;
  readonly sources: readonly SourceView[];
  readonly stop: Stop | undefined;
}

export function groupsOf(status: StatusView): readonly SourceGroup[] {
  const networks = [...new Set(status.sources.map(({ network }) => network))];
  return networks.map((network) => ({
    network,
    sources: status.sources.filter((source) => source.network === network),
    stop: stopOf(status, `network/${network}`),
  }));
}

/** Set, while what they stop is no longer connected: they would go on silently if it came back. */
export function strayStops(status: StatusView): readonly Stop[] {
  const known = new Set([
    'sending',
    ...status.sources.flatMap(({ id, network }) => [`source/${id}`, `network/${network}`]),
  ]);
  return status.stops.filter(({ what }) => !known.has(what));
}

const KINDS: Readonly<Record<string, string>> = {
  mentions: 'Mentions of',
  search: 'Search',
  reviews: 'Reviews of',
  comments: 'Comments on',
  feed: 'Feed',
};

/** `x:mentions:44` below the heading of its network: "Mentions of 44"; a search is called by what it looks for. */
export function sourceName(source: Pick<SourceView, 'id' | 'network' | 'query' | 'name'>): string {
  const { id, network, query, name } = source;
  if (name !== undefined) return name;
  if (query !== undefined) return `Search: ${query}`;
  const [own, kind = '', ...rest] = id.split(':');
  const words = KINDS[kind];
  return own === network && words !== undefined && rest.length > 0 ? `${words} ${rest.join(':')}` : id;
}

/** "Complete to 14:02, 1 gap being filled; next poll 14:03", in the times of this browser. */
export function completeness({ lamp, completeTo, gaps, nextPollAt }: SourceView, now: number): string {
  if (lamp === 'never-polled') return 'Not polled yet';
  const reach = completeTo === undefined ? 'Nothing read yet' : `Complete to ${clockOrDate(completeTo, now)}`;
  const filling = gaps === 0 ? '' : `, ${gaps} ${gaps === 1 ? 'gap' : 'gaps'} being filled`;
  const next = nextPollAt === undefined ? '' : `; next poll ${clockOrDate(nextPollAt, now)}`;
  return reach + filling + next;
}

// The stop switches: what a person has told Earshot not to do until somebody switches it on again.
import type { Source } from './source.ts';
import { type Instant, utcDay, utcTime } from './time.ts';

/** `sending`: no answer leaves · `network/x`: neither read nor answered · `source/x:mentions:44`: not read. */
const STOPPABLE = /^(sending|network\/[a-z][a-z0-9-]{0,29}|source\/[^\s]{1,200})$/;

export interface Stop {
  readonly what: string;
  readonly by: string;
  readonly at: Instant;
  readonly reason?: string;
}

/** Whether there is such a switch by its form; whether the source or network exists, only the settings know. */
export function isStoppable(what: string): boolean {
  return STOPPABLE.test(what);
}

/** The stop under which a source is not read, if there is one. */
export function stopOfSource(stops: readonly Stop[], source: Pick<Source, 'id' | 'network'>): Stop | undefined {
  return stops.find(({ what }) => what === `network/${source.network}` || what === `source/${source.id}`);
}

/** The stop under which no answer leaves for a network, if there is one. */
export function stopOfSending(stops: readonly Stop[], network: string): Stop | undefined {
  return stops.find(({ what }) => what === 'sending' || what === `network/${network}`);
}

export function isNetworkStopped(stops: readonly Stop[], network: string): boolean {
  return stops.some(({ what }) => what === `network/${network}`);
}

/** For example "switched off by Ana since 2026-11-21 14:02 UTC: too many posts". */
export function stopWords({ by, at, reason }: Stop): string {
  return `switched off by ${by} since ${utcDay(at)} ${utcTime(at)}${reason ? `: ${reason}` : ''}`;
}

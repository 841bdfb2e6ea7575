// What people have switched off, found and said.

import type { StatusView } from '../../../lib/api/status-schema.ts';
import { signal } from './signals.ts';
import { clockOrDate } from './times.ts';

export type Stop = StatusView['stops'][number];

/** Something that can be switched off. */
export interface Switched {
  /** `sending`, `network/x` or `source/x:mentions:44`. */
  readonly what: string;
  readonly name: string;
  /** What stopping it means. */
  readonly effect: string;
}

/** What the window that asks why is open for. */
export const asked = signal<Switched | undefined>();

/** The first of these switches that is set. */
export function stopOf(status: StatusView | undefined, ...what: readonly string[]): Stop | undefined {
  return status?.stops.find((stop) => what.includes(stop.what));
}

/** "switched off by Ana since 14:02: too many posts". */
export function stopWords({ by, at, reason }: Stop, now: number): string {
  return `switched off by ${by} since ${clockOrDate(at, now)}${reason === undefined ? '' : `: ${reason}`}`;
}

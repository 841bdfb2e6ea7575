// How soon a source is read again: at its own pace while people are at work, faster after something came, never not at all.
import type { Source } from './source.ts';
import { type Instant, secondsBetween } from './time.ts';

/** For so long after something new came, more is likely to follow. */
const LIVELY_SECONDS = 15 * 60;
/** The schedule calls every minute; sooner is not possible. */
const FASTEST_SECONDS = 60;
const LIVELY_FACTOR = 0.2;
const CLOSED_FACTOR = 5;
const SLOWEST_SECONDS = 15 * 60;

export interface Hour {
  readonly now: Instant;
  /** Whether somebody is at work by the business hours. */
  readonly isOpen: boolean;
  /** When the source last brought something new. */
  readonly lastNewsAt?: Instant;
}

/** Seconds until the next poll. `everySeconds` is the pace of the opening hours. */
export function secondsToNextPoll(source: Pick<Source, 'everySeconds' | 'isSteady'>, hour: Hour): number {
  const { everySeconds, isSteady } = source;
  const { now, isOpen, lastNewsAt } = hour;
  if (isSteady) return everySeconds;
  if (lastNewsAt !== undefined && secondsBetween(lastNewsAt, now) < LIVELY_SECONDS) {
    return Math.max(Math.min(everySeconds, FASTEST_SECONDS), everySeconds * LIVELY_FACTOR);
  }
  return isOpen ? everySeconds : slowestSeconds(everySeconds);
}

/** The pace at which a source is read when nobody is at work and nothing comes. */
export function slowestSeconds(everySeconds: number): number {
  return Math.max(everySeconds, Math.min(everySeconds * CLOSED_FACTOR, SLOWEST_SECONDS));
}

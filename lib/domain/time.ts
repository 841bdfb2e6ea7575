// The one place where instants are computed: ISO 8601 UTC strings in, ISO 8601 UTC strings out.
import * as z from 'zod';

/** An instant as ISO 8601 in UTC with milliseconds, e.g. `2026-11-21T09:30:00.000Z`: sorts as text. */
export type Instant = string;

/** Tells the time; passed in everywhere so that tests can advance it. */
export type Clock = () => Instant;

export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
}

/** Milliseconds since 1970. Throws RangeError for text that is not an instant. */
export function epochMs(instant: Instant): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`not a time: "${instant}" (expected ISO 8601, e.g. 2026-11-21T09:30:00Z)`);
  return ms;
}

export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString();
}

/** The same moment as the object that some libraries ask for. */
export function asDate(instant: Instant): Date {
  return new Date(epochMs(instant));
}

/** For packages that take no other form. */
export function toDate(instant: Instant): Date {
  return new Date(epochMs(instant));
}

/** The instant `span` after `start`; negative numbers go back. */
export function plus(start: Instant, span: Span): Instant {
  const { days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = span;
  return instantOf(epochMs(start) + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds);
}

/** Seconds from `start` to `end`; negative when `end` is earlier. */
export function secondsBetween(start: Instant, end: Instant): number {
  return (epochMs(end) - epochMs(start)) / 1000;
}

/** The same instant written in the one form that sorts as text. */
export function toInstant(text: string): Instant {
  return instantOf(epochMs(text));
}

/** The UTC day of an instant, e.g. `2026-11-21`. */
export function utcDay(instant: Instant): string {
  return instant.slice(0, 10);
}

/** The first moment of the UTC day after an instant. */
export function nextUtcDay(instant: Instant): Instant {
  return `${utcDay(plus(instant, { days: 1 }))}T00:00:00.000Z`;
}

/** Hours and minutes of an instant, for people: `09:30 UTC`. */
export function utcTime(instant: Instant): string {
  return `${instant.slice(11, 16)} UTC`;
}

export function isInstant(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}

/** A time with its zone: without one it would mean another moment on every machine. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: 'expected a time such as 2026-11-21T09:30:00Z' })
  .transform(toInstant);

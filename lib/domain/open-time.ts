// How much open time lies between two moments, and how it adds up, in one readable line.
import { Temporal } from 'temporal-polyfill';
import { type Calendar, type OpenStretch, openStretches } from './business-hours.ts';
import { epochMs, type Instant } from './time.ts';

const MINUTE_MS = 60_000;

/** Minutes of open time between two instants, breaks left out: the inverse of a deadline. None when `to` comes first. */
export function businessMinutesBetween(calendar: Calendar, from: Instant, to: Instant): number {
  return stretchesBetween(calendar, from, to).reduce((sum, { opens, closes }) => sum + closes - opens, 0) / MINUTE_MS;
}

/** The open stretches between two instants, breaks left out, the first first. */
export function stretchesBetween(calendar: Calendar, from: Instant, to: Instant): readonly OpenStretch[] {
  const end = epochMs(to);
  const found: OpenStretch[] = [];
  for (const { opens, closes } of openStretches(calendar, from)) {
    if (opens >= end) break;
    found.push({ opens, closes: Math.min(closes, end) });
  }
  return found;
}

/** More stretches than these are not all named. */
const NAMED = 3;
const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * For example "60 min: 25 min Fri 17:35–18:00 + 35 min Mon 09:00–09:35", in the time of the zone. Of many stretches the
 * first and the last are named, and what lies between them is added up. The parts are whole minutes and add up to the whole.
 */
export function sumOf(stretches: readonly OpenStretch[], timeZone: string): string {
  const [first] = stretches;
  const last = stretches.at(-1);
  if (!first || !last) return '0 min';
  const parts = wholeMinutes(stretches);
  const isLong = last.closes - first.opens > 6 * 24 * 60 * MINUTE_MS;
  const named = (stretch: OpenStretch, minutes: number) =>
    `${duration(minutes)} ${when(stretch, { timeZone, withDate: isLong })}`;
  const total = added(parts);
  if (stretches.length <= NAMED) {
    return `${duration(total)}: ${stretches.map((stretch, index) => named(stretch, parts[index] ?? 0)).join(' + ')}`;
  }
  const between = parts.slice(1, -1);
  const rest = `${duration(added(between))} in ${between.length} more stretches`;
  return `${duration(total)}: ${named(first, parts[0] ?? 0)} + ${rest} + ${named(last, parts.at(-1) ?? 0)}`;
}

/** Cut where the minute of the clock on the wall ends, so that 17:35:20–18:00 is 25 minutes and no minute is lost. */
function wholeMinutes(stretches: readonly OpenStretch[]): number[] {
  const odd = (stretches[0]?.opens ?? 0) % MINUTE_MS;
  let passed = odd;
  return stretches.map(({ opens, closes }) => {
    const before = Math.floor(passed / MINUTE_MS);
    passed += closes - opens;
    return Math.floor(passed / MINUTE_MS) - before;
  });
}

function added(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

function duration(minutes: number): string {
  if (minutes < 120) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

interface Shown {
  readonly timeZone: string;
  readonly withDate: boolean;
}

function when({ opens, closes }: OpenStretch, { timeZone, withDate }: Shown): string {
  const from = Temporal.Instant.fromEpochMilliseconds(opens).toZonedDateTimeISO(timeZone);
  const to = Temporal.Instant.fromEpochMilliseconds(closes).toZonedDateTimeISO(timeZone);
  const day = DAY_NAMES[from.dayOfWeek - 1];
  const date = withDate ? ` ${from.day} ${MONTH_NAMES[from.month - 1]}` : '';
  // A day that ends at midnight ends on itself, not on the next.
  const end = to.toPlainDate().equals(from.toPlainDate()) ? timeOf(to) : '24:00';
  return `${day}${date} ${timeOf(from)}–${end}`;
}

function timeOf({ hour, minute }: Temporal.ZonedDateTime): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

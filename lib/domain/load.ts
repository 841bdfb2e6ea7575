// Complaints by the hour of the week against who is there to answer them, so that a peak is seen coming.
import { Temporal } from 'temporal-polyfill';
import { epochMs, type Instant, instantOf } from './time.ts';

const HOUR_MS = 3_600_000;
const HOURS_A_WEEK = 168;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

type Day = (typeof DAYS)[number];

/** Complaints of one hour that began at `hour` (UTC). */
export interface HourCount {
  readonly hour: Instant;
  readonly complaints: number;
}

/** A time of day, the time at which it ends (`24:00`: with the day), and how many people are there. */
type Shift = readonly [from: string, to: string, people: number];

/** Shifts a day; where two overlap, their people are added up. */
export type Staffing = Readonly<Partial<Record<Day, readonly Shift[]>>>;

interface LoadHour {
  /** On average, of the weeks that were counted. */
  readonly complaints: number;
  /** On average, where somebody comes or goes within the hour. */
  readonly people: number;
  /** More comes in than those who are there can answer. */
  readonly isShort: boolean;
}

export interface LoadQuestion {
  readonly counts: readonly HourCount[];
  /** The stretch looked at: whole UTC hours, the end exclusive. */
  readonly from: Instant;
  readonly to: Instant;
  readonly timeZone: string;
  readonly staffing: Staffing;
  /** Complaints one person answers in an hour. */
  readonly perHour: number;
}

export interface Load {
  /** 168: Monday 00:00 first, in the time zone. */
  readonly hours: readonly LoadHour[];
  /** Days, in the time zone, of which something was counted. */
  readonly days: number;
}

/**
 * The average week. It begins with the first day of which anything was counted: before that nobody listened, which is not
 * the same as silence. An hour that the clocks skip comes once less, one that comes twice counts twice, each as it was. In a
 * zone that differs from UTC by a part of an hour, a count belongs to the local hour in which its hour begins.
 */
export function loadOf(question: LoadQuestion): Load {
  const { counts, timeZone, perHour, staffing } = question;
  const inside = counts.filter(({ hour, complaints }) => complaints > 0 && hour >= question.from && hour < question.to);
  const byHour = new Map(inside.map(({ hour, complaints }) => [epochMs(hour), complaints]));
  const cells = Array.from({ length: HOURS_A_WEEK }, () => ({ complaints: 0, times: 0 }));
  const days = new Set<string>();
  for (let ms = beginOf(question, [...byHour.keys()]); ms < epochMs(question.to); ms += HOUR_MS) {
    const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
    const cell = cells[(local.dayOfWeek - 1) * 24 + local.hour];
    const complaints = byHour.get(ms) ?? 0;
    if (!cell) continue;
    cell.times += 1;
    cell.complaints += complaints;
    if (complaints > 0) days.add(local.toPlainDate().toString());
  }
  const people = peopleByHour(staffing);
  const hours = cells.map(({ complaints, times }, place) => {
    const average = times === 0 ? 0 : hundredths(complaints / times);
    const present = people[place] ?? 0;
    return { complaints: average, people: present, isShort: average > present * perHour };
  });
  return { hours, days: days.size };
}

/** The begin of the local day on which anything was counted first, or of the stretch. */
function beginOf({ from, to, timeZone }: LoadQuestion, counted: readonly number[]): number {
  if (counted.length === 0) return epochMs(to);
  const first = Temporal.Instant.fromEpochMilliseconds(Math.min(...counted));
  const dayBegan = first.toZonedDateTimeISO(timeZone).startOfDay().epochMilliseconds;
  // Whole UTC hours, in a zone that begins its day within one, too.
  return Math.max(epochMs(from), Math.ceil(dayBegan / HOUR_MS) * HOUR_MS);
}

/** People at each of the 168 hours. */
export function peopleByHour(staffing: Staffing): number[] {
  return DAYS.flatMap((day) =>
    Array.from({ length: 24 }, (_, hour) => {
      const minutes = (staffing[day] ?? []).reduce((sum, shift) => sum + minutesWithin(shift, hour) * shift[2], 0);
      return hundredths(minutes / 60);
    }),
  );
}

function minutesWithin([from, to]: Shift, hour: number): number {
  const begin = Math.max(minuteOf(from), hour * 60);
  const end = Math.min(minuteOf(to), (hour + 1) * 60);
  return Math.max(0, end - begin);
}

function minuteOf(timeOfDay: string): number {
  return Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3, 5));
}

/** One person whenever somebody answers at all: what is assumed where nobody said more. */
export function onePersonIn(week: Readonly<Partial<Record<Day, readonly (readonly [string, string])[]>>>): Staffing {
  const open = DAYS.map((day) => [day, (week[day] ?? []).map(([from, to]): Shift => [from, to, 1])] as const);
  return Object.fromEntries(open);
}

/** The hour in which an instant lies. */
export function hourOf(instant: Instant): Instant {
  return instantOf(Math.floor(epochMs(instant) / HOUR_MS) * HOUR_MS);
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

// Whom Earshot listens for: the brand, its competitors, the words to search, the hours somebody answers, what may be missed.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { businessHoursSchema, minutesAWeek, staffingSchema } from '../domain/business-hours.ts';
import { companySchema } from '../domain/company.ts';
import { deadlinesSchema, MOST_MINUTES } from '../domain/deadline.ts';
import { problemsIn } from '../domain/problems-in.ts';
import { MISS_AT_MOST } from '../domain/recall-promise.ts';
import { SPOT_CHECKS_A_DAY } from '../domain/spot-check.ts';
import type { Instant } from '../domain/time.ts';
import { ENV } from './env-names.ts';
import { readHolidays } from './holiday-calendars.ts';
import { BrokenSettings } from './settings.ts';

const PROMISABLE = `expected a number from ${MISS_AT_MOST.least} to ${MISS_AT_MOST.most}: the percent of complaints that may be missed`;

const CHECKABLE = `expected a whole number from 0 to ${SPOT_CHECKS_A_DAY.most}: the harmless posts to check a day`;

const FOLLOW_UP = 'expected a whole number of days from 0 (nobody asks) to 365';

const ANSWERS = 'expected how many answers one person gives in an hour, more than 0 and at most 1000';

/** Longer than that nobody plans: with less open time, most of it would be one slip of the pen. */
const WEEKS_A_YEAR = 52;

/** A key that is not known is a slip of the pen: to pass over it would mean to listen for less than was meant. */
const listSchema = z.strictObject({
  brand: companySchema,
  competitors: z.array(companySchema).default([]),
  /** Words and phrases searched on every network that has a search. */
  keywords: z.array(z.string().min(1).max(200)).default([]),
  businessHours: businessHoursSchema,
  /** Business minutes to the first answer, to each further one and to the solution. */
  deadlines: deadlinesSchema,
  /** So many days after a complaint was answered and resolved, somebody asks whether that holds; 0: nobody does. */
  followUpDays: z.int(FOLLOW_UP).min(0, FOLLOW_UP).max(365, FOLLOW_UP).default(14),
  /** Who is there when: for the load, not for deadlines. */
  staffing: staffingSchema.optional(),
  answersPerHour: z.number(ANSWERS).positive(ANSWERS).max(1000, ANSWERS).default(6),
  /** Addresses and numbers of the brand's own: they may stand in a public answer. */
  published: z.array(z.string().min(1).max(100)).default([]),
  /** How to reach the brand when it cannot wait, as it reads after a colon: "call 0800 000 000". */
  urgentContact: z.string().min(1).max(100).optional(),
  /** Two-letter country in which a phone number without a country code is read, e.g. `GB`. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected two capital letters such as GB')
    .default('GB'),
  /** The promise "miss at most so many percent of complaints": what is surely harmless enough for it, nobody reads. */
  missAtMostPercent: z
    .number(PROMISABLE)
    .min(MISS_AT_MOST.least, PROMISABLE)
    .max(MISS_AT_MOST.most, PROMISABLE)
    .default(MISS_AT_MOST.usual),
  /** How many of a day's harmless posts a person is asked to check; 0: none. */
  spotChecksPerDay: z
    .int(CHECKABLE)
    .min(0, CHECKABLE)
    .max(SPOT_CHECKS_A_DAY.most, CHECKABLE)
    .default(SPOT_CHECKS_A_DAY.usual),
});

/** A deadline that the hours can hardly ever reach would be found out only by the first complaint. */
const watchlistSchema = listSchema.refine(
  ({ businessHours, deadlines }) => {
    const longest = Math.max(...Object.values(deadlines).flatMap((allowed) => Object.values(allowed)));
    const open = minutesAWeek(businessHours);
    // That it is never open, or the deadline no deadline, is said already.
    return open === 0 || longest > MOST_MINUTES || longest <= open * WEEKS_A_YEAR;
  },
  {
    path: ['deadlines'],
    error: 'the longest takes more than a year of these businessHours; open longer, or allow fewer minutes',
  },
);

export type Watchlist = z.infer<typeof listSchema>;

/**
 * The watch list at `path`, with the dates of its holiday calendars around `now`.
 * Throws BrokenSettings when it or one of them cannot be read, too.
 */
export function readWatchlist(path: string, now: Instant): Watchlist {
  const list = parseWatchlist(readText(path), path);
  const { holidayCalendars, ...hours } = list.businessHours;
  if (holidayCalendars === undefined) return list;
  const dates = readHolidays(dirname(path), holidayCalendars, now);
  return { ...list, businessHours: { ...hours, holidays: [...new Set([...hours.holidays, ...dates])].sort() } };
}

/**
 * The watch list as it is deployed, as text: the file itself, or, where it names holiday calendars, with their dates in
 * their place. So no function has to carry what reads calendars, and a broken one is found before the deployment.
 */
export function deployedWatchlist(path: string, now: Instant): string {
  const text = readText(path);
  const named = parseWatchlist(text, path).businessHours.holidayCalendars !== undefined;
  return named ? `${JSON.stringify(readWatchlist(path, now), null, 2)}\n` : text;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BrokenSettings([`there is no watch list at ${path} (${why}); write one, or set ${ENV.watchlist}`]);
  }
}

/** The watch list in `json`; `path` is for the message. Throws BrokenSettings with every problem in it. */
export function parseWatchlist(json: string, path: string): Watchlist {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch (error) {
    throw new BrokenSettings([`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const parsed = watchlistSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new BrokenSettings(problemsIn(parsed.error, 'the whole').map((problem) => `${path}: ${problem}`));
}

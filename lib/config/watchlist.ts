// Whom Earshot listens for: the brand, its competitors, the words to search, the hours somebody answers, what may be missed.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { businessHoursSchema } from '../domain/business-hours.ts';
import { companySchema } from '../domain/company.ts';
import { problemsIn } from '../domain/problems-in.ts';
import { MISS_AT_MOST } from '../domain/recall-promise.ts';
import { SPOT_CHECKS_A_DAY } from '../domain/spot-check.ts';
import { ENV } from './env-names.ts';
import { BrokenSettings } from './settings.ts';

const PROMISABLE = `expected a number from ${MISS_AT_MOST.least} to ${MISS_AT_MOST.most}: the percent of complaints that may be missed`;

const CHECKABLE = `expected a whole number from 0 to ${SPOT_CHECKS_A_DAY.most}: the harmless posts to check a day`;

/** A key that is not known is a slip of the pen: to pass over it would mean to listen for less than was meant. */
const watchlistSchema = z.strictObject({
  brand: companySchema,
  competitors: z.array(companySchema).default([]),
  /** Words and phrases searched on every network that has a search. */
  keywords: z.array(z.string().min(1).max(200)).default([]),
  businessHours: businessHoursSchema,
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

export type Watchlist = z.infer<typeof watchlistSchema>;

/** The watch list at `path`. Throws BrokenSettings when it cannot be read, too. */
export function readWatchlist(path: string): Watchlist {
  let json: string;
  try {
    json = readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BrokenSettings([`there is no watch list at ${path} (${why}); write one, or set ${ENV.watchlist}`]);
  }
  return parseWatchlist(json, path);
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

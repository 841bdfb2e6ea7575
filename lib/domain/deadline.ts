// By when the brand must have answered, and solved the matter: the graver the reproach, the sooner.
import * as z from 'zod';
import type { Risk, Severity } from './assessment.ts';
import { type BusinessHours, type Calendar, type OpenStretch, stretchesOf } from './business-hours.ts';
import { sumOf } from './open-time.ts';
import { type Instant, instantOf } from './time.ts';

/** A deadline, from when it counts, and the two moments before it at which it is warned of: half and three quarters of its time. */
export interface Deadline {
  readonly from: Instant;
  readonly half: Instant;
  readonly threeQuarters: Instant;
  readonly dueAt: Instant;
  /**
   * How it was counted, by the calendar of that day, so that a later change of the hours does not contradict it:
   * "60 min: 25 min Fri 17:35–18:00 + 35 min Mon 09:00–09:35".
   */
  readonly sum: string;
}

/** The longest that may be allowed: about half a year of working days of eight hours. */
export const MOST_MINUTES = 60_000;
const ALLOWED = `expected a whole number of business minutes from 1 to ${MOST_MINUTES}`;
const minutesSchema = z.int(ALLOWED).min(1, ALLOWED).max(MOST_MINUTES, ALLOWED);

/** Business minutes by severity, from 1 (no explicit reproach) to 4 (blame), and where there is a risk, whatever the words. */
type MinutesAllowed = Readonly<Record<`${Severity}` | 'risk', number>>;

function allowedSchema(usual: MinutesAllowed) {
  return z
    .strictObject({
      '1': minutesSchema.default(usual['1']),
      '2': minutesSchema.default(usual['2']),
      '3': minutesSchema.default(usual['3']),
      '4': minutesSchema.default(usual['4']),
      risk: minutesSchema.default(usual.risk),
    })
    .prefault({});
}

const ANSWER_MINUTES: MinutesAllowed = { '1': 240, '2': 120, '3': 60, '4': 30, risk: 15 };
const WORKING_DAY = 8 * 60;
const SOLUTION_MINUTES: MinutesAllowed = {
  '1': 5 * WORKING_DAY,
  '2': 3 * WORKING_DAY,
  '3': 2 * WORKING_DAY,
  '4': WORKING_DAY,
  risk: WORKING_DAY,
};

/** How soon the team means to answer and to solve; what is left out is as usual. */
export const deadlinesSchema = z
  .strictObject({
    firstReply: allowedSchema(ANSWER_MINUTES),
    nextReply: allowedSchema(ANSWER_MINUTES),
    solution: allowedSchema(SOLUTION_MINUTES),
  })
  .prefault({});

type Deadlines = z.infer<typeof deadlinesSchema>;

/** What every deadline follows from; both stand in the watch list. */
export interface Terms {
  readonly businessHours: BusinessHours;
  readonly deadlines: Deadlines;
}

/** What makes a matter urgent. */
export interface Urgency {
  readonly severity: Severity;
  readonly risks: readonly Risk[];
}

/**
 * The clock that runs for `minutes` of open time from `start`, breaks left out.
 * Throws RangeError when the calendar is closed for 400 days on end.
 */
export function deadline(start: Instant, minutes: number, calendar: Calendar): Deadline {
  const stretches = stretchesOf(calendar, start, minutes);
  const after = (share: number) => instantOf(momentIn(stretches, minutes * share * 60_000));
  return {
    from: start,
    half: after(0.5),
    threeQuarters: after(0.75),
    dueAt: after(1),
    sum: sumOf(stretches, calendar.hours.timeZone),
  };
}

/** Business minutes that are allowed for a matter of that urgency. */
export function minutesFor({ severity, risks }: Urgency, allowed: MinutesAllowed): number {
  return risks.length > 0 ? allowed.risk : allowed[severity];
}

/** The moment at which so many milliseconds of the stretches have passed. */
function momentIn(stretches: readonly OpenStretch[], milliseconds: number): number {
  let left = milliseconds;
  for (const { opens, closes } of stretches) {
    if (left <= closes - opens) return opens + left;
    left -= closes - opens;
  }
  throw new RangeError(`the stretches hold ${milliseconds - left} ms of open time, not ${milliseconds}`);
}

// The daily spot check: a few of the posts called harmless are shown to a person, so that misses are measured (requirement U8).
import { type Instant, plus, utcDay } from './time.ts';

/** One thread put up for a check. */
export interface SpotCheck {
  /** The UTC day on which its post was called harmless. */
  readonly day: string;
  readonly threadId: string;
  /** What a person said; absent until somebody has looked. */
  readonly decision?: 'complaint' | 'not';
}

/** How many a day may be put up; 0 switches it off. */
export const SPOT_CHECKS_A_DAY = { most: 100, usual: 10 } as const;

/** Days after which nobody is asked any more: who was away is not met by a pile. */
const ASKED_DAYS = 7;
/** Days over which misses are counted. */
const COUNTED_DAYS = 30;

export function isStillAsked({ day, decision }: SpotCheck, now: Instant): boolean {
  return decision === undefined && day >= utcDay(plus(now, { days: -ASKED_DAYS }));
}

export interface MeasuredMisses {
  readonly checked: number;
  readonly missed: number;
  /** Share of complaints among what is called harmless, with its 95 % interval; absent before anybody has checked. */
  readonly share?: { readonly estimate: number; readonly low: number; readonly high: number };
  /** For example "Of 140 harmless mentions checked in 30 days, 3 were complaints: about 2.1 % …". */
  readonly text: string;
}

/** The days are taken together as one draw: exact as long as they are about equally busy. */
export function measuredMisses(checks: readonly SpotCheck[], now: Instant): MeasuredMisses {
  const since = utcDay(plus(now, { days: -COUNTED_DAYS }));
  const answers = checks.flatMap(({ day, decision }) => (decision !== undefined && day >= since ? [decision] : []));
  const checked = answers.length;
  const missed = answers.filter((decision) => decision === 'complaint').length;
  if (checked === 0)
    return { checked, missed, text: `Not measured yet: nobody has answered a spot check in ${COUNTED_DAYS} days.` };
  const share = { estimate: missed / checked, ...clopperPearson(missed, checked) };
  const found =
    missed === 0 ? 'none was a complaint' : missed === 1 ? '1 was a complaint' : `${missed} were complaints`;
  const mentions = checked === 1 ? 'harmless mention' : 'harmless mentions';
  return {
    checked,
    missed,
    share,
    text: `Of ${checked} ${mentions} checked in ${COUNTED_DAYS} days, ${found}: about ${percent(share.estimate)} % of what nobody reads, between ${percent(share.low)} and ${percent(share.high)} %.`,
  };
}

/** One decimal as long as it says something. */
function percent(share: number): string {
  const hundredth = 100 * share;
  return hundredth < 10 ? String(Number(hundredth.toFixed(1))) : hundredth.toFixed(0);
}

/** The chance on each side that the interval leaves out. */
const TAIL = 0.025;

/** The exact binomial interval (Clopper, Pearson 1934): it covers the true share in at least 95 of 100 cases, small counts too. */
function clopperPearson(hits: number, of: number): { readonly low: number; readonly high: number } {
  return {
    low: hits === 0 ? 0 : shareWhere((share) => 1 - atMost(hits - 1, of, share) < TAIL),
    high: hits === of ? 1 : shareWhere((share) => atMost(hits, of, share) > TAIL),
  };
}

/** The highest share at which `holds` is still true; it is true below some share and false above. */
function shareWhere(holds: (share: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let halved = 0; halved < 50; halved += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** The probability of `hits` or fewer of `of`; in logarithms, since its terms are too small for plain numbers. */
function atMost(hits: number, of: number, share: number): number {
  let logTerm = of * Math.log1p(-share);
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= hits; k += 1) {
    logTerm += Math.log((of - k + 1) / k) + Math.log(share) - Math.log1p(-share);
    sum += Math.exp(logTerm);
  }
  return sum;
}

// What a network has charged this month, how much the operator allows, and what the month will come to.
import { epochMs, type Instant, instantOf, plus } from './time.ts';

/** Amounts in micro-dollars. */
export interface Spending {
  readonly network: string;
  /** UTC month, `2026-11`. */
  readonly month: string;
  readonly readMicros: number;
  readonly answerMicros: number;
}

/** From `softMicros` on people are told; at `hardMicros` no more is spent. */
export interface Caps {
  readonly softMicros?: number;
  readonly hardMicros?: number;
}

/** The share of the hard cap that reads leave for answers: who has been heard must be answered. */
const KEPT_FOR_ANSWERS = 0.1;
/** Before so much of a month is over, a forecast would be a guess. */
const FORECAST_FROM_DAYS = 1;
const DAY_MS = 86_400_000;

export function monthOf(now: Instant): string {
  return now.slice(0, 7);
}

export function spentMicros({ readMicros, answerMicros }: Spending): number {
  return readMicros + answerMicros;
}

/** Micro-dollars that may still be spent on this purpose; Infinity without a cap. */
export function leftFor(purpose: 'read' | 'answer', spending: Spending, { hardMicros }: Caps): number {
  if (hardMicros === undefined) return Number.POSITIVE_INFINITY;
  const allowed = purpose === 'answer' ? hardMicros : hardMicros * (1 - KEPT_FOR_ANSWERS);
  return Math.max(0, allowed - spentMicros(spending));
}

/** What the month comes to at the pace so far; undefined while too little of it is over. */
export function forecastMicros(spending: Spending, now: Instant): number | undefined {
  const [begins, ends] = boundsOf(spending.month);
  const elapsed = Math.min(epochMs(now), ends) - begins;
  if (elapsed < FORECAST_FROM_DAYS * DAY_MS) return undefined;
  return Math.round((spentMicros(spending) * (ends - begins)) / elapsed);
}

/** The first moment of the month after. */
export function nextMonth(month: string): Instant {
  return instantOf(boundsOf(month)[1]);
}

/** For example "$12.40 of $50.00 this month, about $31.00 by its end; reads stop at $45.00". */
export function spendingWords(spending: Spending, caps: Caps, now: Instant): string {
  const { hardMicros } = caps;
  const spent = dollars(spentMicros(spending));
  const forecast = forecastMicros(spending, now);
  const ahead = forecast === undefined ? '' : `, about ${dollars(forecast)} by its end`;
  if (hardMicros === undefined) return `${spent} this month${ahead}; no cap is set`;
  const stop = dollars(hardMicros * (1 - KEPT_FOR_ANSWERS));
  const reached = leftFor('read', spending, caps) === 0 ? `reads have stopped at ${stop}` : `reads stop at ${stop}`;
  return `${spent} of ${dollars(hardMicros)} this month${ahead}; ${reached}, the rest is kept for answers`;
}

/** Micro-dollars as people write them: `$12.40`; below a cent with all digits that say something. */
export function dollars(micros: number): string {
  const amount = micros / 1_000_000;
  return amount > 0 && amount < 0.01 ? `$${amount.toFixed(4)}` : `$${amount.toFixed(2)}`;
}

function boundsOf(month: string): [begins: number, ends: number] {
  const begins = firstMomentOf(month);
  return [epochMs(begins), epochMs(firstMomentOf(monthOf(plus(begins, { days: 31 }))))];
}

function firstMomentOf(month: string): Instant {
  return `${month}-01T00:00:00.000Z`;
}

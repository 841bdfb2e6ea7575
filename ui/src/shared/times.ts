// Times as people say them: "12m left", "40m overdue", "3h ago", "Sat 21 Nov, 14:02".
import type { ThreadView } from '../../../lib/api/schemas.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its two largest units, e.g. `2h 5m`; under a minute `less than 1m`. */
export function span(milliseconds: number): string {
  const ms = Math.abs(milliseconds);
  if (ms < MINUTE) return '<1m';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m`;
  if (ms < DAY) return inTwo(ms, HOUR, MINUTE);
  return inTwo(ms, DAY, HOUR);
}

const LETTERS: Readonly<Record<number, string>> = { [DAY]: 'd', [HOUR]: 'h', [MINUTE]: 'm' };

function inTwo(ms: number, unit: number, smaller: number): string {
  const large = Math.floor(ms / unit);
  const small = Math.floor((ms % unit) / smaller);
  const rest = small === 0 || large >= 10 ? '' : ` ${small}${LETTERS[smaller]}`;
  return `${large}${LETTERS[unit]}${rest}`;
}

/** `at`: ISO 8601, or milliseconds since 1970. */
export function ago(at: string | number, now: number): string {
  const ms = now - new Date(at).getTime();
  if (ms < 5_000) return 'just now';
  return ms < MINUTE ? `${Math.floor(ms / 1000)} s ago` : `${span(ms)} ago`;
}

const sameYear = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const otherYear = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function dateTime(at: string, now: number): string {
  const date = new Date(at);
  return (date.getFullYear() === new Date(now).getFullYear() ? sameYear : otherYear).format(date);
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** The time alone on the same day, e.g. `14:02`; else with its date. */
export function clockOrDate(at: string, now: number): string {
  const date = new Date(at);
  return date.toDateString() === new Date(now).toDateString() ? clock.format(date) : dateTime(at, now);
}

export interface Due {
  readonly text: string;
  readonly level: 'calm' | 'soon' | 'urgent' | 'late' | 'none';
}

/** The deadline in words; its level is what is left of the time allowed, as the server counts it, or too little anyway. */
export function due(thread: Pick<ThreadView, 'dueAt' | 'status' | 'warned'>, now: number): Due {
  if (thread.dueAt === undefined) {
    return { text: thread.status === 'waiting' ? 'paused' : 'no deadline', level: 'none' };
  }
  const left = Date.parse(thread.dueAt) - now;
  if (left <= 0) return { text: `${span(left)} overdue`, level: 'late' };
  const { warned = 0 } = thread;
  const level = left < 15 * MINUTE || warned >= 75 ? 'urgent' : warned === 50 ? 'soon' : 'calm';
  return { text: `${span(left)} left`, level };
}

// What the polls of a source did, in words and as bars.
import type { PollsView } from '../../../lib/api/status-schema.ts';

export type Poll = PollsView['items'][number];

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** `14:02`; on another day than `now` "21 Nov 14:02". */
export function shortTime(at: string, now: number): string {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date(now).toDateString();
  return isToday ? clock.format(date) : `${day.format(date)} ${clock.format(date)}`;
}

/** "13:57–14:02": what was read; a poll that read nothing has no stretch. */
export function stretchWords({ from, to }: Pick<Poll, 'from' | 'to'>): string {
  return from === to ? '–' : `${shortTime(from, Date.parse(to))}–${clock.format(new Date(to))}`;
}

/** "0.4 s", "2 min 5 s". */
export function tookWords({ at, until }: Pick<Poll, 'at' | 'until'>): string {
  const seconds = (Date.parse(until) - Date.parse(at)) / 1000;
  if (seconds < 0.1) return '<0.1 s';
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** What is not as it should be after a poll; empty when all is well. */
export function faultWords({ unreadable, openGaps, problem }: Poll): string {
  return [
    ...(unreadable > 0 ? [`${unreadable} unreadable, set aside`] : []),
    ...(openGaps > 0 ? [`${openGaps} ${openGaps === 1 ? 'gap' : 'gaps'} left`] : []),
    ...(problem === undefined ? [] : [problem]),
  ].join('; ');
}

export interface Bar {
  /** Of the height, 0 to 1; a poll that brought something stays visible beside a large one. */
  readonly height: number;
  readonly hasFailed: boolean;
}

const LOWEST = 0.06;

/** Oldest first; none where nothing was heard and nothing failed. */
export function barsOf(polls: readonly Poll[]): readonly Bar[] {
  if (polls.every(({ items, problem }) => items === 0 && problem === undefined)) return [];
  const most = Math.max(1, ...polls.map(({ items }) => items));
  return polls.toReversed().map(({ items, problem }) => ({
    height: items === 0 ? 0 : Math.max(LOWEST, items / most),
    hasFailed: problem !== undefined,
  }));
}

/** The bars, for those who do not see them. */
export function barWords(polls: readonly Poll[]): string {
  const items = polls.map((poll) => poll.items);
  const failed = polls.filter(({ problem }) => problem !== undefined).length;
  const sum = items.reduce((total, count) => total + count, 0);
  const said = `Posts in each of the last ${polls.length} polls: ${sum} in all, at most ${Math.max(0, ...items)} in one`;
  return failed === 0 ? said : `${said}; ${failed} failed`;
}

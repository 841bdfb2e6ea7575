// How many days back a command looks, as it was typed.

/** Further back no post is likely, and each day asks the table once. */
const MOST_DAYS = 3650;

/** Undefined when it is no whole number from 1 to ten years. */
export function daysIn(typed: string): number | undefined {
  const days = Number(typed);
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? days : undefined;
}

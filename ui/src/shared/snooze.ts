// When a thread that is put aside may come back, by the agent's own clock.

/** The hours at which an evening and a working day begin. */
const [EVENING, MORNING] = [18, 9];
const HOUR = 60 * 60_000;

/** What is offered: label and moment. Each has the same number all day: once the evening has begun it is three hours. */
export function snoozeTimes(now: number): readonly (readonly [string, Date])[] {
  const at = (days: number, hour: number) => {
    const date = new Date(now);
    date.setDate(date.getDate() + days);
    date.setHours(hour, 0, 0, 0);
    return date;
  };
  const toMonday = (8 - new Date(now).getDay()) % 7 || 7;
  const tonight = at(0, EVENING);
  return [
    ['For an hour', new Date(now + HOUR)],
    tonight.getTime() > now ? ['Tonight', tonight] : ['For three hours', new Date(now + 3 * HOUR)],
    ['Tomorrow', at(1, MORNING)],
    ['Monday', at(toMonday, MORNING)],
  ];
}

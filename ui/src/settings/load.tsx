// When complaints come, hour by hour of the week, and where too few people are there to answer them.
import type { LoadView } from '../../../lib/api/library-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { TeamSection } from './team-section.tsx';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export function Load() {
  const { desk } = useDesk();
  return (
    <TeamSection title="Load by hour of the week" read={desk.api.load}>
      {(load) => (load.days === 0 ? <p class="muted">Nothing has been counted yet.</p> : <Week load={load} />)}
    </TeamSection>
  );
}

function Week({ load }: { readonly load: LoadView }) {
  const busiest = Math.max(...load.hours.map(({ complaints }) => complaints), 1);
  const short = load.hours.filter(({ isShort }) => isShort).length;
  return (
    <>
      <p>
        Complaints an hour, the mean of {load.weeks} weeks ({load.days} {load.days === 1 ? 'day' : 'days'} counted,{' '}
        {load.timeZone}).{' '}
        {short === 0
          ? 'There are enough people in every hour.'
          : `In ${short} ${short === 1 ? 'hour' : 'hours'} there are too few people (!).`}
      </p>
      {/* biome-ignore lint: a scrolled region takes the focus, so that it can be scrolled by keys. */}
      <div class="polls" tabIndex={0} role="region" aria-label="Load by hour of the week">
        <table class="load">
          <thead>
            <tr>
              <th scope="col">Day</th>
              {HOURS.map((hour) => (
                <th key={hour} scope="col">
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {DAYS.map((day, row) => (
              <tr key={day}>
                <th scope="row">{day}</th>
                {HOURS.map((hour) => (
                  <Cell key={hour} cell={load.hours[row * 24 + hour]} busiest={busiest} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="muted">One person answers {load.perHour} an hour. Who is there stands in the watch list.</p>
    </>
  );
}

interface CellProps {
  readonly cell: LoadView['hours'][number] | undefined;
  readonly busiest: number;
}

function Cell({ cell, busiest }: CellProps) {
  if (!cell) return <td />;
  const { complaints, people, isShort } = cell;
  const shade = Math.round((complaints / busiest) * 40);
  return (
    <td
      class={isShort ? 'bad' : undefined}
      title={`${complaints} complaints, ${people} people`}
      style={{ background: `color-mix(in srgb, var(--accent) ${shade}%, transparent)` }}
    >
      {complaints === 0 ? '' : complaints < 10 ? Number(complaints.toFixed(1)) : Math.round(complaints)}
      {isShort && '!'}
    </td>
  );
}

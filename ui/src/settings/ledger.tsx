// The last polls of a source: read when somebody opens it.
import { useDesk } from '../shared/desk-context.ts';
import { Folded, useRead } from '../shared/reading.tsx';
import { dateTime } from '../shared/times.ts';
import { money } from '../shared/words.ts';
import { barsOf, barWords, faultWords, type Poll, shortTime, stretchWords, tookWords } from './ledger-words.ts';

export function Ledger({ sourceId }: { readonly sourceId: string }) {
  return (
    <Folded class="ledger" summary="Last polls">
      <LastPolls sourceId={sourceId} />
    </Folded>
  );
}

function LastPolls({ sourceId }: { readonly sourceId: string }) {
  const { desk } = useDesk();
  const [polls, , meanwhile] = useRead(() => desk.api.polls(sourceId), 1);
  if (!polls) return meanwhile;
  return polls.length > 0 ? <Polls polls={polls} /> : <p class="muted">No poll in the last 30 days.</p>;
}

function Polls({ polls }: { readonly polls: readonly Poll[] }) {
  const isCharged = polls.some(({ costMicros }) => costMicros > 0);
  return (
    <>
      <Bars polls={polls} />
      {/* biome-ignore lint: a scrolled region takes the focus, so that it can be scrolled by keys. */}
      <div class="polls" tabIndex={0} role="region" aria-label="Last polls">
        <table>
          <caption class="sr">Newest first; posts read twice to miss none are counted each time</caption>
          <thead>
            <tr>
              <th scope="col">Poll</th>
              <th scope="col">Read from–to</th>
              <th scope="col">Posts</th>
              <th scope="col">Pages</th>
              {isCharged && <th scope="col">Cost</th>}
              <th scope="col">Took</th>
            </tr>
          </thead>
          <tbody>
            {polls.map((poll) => (
              <PollRow key={poll.at} poll={poll} isCharged={isCharged} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function PollRow({ poll, isCharged }: { readonly poll: Poll; readonly isCharged: boolean }) {
  const { desk } = useDesk();
  const now = desk.clock.value;
  const faults = faultWords(poll);
  return (
    <>
      <tr>
        <th scope="row" title={dateTime(poll.at, now)}>
          {shortTime(poll.at, now)}
        </th>
        <td>{stretchWords(poll)}</td>
        <td>{poll.items}</td>
        <td>{poll.pages}</td>
        {isCharged && <td>{money(poll.costMicros)}</td>}
        <td>{tookWords(poll)}</td>
      </tr>
      {faults !== '' && (
        <tr class="fault">
          <td colSpan={isCharged ? 6 : 5}>{faults}</td>
        </tr>
      )}
    </>
  );
}

/** As many as the server tells; the newest stands at the right. */
const POLLS = 50;
/** In units of the picture, which is stretched to the width there is. */
const STEP = 6;
const HEIGHT = 32;

function Bars({ polls }: { readonly polls: readonly Poll[] }) {
  const bars = barsOf(polls);
  if (bars.length === 0) return null;
  return (
    <svg
      class="bars"
      role="img"
      aria-label={barWords(polls)}
      viewBox={`0 0 ${STEP * POLLS} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      {bars.map(({ height, hasFailed }, index) => (
        <rect
          // biome-ignore lint: the bars have no other name than their place.
          key={index}
          class={hasFailed ? 'failed' : ''}
          x={STEP * (POLLS - bars.length + index) + 1}
          width={STEP - 2}
          y={HEIGHT * (1 - (hasFailed ? 1 : height))}
          height={HEIGHT * (hasFailed ? 1 : height)}
        />
      ))}
    </svg>
  );
}

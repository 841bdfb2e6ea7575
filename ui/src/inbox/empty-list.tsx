// A list without threads: because the work is done, because nothing was found, or because nothing is heard yet.
import { useDesk } from '../shared/desk-context.ts';
import { Steps } from '../shared/guide.tsx';
import { Button } from '../shared/parts.tsx';
import { ago } from '../shared/times.ts';
import { VIEW } from '../shared/views.ts';

export function EmptyList() {
  const { desk } = useDesk();
  const { view, q, search } = desk.nav;
  const { label, empty, comes } = VIEW[view.value];
  if (q.value !== '') {
    return (
      <div class="state">
        <p class="big">Nothing found in “{label}” for</p>
        <p>
          <code>{q.value}</code>
        </p>
        <Button onClick={() => search('')}>Clear the search</Button>
      </div>
    );
  }
  const known = desk.book.matching(() => true);
  if (known.length === 0 && desk.sources.value?.sources.length === 0) return <FirstRun />;
  const [last] = known.flatMap(({ firstRepliedAt }) => firstRepliedAt ?? []).toSorted((a, b) => b.localeCompare(a));
  return (
    <div class="state">
      <p class="big">
        {empty}
        {view.value === 'open' && last && ` Last complaint answered ${ago(last, desk.clock.value)}.`}
      </p>
      <p class="muted">{comes ?? 'New complaints appear here by themselves.'}</p>
      {view.value !== 'waiting' && <a href="#/inbox/waiting">See what waits for a customer</a>}
    </div>
  );
}

function FirstRun() {
  const { desk } = useDesk();
  return (
    <div class="state first-run">
      <p class="big">Earshot listens to nothing yet.</p>
      <p>
        Connect a channel: put its keys into the settings of the server, as <code>docs/platforms</code> says;{' '}
        <code>npm run earshot doctor</code> checks them.
      </p>
      <p>
        Or look around first: started with <code>npm start</code> and without any account, Earshot shows sample data.
      </p>
      {!desk.preferences.current.value.guided && <Steps />}
    </div>
  );
}

// Every source by network: how completely it is heard, what switches it off, and what its polls did.
import type { StatusView } from '../../../lib/api/status-schema.ts';
import { useDesk } from '../shared/desk-context.ts';
import { lampOf } from '../shared/lamps.ts';
import { Button } from '../shared/parts.tsx';
import { type Switched, stopOf, stopWords } from '../shared/stops.ts';
import { capital, networkName } from '../shared/words.ts';
import { Ledger } from './ledger.tsx';
import { completeness, groupsOf, type SourceGroup, type SourceView, sourceName, strayStops } from './source-groups.ts';
import { resume, Switch, switchRefusal } from './switches.tsx';

export function Sources() {
  const { desk } = useDesk();
  const status = desk.sources.value;
  return (
    <section class="block">
      <header class="block-head">
        <h2>Sources</h2>
        <Button class="small" onClick={() => void desk.readStatus()}>
          Refresh
        </Button>
      </header>
      {status && status.sources.length === 0 && <p class="muted">No account is connected; nothing is being polled.</p>}
      {status && groupsOf(status).map((group) => <Group key={group.network} group={group} />)}
      {status && <StrayStops status={status} />}
      {status !== undefined && status.deadLetters > 0 && (
        <p class="bad">
          {status.deadLetters} {status.deadLetters === 1 ? 'message' : 'messages'} could not be processed. An operator
          should look.
        </p>
      )}
    </section>
  );
}

function Group({ group }: { readonly group: SourceGroup }) {
  const { desk } = useDesk();
  const { network, sources, stop } = group;
  const name = networkName(network);
  const { lamp, word } = lampOf(sources);
  const effect = `${name} is neither read nor answered until somebody switches it on again. ${AFTERWARDS}`;
  return (
    <div class="network">
      <header class="source-head">
        <i class={`lamp lamp-${lamp}`} />
        <h3>{name}</h3>
        <small>{word}</small>
        <Switch switched={{ what: `network/${network}`, name, effect }} />
      </header>
      {stop && <p class="off">{capital(stopWords(stop, desk.clock.value))}</p>}
      <ul>
        {sources.map((source) => (
          <SourceItem key={source.id} source={source} offWith={stop && name} />
        ))}
      </ul>
    </div>
  );
}

const AFTERWARDS = 'What is written meanwhile is read then, as far back as the network shows it.';

interface SourceItemProps {
  readonly source: SourceView;
  /** Its network, which is switched off as a whole. */
  readonly offWith: string | undefined;
}

function SourceItem({ source, offWith }: SourceItemProps) {
  const { desk } = useDesk();
  const now = desk.clock.value;
  const stop = stopOf(desk.sources.value, `source/${source.id}`);
  const name = sourceName(source);
  const switched: Switched = {
    what: `source/${source.id}`,
    name: `${networkName(source.network)}: ${name}`,
    effect: `This source is not read until somebody switches it on again. ${AFTERWARDS}`,
  };
  return (
    <li class="source">
      <div class="source-head">
        <i class={`lamp lamp-${source.lamp}`} />
        <span class="source-name" title={source.id}>
          {name}
        </span>
        <small>{offWith && !stop ? `off with ${offWith}` : lampOf([source]).word}</small>
        <Switch switched={switched} />
      </div>
      {stop && <p class="off">{capital(stopWords(stop, now))}</p>}
      <p class="muted">{completeness(source, now)}</p>
      {source.problem && <p class="bad">{source.problem}</p>}
      <Ledger sourceId={source.id} />
    </li>
  );
}

function StrayStops({ status }: { readonly status: StatusView }) {
  const { desk } = useDesk();
  const stops = strayStops(status);
  if (stops.length === 0) return null;
  return (
    <div class="network">
      <h3>Switched off, and no longer connected</h3>
      {stops.map((stop) => (
        <p key={stop.what} class="source-head">
          <span class="source-name">
            {stop.what}: {stopWords(stop, desk.clock.value)}
          </span>
          <Button
            class="small"
            disabled={switchRefusal(desk) !== undefined}
            onClick={() => resume(desk, { what: stop.what, name: stop.what })}
          >
            Switch on
          </Button>
        </p>
      ))}
    </div>
  );
}

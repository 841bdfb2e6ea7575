// The lists with their counts, how fresh each source is, and whether news is coming through.
import type { SavedViewList } from '../../../lib/api/library-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { keyOf } from '../shared/keys.ts';
import { lampOf } from '../shared/lamps.ts';
import { closeDrawers, keepFocus, type Overlay, overlay } from '../shared/overlay.ts';
import { Button, Icon } from '../shared/parts.tsx';
import { formatRoute } from '../shared/route.ts';
import { ago } from '../shared/times.ts';
import { VIEW, VIEWS, type ViewName } from '../shared/views.ts';
import { capital, networkName } from '../shared/words.ts';

export function NavPane() {
  const { desk } = useDesk();
  const { me } = desk;
  return (
    <nav id="nav" class="nav" popover="auto" aria-label="Lists">
      <div class="brand">
        <img src="/icon.svg" alt="" width="24" height="24" />
        <span>
          <strong>Earshot</strong>
          <small>{me.value?.brand ?? ' '}</small>
        </span>
      </div>
      <button type="button" class="find" onClick={() => show('find')}>
        <Icon name="search" />
        Find a customer <kbd aria-hidden="true">{keyOf('find')}</kbd>
      </button>
      <ul class="views">
        {VIEWS.map((name) => (
          <ViewLink key={name} name={name} />
        ))}
        {desk.savedViews.value.map((saved) => (
          <SavedLink key={saved.id} saved={saved} />
        ))}
      </ul>
      <div class="nav-foot">
        {me.value?.sample && (
          <p class="chip" title="Posts written for this product. Connect an account to hear real ones.">
            Sample data
          </p>
        )}
        {!desk.preferences.current.value.guided && (
          <Button class="small" onClick={() => show('guide')}>
            Learn five keys
          </Button>
        )}
        <Sources />
        <Connection />
        <a class="who" href="#/settings" onClick={closeDrawers}>
          <Icon name="gear" />
          <span>{desk.agent() || 'Settings'}</span>
          <small>{me.value?.role}</small>
        </a>
      </div>
    </nav>
  );
}

function show(name: Overlay): void {
  closeDrawers();
  overlay.value = name;
}

function ViewLink({ name }: { readonly name: ViewName }) {
  const { desk } = useDesk();
  const { label, counted, rare } = VIEW[name];
  const list = desk.lists.get(name);
  const isHere = desk.nav.route.value.page === 'inbox' && desk.nav.list() === name;
  const count = counted && list.phase !== 'new' ? desk.lists.count(name) : 0;
  // A list that is empty on most days takes no place then.
  if (rare && count === 0 && !isHere) return null;
  return (
    <li>
      <a
        href={formatRoute({ page: 'inbox', view: name })}
        aria-current={isHere ? 'page' : undefined}
        class={counted ? 'view' : 'view archive'}
        onClick={closeDrawers}
      >
        <span>{label}</span>
        {count > 0 && (
          <span class={name === 'overdue' ? 'count loud' : 'count'}>
            {count}
            {desk.lists.hasMore(name) && '+'}
          </span>
        )}
      </a>
    </li>
  );
}

type SavedView = SavedViewList['items'][number];

function SavedLink({ saved }: { readonly saved: SavedView }) {
  const { desk } = useDesk();
  const { id, name, list, query, shared, by } = saved;
  const isHere = desk.nav.route.value.page === 'inbox' && desk.nav.list() === `${list}?${query}`;
  const mayDrop = by === desk.agent() || desk.me.value?.role !== 'agent';
  const drop = () =>
    void desk.toasts.attempt(`“${name}” was not removed`, async () => {
      desk.savedViews.value = (await desk.api.dropSavedView(id)).items;
      keepFocus();
    });
  return (
    <li class="saved">
      <a
        href={formatRoute({ page: 'inbox', view: list, q: query })}
        aria-current={isHere ? 'page' : undefined}
        class="view"
        title={query}
        onClick={closeDrawers}
      >
        <span>{name}</span>
        {shared && <small>{by === desk.agent() ? 'shared' : by}</small>}
      </a>
      {isHere && mayDrop && (
        <button type="button" class="icon-button" aria-label={`Remove the list ${name}`} onClick={drop}>
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}

/** One lamp a network, which is that of its worst source, in words beside the colour; each source stands in the settings. */
function Sources() {
  const { desk } = useDesk();
  const networks = Object.entries(Object.groupBy(desk.sources.value?.sources ?? [], (source) => source.network));
  if (networks.length === 0) return null;
  return (
    <ul class="sources" aria-label="Sources">
      {networks.map(([network, sources = []]) => {
        const { lamp, word } = lampOf(sources);
        return (
          <li key={network} title={sources.map((source) => `${source.id}: ${source.text}`).join('\n')}>
            <i class={`lamp lamp-${lamp}`} />
            <span>{networkName(network)}</span>
            <small>{word}</small>
          </li>
        );
      })}
    </ul>
  );
}

function Connection() {
  const { desk } = useDesk();
  const { connection, heardAt } = desk.live.state.value;
  const heard = heardAt ? `updated ${ago(heardAt, desk.clock.value)}` : '';
  const lamp = { connecting: 'never-polled', live: 'fresh', delayed: 'late', offline: 'failing' }[connection];
  return (
    <p class="connection">
      <i class={`lamp lamp-${lamp}`} />
      <span>{capital(connection)}</span>
      <small>{connection === 'live' ? '' : heard}</small>
    </p>
  );
}

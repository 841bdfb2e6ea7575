// What an agent can choose on this browser, and how complete each source is.
import { useEffect } from 'preact/hooks';
import { useDesk } from '../shared/desk-context.ts';
import { Page } from '../shared/page.tsx';
import type { Theme } from '../shared/preferences.ts';
import { networkName } from '../shared/words.ts';
import { RecallPromise } from './recall-promise.tsx';

export function SettingsPage({ isSignInNeeded }: { readonly isSignInNeeded: boolean }) {
  const { desk } = useDesk();
  useEffect(() => void desk.readStatus(), []);
  return (
    <Page label="Settings" title="Settings">
      <div class="page-columns">
        <You isSignInNeeded={isSignInNeeded} />
        <div class="page-column">
          <RecallPromise />
          <SourceStatus />
        </div>
      </div>
    </Page>
  );
}

const THEMES: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };

function You({ isSignInNeeded }: { readonly isSignInNeeded: boolean }) {
  const { desk } = useDesk();
  const { agent, bareKeys, theme } = desk.preferences.current.value;
  const chooseTheme = (value: string) => {
    if (value === 'system' || value === 'light' || value === 'dark') desk.preferences.set({ theme: value });
  };
  return (
    <section class="block">
      <h2>You</h2>
      {!isSignInNeeded && (
        <label>
          Your name, as colleagues see it
          <input
            value={agent}
            maxLength={100}
            placeholder={desk.me.value?.name ?? ''}
            onChange={(event) => desk.preferences.set({ agent: event.currentTarget.value.trim() })}
          />
        </label>
      )}
      <label>
        Appearance
        <select value={theme} onChange={(event) => chooseTheme(event.currentTarget.value)}>
          {Object.entries(THEMES).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={bareKeys}
          onChange={(event) => desk.preferences.set({ bareKeys: event.currentTarget.checked })}
        />
        Single keys such as j, k, e and n decide at once
      </label>
    </section>
  );
}

function SourceStatus() {
  const { desk } = useDesk();
  const status = desk.sources.value;
  return (
    <section class="block">
      <header class="block-head">
        <h2>Sources</h2>
        <button type="button" class="button small" onClick={() => void desk.readStatus()}>
          Refresh
        </button>
      </header>
      {!status?.sources.length && <p class="muted">No account is connected; nothing is being polled.</p>}
      <ul class="links">
        {status?.sources.map((source) => (
          <li key={source.id}>
            <p class="entry-head">
              <i class={`lamp lamp-${source.lamp}`} />
              <strong>{networkName(source.network)}</strong>
              <span class="muted">{source.id}</span>
            </p>
            <p>{source.text}</p>
            {source.problem !== undefined && <p class="bad">{source.problem}</p>}
          </li>
        ))}
      </ul>
      {status !== undefined && status.deadLetters > 0 && (
        <p class="bad">
          {status.deadLetters} {status.deadLetters === 1 ? 'message' : 'messages'} could not be processed. An operator
          should look.
        </p>
      )}
    </section>
  );
}

// What is switched off, how complete each source is, what it costs, and what an agent can choose on this browser.
import { useEffect } from 'preact/hooks';
import { useDesk } from '../shared/desk-context.ts';
import { later } from '../shared/later.tsx';
import { Page } from '../shared/page.tsx';
import type { Theme } from '../shared/preferences.ts';
import { asked } from '../shared/stops.ts';
import { RecallPromise } from './recall-promise.tsx';
import { SendingSwitch } from './sending-switch.tsx';
import { Sources } from './sources.tsx';
import { Spending } from './spending.tsx';

const StopDialog = later(async () => (await import('./stop-dialog.tsx')).StopDialog);

export function SettingsPage({ isSignInNeeded }: { readonly isSignInNeeded: boolean }) {
  const { desk } = useDesk();
  useEffect(() => void desk.readStatus(), []);
  return (
    <Page label="Settings" title="Settings">
      <div class="page-columns settings">
        <div class="page-column">
          <SendingSwitch />
          <Sources />
          <Spending />
          <RecallPromise />
        </div>
        <You isSignInNeeded={isSignInNeeded} />
      </div>
      {asked.value && <StopDialog />}
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

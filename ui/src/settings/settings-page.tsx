// What is switched off, how complete each source is, what it costs, what the team shares, and what an agent can choose.
import { useEffect } from 'preact/hooks';
import { useDesk } from '../shared/desk-context.ts';
import { Field } from '../shared/form.tsx';
import { Page } from '../shared/page.tsx';
import type { Theme } from '../shared/preferences.ts';
import { asked } from '../shared/stops.ts';
import { Load } from './load.tsx';
import { RecallPromise } from './recall-promise.tsx';
import { Rules } from './rules.tsx';
import { SavedReplies } from './saved-replies.tsx';
import { SendingSwitch } from './sending-switch.tsx';
import { Sources } from './sources.tsx';
import { Spending } from './spending.tsx';
import { StopDialog } from './stop-dialog.tsx';

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
        <div class="page-column">
          <You isSignInNeeded={isSignInNeeded} />
          <SavedReplies />
          <Rules />
          <Load />
        </div>
      </div>
      {asked.value && <StopDialog />}
    </Page>
  );
}

const THEMES = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;
const BARE_KEYS = [
  ['true', 'Decide at once'],
  ['alt', 'With Alt'],
  ['false', 'Off'],
] as const;

function You({ isSignInNeeded }: { readonly isSignInNeeded: boolean }) {
  const { desk } = useDesk();
  const { current, set } = desk.preferences;
  const { agent, bareKeys, theme } = current.value;
  return (
    <section class="block">
      <h2>You</h2>
      {!isSignInNeeded && (
        <Field
          label="Your name, as colleagues see it"
          value={agent}
          maxLength={100}
          placeholder={desk.me.value?.name}
          onChange={(event) => set({ agent: event.currentTarget.value.trim() })}
        />
      )}
      <Field
        label="Appearance"
        options={THEMES}
        value={theme}
        onChange={(event) => set({ theme: event.currentTarget.value as Theme })}
      />
      <Field
        label="Single keys such as j, k, e and n"
        options={BARE_KEYS}
        value={String(bareKeys)}
        onChange={({ currentTarget: { value } }) => set({ bareKeys: value === 'alt' ? value : value === 'true' })}
      />
    </section>
  );
}

// The stop switches: stopping asks why, so that colleagues can read it; switching on again asks nothing.
import type { Desk } from '../shared/desk.ts';
import { useDesk } from '../shared/desk-context.ts';
import { asked, type Switched, stopOf } from '../shared/stops.ts';

/** Why this person may move no switch; undefined when they may. */
export function switchRefusal({ me }: Desk): string | undefined {
  return me.value?.role === 'agent' ? 'Only a lead or an admin moves a switch.' : undefined;
}

export function askToStop(switched: Switched): void {
  asked.value = switched;
}

export function resume(desk: Desk, { what, name }: Pick<Switched, 'what' | 'name'>): void {
  void desk.toasts.attempt(`Not switched on: ${name}`, async () => {
    desk.takeStatus(await desk.api.moveStop({ what, stopped: false }));
    desk.toasts.show({ text: `Switched on: ${name}` });
  });
}

export function Switch({ switched }: { readonly switched: Switched }) {
  const { desk } = useDesk();
  const isOn = stopOf(desk.sources.value, switched.what) === undefined;
  const refusal = switchRefusal(desk);
  return (
    <button
      type="button"
      class="switch"
      role="switch"
      aria-checked={isOn}
      aria-label={switched.name}
      aria-describedby={refusal && REFUSAL}
      title={refusal ?? (isOn ? 'Switch off' : 'Switch on')}
      disabled={refusal !== undefined}
      onClick={() => (isOn ? askToStop(switched) : resume(desk, switched))}
    />
  );
}

const REFUSAL = 'switch-refusal';

/** Says once to whom no switch listens. */
export function SwitchRefusal() {
  const { desk } = useDesk();
  const refusal = switchRefusal(desk);
  return refusal === undefined ? null : (
    <p id={REFUSAL} class="muted">
      {refusal}
    </p>
  );
}

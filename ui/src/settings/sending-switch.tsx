// The loudest switch: no answer leaves on any network until somebody switches sending on again.
import { useDesk } from '../shared/desk-context.ts';
import { type Switched, stopOf, stopWords } from '../shared/stops.ts';
import { askToStop, resume, SwitchRefusal, switchRefusal } from './switches.tsx';

const SENDING: Switched = {
  what: 'sending',
  name: 'all sending',
  effect:
    'No answer leaves on any network until somebody switches sending on again. Answers already written wait; ' +
    'listening goes on.',
};

export function SendingSwitch() {
  const { desk } = useDesk();
  const status = desk.sources.value;
  if (!status) return null;
  const stop = stopOf(status, SENDING.what);
  return (
    <section class={stop ? 'block sending stopped' : 'block sending'}>
      <h2>Sending</h2>
      <p>{stop ? `All sending is ${stopWords(stop, desk.clock.value)}. Answers wait.` : 'Answers are being sent.'}</p>
      {/* One button for both, so that the focus stays on it. */}
      <button
        type="button"
        class={stop ? 'button primary' : 'button danger'}
        disabled={switchRefusal(desk) !== undefined}
        onClick={() => (stop ? resume(desk, SENDING) : askToStop(SENDING))}
      >
        {stop ? 'Send again' : 'Stop all sending'}
      </button>
      <SwitchRefusal />
    </section>
  );
}

// The five keys that most of the work is done with, for whoever is new here.
import { useDesk } from './desk-context.ts';
import { type CommandName, keyOf } from './keys.ts';
import { closeOverlay } from './overlay.ts';
import { Button } from './parts.tsx';

const STEPS = [
  ['next', 'goes to the next thread; the most urgent stands first.'],
  ['send', 'sends the suggested or edited answer and opens the next thread. Ten seconds are left to take it back.'],
  ['resolve', 'resolves without an answer.'],
  ['undo', 'takes back whatever you did last.'],
  ['help', 'shows all keys; the palette (Ctrl+K) finds everything by its name.'],
] as const satisfies readonly (readonly [CommandName, string])[];

export function Steps() {
  const { desk } = useDesk();
  const done = () => {
    desk.preferences.set({ guided: true });
    closeOverlay();
  };
  return (
    <div class="guide">
      <ol>
        {STEPS.map(([name, words]) => (
          <li key={name}>
            <kbd>{keyOf(name)}</kbd> {words}
          </li>
        ))}
      </ol>
      <Button class="primary" onClick={done}>
        Got it
      </Button>
    </div>
  );
}

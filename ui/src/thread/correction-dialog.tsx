// The window for correcting cause or severity: every choice with its number.
import { type Corrected, choicesFor, correctBy } from '../shared/correction.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Dialog } from '../shared/dialog.tsx';
import { overlay } from '../shared/overlay.ts';

export function CorrectionDialog({ corrected }: { readonly corrected: Corrected }) {
  const { desk } = useDesk();
  const thread = desk.nav.selected();
  if (!thread) return null;
  const isCause = corrected === 'cause';
  return (
    <Dialog title={isCause ? 'The cause is' : 'The severity is'} onClose={close}>
      <ul class="choices">
        {choicesFor(thread, corrected).map((choice, index) => (
          <li key={choice.label}>
            <button
              type="button"
              class="button"
              aria-pressed={choice.isChosen}
              // biome-ignore lint: the window is opened to choose.
              autofocus={index === 0}
              onClick={(event) => correctBy(desk, choice, isCause && event.shiftKey)}
            >
              <kbd aria-hidden="true">{(index + 1) % 10}</kbd>
              {choice.label}
            </button>
          </li>
        ))}
      </ul>
      {isCause && <p class="muted">With Shift a cause is added to the others, or taken away.</p>}
    </Dialog>
  );
}

function close(): void {
  overlay.value = undefined;
}

// The window between two keys: every choice with its number, and the reason that colleagues will read.
import { correctBy, isPicked, PICKED, picksFor, snoozeUntil, why } from './correction.ts';
import { targets } from './deciding.ts';
import { useDesk } from './desk-context.ts';
import { Dialog } from './dialog.tsx';
import { Field } from './form.tsx';
import { closeOverlay, overlay } from './overlay.ts';
import { Button } from './parts.tsx';

export function PickDialog() {
  const { desk } = useDesk();
  const { value: picked } = overlay;
  const threads = targets(desk);
  const [thread] = threads;
  if (!thread || !isPicked(picked)) return null;
  const [title, reason] = PICKED[picked];
  const isCause = picked === 'cause';
  return (
    <Dialog title={threads.length > 1 ? `${title}: ${threads.length} threads` : title} onClose={closeOverlay}>
      <ul class="choices">
        {picksFor(desk, thread, picked).map((choice, index) => (
          <li key={choice.label}>
            <Button
              aria-pressed={choice.isChosen}
              // biome-ignore lint: the window is opened to choose.
              autofocus={index === 0}
              onClick={(event) => correctBy(desk, choice, isCause && event.shiftKey)}
            >
              {index < 10 && <kbd aria-hidden="true">{(index + 1) % 10}</kbd>}
              {choice.label}
              {choice.detail && <small>{choice.detail}</small>}
            </Button>
          </li>
        ))}
      </ul>
      {isCause && <p class="muted">With Shift a cause is added to the others, or taken away.</p>}
      {reason && <Why />}
      {picked === 'snooze' && <Until />}
    </Dialog>
  );
}

function Why() {
  return (
    <Field
      label="Reason, for colleagues"
      value={why.value}
      required
      maxLength={500}
      onInput={(event) => {
        why.value = event.currentTarget.value;
      }}
    />
  );
}

/** Any other moment, by the agent's own clock. */
function Until() {
  const { desk } = useDesk();
  const submit = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const until = new FormData(event.currentTarget).get('until');
    correctBy(desk, { label: '', isChosen: false, decide: snoozeUntil(new Date(String(until))) }, false);
  };
  return (
    <form class="until" onSubmit={submit}>
      <Field label="Or until" name="until" type="datetime-local" required />
      <Button type="submit">Snooze</Button>
    </form>
  );
}

// The window that asks why something is switched off.
import { useDesk } from '../shared/desk-context.ts';
import { Field, FormDialog, type Typed } from '../shared/form.tsx';
import { asked } from '../shared/stops.ts';

export function StopDialog() {
  const { desk } = useDesk();
  const switched = asked.value;
  if (!switched) return null;
  const send = (typed: Typed) => {
    const reason = typed('reason');
    return desk.api.moveStop({ what: switched.what, stopped: true, ...(reason && { reason }) });
  };
  return (
    <FormDialog
      title={`Switch off: ${switched.name}`}
      action="Switch off"
      send={send}
      onDone={desk.takeStatus}
      onClose={() => void (asked.value = undefined)}
    >
      <p>{switched.effect}</p>
      <Field
        label="Why, for colleagues to read"
        name="reason"
        maxLength={300}
        placeholder="Recall announced, answers are being agreed"
      />
    </FormDialog>
  );
}

// The window that asks why something is switched off.
import { useDesk } from '../shared/desk-context.ts';
import { FormDialog, textOf } from '../shared/form-dialog.tsx';
import { asked } from '../shared/stops.ts';

export function StopDialog() {
  const { desk } = useDesk();
  const switched = asked.value;
  if (!switched) return null;
  const send = (fields: FormData) => {
    const why = textOf(fields, 'reason');
    return desk.api.moveStop({ what: switched.what, stopped: true, ...(why === '' ? {} : { reason: why }) });
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
      <label>
        Why, for colleagues to read
        <input name="reason" maxLength={300} placeholder="Recall announced, answers are being agreed" />
      </label>
    </FormDialog>
  );
}

// Writing down a call, an e-mail, a visit or a note, with what was promised and by when.
import { useState } from 'preact/hooks';
import type { NewContact } from '../../../lib/api/schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { FormDialog, textOf } from '../shared/form-dialog.tsx';
import { CHANNEL_WORDS } from '../shared/words.ts';
import type { FormProps } from './form-props.ts';

const CHANNELS: readonly NewContact['channel'][] = ['call', 'email', 'visit', 'chat', 'note'];

export function ContactForm({ customerId, onDone, onClose }: FormProps) {
  const { desk } = useDesk();
  // One id for this form: sending it again after a lost answer adds no second contact.
  const [id] = useState(desk.newId);
  const send = (fields: FormData) => desk.api.addContact(customerId, newContact(id, fields));
  return (
    <FormDialog title="Add contact" action="Add" send={send} onDone={onDone} onClose={onClose}>
      <div class="fields">
        <label>
          Channel
          <select name="channel">
            {CHANNELS.map((channel) => (
              <option key={channel} value={channel}>
                {CHANNEL_WORDS[channel]}
              </option>
            ))}
          </select>
        </label>
        <label class="grow">
          When
          <input type="datetime-local" name="at" required defaultValue={localMinutes(desk.now())} />
        </label>
      </div>
      <label>
        What was said
        <textarea name="summary" required maxLength={10_000} rows={4} />
      </label>
      <div class="fields">
        <label class="grow">
          Promised (optional)
          <input name="promise" maxLength={500} placeholder="Refund of the delivery fee" />
        </label>
        <label>
          By
          <input type="datetime-local" name="dueAt" />
        </label>
      </div>
    </FormDialog>
  );
}

function newContact(id: string, fields: FormData): NewContact {
  const [text, dueAt] = [textOf(fields, 'promise'), textOf(fields, 'dueAt')];
  if ((text === '') !== (dueAt === '')) throw new Error('A promise needs both: what, and by when.');
  return {
    id,
    channel: CHANNELS.find((channel) => channel === fields.get('channel')) ?? 'note',
    at: new Date(textOf(fields, 'at')).toISOString(),
    summary: textOf(fields, 'summary'),
    ...(text === '' ? {} : { promise: { text, dueAt: new Date(dueAt).toISOString() } }),
  };
}

/** The field's own format: local time without seconds. */
function localMinutes(now: number): string {
  const offset = new Date(now).getTimezoneOffset() * 60_000;
  return new Date(now - offset).toISOString().slice(0, 16);
}

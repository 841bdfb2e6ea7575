// Writing down a call, an e-mail, a visit or a note, with what was promised and by when.
import { useState } from 'preact/hooks';
import type { NewContact } from '../../../lib/api/customer-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Field, FormDialog, type Typed } from '../shared/form.tsx';
import { CHANNEL_WORDS } from './customer-words.ts';
import type { FormProps } from './form-props.ts';

/** A text message is never written down by hand. */
const CHANNELS = Object.entries(CHANNEL_WORDS).filter(([channel]) => channel !== 'sms');

export function ContactForm({ customerId, onDone, onClose }: FormProps) {
  const { desk } = useDesk();
  // One id for this form: sending it again after a lost answer adds no second contact.
  const [id] = useState(desk.newId);
  const send = async (typed: Typed) => desk.api.addContact(customerId, newContact(id, typed));
  return (
    <FormDialog title="Add contact" action="Add" send={send} onDone={onDone} onClose={onClose}>
      <div class="fields">
        <Field label="Channel" name="channel" options={CHANNELS} />
        <Field
          class="grow"
          label="When"
          name="at"
          type="datetime-local"
          required
          defaultValue={localMinutes(desk.now())}
        />
      </div>
      <Field label="What was said" name="summary" required maxLength={10_000} rows={4} />
      <div class="fields">
        <Field
          class="grow"
          label="Promised (optional)"
          name="promise"
          maxLength={500}
          placeholder="Refund of the delivery fee"
        />
        <Field label="By" name="dueAt" type="datetime-local" />
      </div>
    </FormDialog>
  );
}

function newContact(id: string, typed: Typed): NewContact {
  const [text, dueAt] = [typed('promise'), typed('dueAt')];
  if (!text !== !dueAt) throw new Error('A promise needs both: what, and by when.');
  return {
    id,
    channel: typed('channel') as NewContact['channel'],
    at: new Date(typed('at')).toISOString(),
    summary: typed('summary'),
    ...(text && { promise: { text, dueAt: new Date(dueAt).toISOString() } }),
  };
}

/** The field's own format: local time without seconds. */
function localMinutes(now: number): string {
  const offset = new Date(now).getTimezoneOffset() * 60_000;
  return new Date(now - offset).toISOString().slice(0, 16);
}

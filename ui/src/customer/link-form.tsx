// Linking an account, e-mail or phone to a customer: always with the reason and something a colleague can check.
import type { NewLink } from '../../../lib/api/customer-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Field, FormDialog, type Typed } from '../shared/form.tsx';
import { BASIS_WORDS, IDENTITY_WORDS } from './customer-words.ts';
import type { FormProps } from './form-props.ts';

const KINDS = Object.entries(IDENTITY_WORDS);
const BASES = Object.entries(BASIS_WORDS);

export function LinkForm({ customerId, onDone, onClose }: FormProps) {
  const { desk } = useDesk();
  const send = (typed: Typed) =>
    desk.api.addLink(customerId, {
      kind: typed('kind') as NewLink['kind'],
      value: typed('value'),
      basis: typed('basis') as NewLink['basis'],
      evidence: typed('evidence'),
    });
  return (
    <FormDialog title="Add link" action="Link" send={send} onDone={onDone} onClose={onClose}>
      <div class="fields">
        <Field label="What" name="kind" options={KINDS} />
        <Field
          class="grow"
          label="Value"
          name="value"
          required
          maxLength={500}
          placeholder="ana@example.org, +49 30 123456, x/12345"
        />
      </div>
      <Field label="How do we know" name="basis" options={BASES} />
      <Field
        label="What a colleague can check"
        name="evidence"
        required
        minLength={3}
        maxLength={1000}
        rows={2}
        placeholder="Gave the address in the call of 3 May"
      />
      <p class="muted">A similar name or picture is never a reason to link.</p>
    </FormDialog>
  );
}

// Linking an account, e-mail or phone to a customer: always with the reason and something a colleague can check.
import type { NewLink } from '../../../lib/api/schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { FormDialog, textOf } from '../shared/form-dialog.tsx';
import { BASIS_WORDS, IDENTITY_WORDS } from '../shared/words.ts';
import type { FormProps } from './form-props.ts';

const KINDS: readonly NewLink['kind'][] = ['email', 'phone', 'author', 'crm'];
const BASES: readonly NewLink['basis'][] = [
  'told-us',
  'opted-in',
  'order-reference',
  'public-profile',
  'agent-judgement',
];

export function LinkForm({ customerId, onDone, onClose }: FormProps) {
  const { desk } = useDesk();
  const send = (fields: FormData) =>
    desk.api.addLink(customerId, {
      kind: KINDS.find((kind) => kind === fields.get('kind')) ?? 'email',
      value: textOf(fields, 'value'),
      basis: BASES.find((basis) => basis === fields.get('basis')) ?? 'told-us',
      evidence: textOf(fields, 'evidence'),
    });
  return (
    <FormDialog title="Add link" action="Link" send={send} onDone={onDone} onClose={onClose}>
      <div class="fields">
        <label>
          What
          <select name="kind">
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {IDENTITY_WORDS[kind]}
              </option>
            ))}
          </select>
        </label>
        <label class="grow">
          Value
          <input name="value" required maxLength={500} placeholder="ana@example.org, +49 30 123456, x/12345" />
        </label>
      </div>
      <label>
        How do we know
        <select name="basis">
          {BASES.map((basis) => (
            <option key={basis} value={basis}>
              {BASIS_WORDS[basis]}
            </option>
          ))}
        </select>
      </label>
      <label>
        What a colleague can check
        <textarea
          name="evidence"
          required
          minLength={3}
          maxLength={1000}
          rows={2}
          placeholder="Gave the address in the call of 3 May"
        />
      </label>
      <p class="muted">A similar name or picture is never a reason to link.</p>
    </FormDialog>
  );
}

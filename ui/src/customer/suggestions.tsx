// Whether something belongs to this person, too: asked, never assumed.
import { useState } from 'preact/hooks';
import type { CustomerView, SuggestionView } from '../../../lib/api/customer-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Field, FormDialog } from '../shared/form.tsx';
import { Button } from '../shared/parts.tsx';
import { BASIS_WORDS, IDENTITY_WORDS } from './customer-words.ts';

interface SuggestionsProps {
  readonly customer: CustomerView;
  readonly onChange: (customer: CustomerView) => void;
}

export function Suggestions({ customer, onChange }: SuggestionsProps) {
  const { desk } = useDesk();
  const [taken, setTaken] = useState<SuggestionView>();
  const refuse = ({ id }: SuggestionView) =>
    void desk.toasts.attempt('Not noted', async () =>
      onChange(await desk.api.answerSuggestion(customer.id, id, { answer: 'no' })),
    );
  return (
    <>
      {customer.suggestions.map((suggestion) => (
        <div key={suggestion.id} class="notice asked">
          <p>
            Does {IDENTITY_WORDS[suggestion.kind].toLowerCase()} <strong>{suggestion.label}</strong> belong to this
            person, too? {suggestion.why}
          </p>
          <p class="form-foot">
            <Button class="small" onClick={() => setTaken(suggestion)}>
              Yes…
            </Button>
            <Button class="small" onClick={() => refuse(suggestion)}>
              No
            </Button>
          </p>
        </div>
      ))}
      {taken && (
        <FormDialog
          title={`Link ${taken.label}`}
          action="Link"
          send={(typed) =>
            desk.api.answerSuggestion(customer.id, taken.id, {
              answer: 'yes',
              basis: taken.basis,
              evidence: typed('evidence'),
            })
          }
          onDone={onChange}
          onClose={() => setTaken(undefined)}
        >
          <Field
            label={`${BASIS_WORDS[taken.basis]}: what a colleague can check`}
            name="evidence"
            required
            minLength={3}
            maxLength={1000}
            rows={2}
            defaultValue={taken.why}
          />
        </FormDialog>
      )}
    </>
  );
}

// What a person may ask for: everything kept about them, or that nothing is kept.
import { useState } from 'preact/hooks';
import type { ErasureView } from '../../../lib/api/customer-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Field, FormDialog } from '../shared/form.tsx';
import { Button } from '../shared/parts.tsx';
import { dateTime } from '../shared/times.ts';

interface PrivacyProps {
  readonly customerId: string;
  readonly onErased: () => void;
}

export function Privacy({ customerId, onErased }: PrivacyProps) {
  const { desk } = useDesk();
  const [isAsked, setAsked] = useState(false);
  const [proof, setProof] = useState<ErasureView>();
  if (desk.me.value?.role === 'agent') return null;
  const erased = (view: ErasureView) => {
    setProof(view);
    onErased();
  };
  const take = () =>
    desk.toasts.attempt('Not exported', async () =>
      save(`customer-${customerId}.json`, await desk.api.exportCustomer(customerId)),
    );
  return (
    <section class="block">
      <h2>Their data</h2>
      {proof ? (
        <Proof proof={proof} />
      ) : (
        <p class="fields">
          <Button onClick={take}>Export everything</Button>
          <Button class="danger" onClick={() => setAsked(true)}>
            Erase this person…
          </Button>
        </p>
      )}
      {isAsked && (
        <FormDialog
          title="Erase this person"
          action="Erase for good"
          send={(typed) => desk.api.eraseCustomer(customerId, { confirm: typed('confirm'), reason: typed('reason') })}
          onDone={erased}
          onClose={() => setAsked(false)}
        >
          <p>
            Names, accounts, addresses, numbers, posts, answers, notes and contacts are erased and cannot be brought
            back. Times, causes and deadlines stay for the statistics.
          </p>
          <Field
            label="A case number, address or account of this person, to show that you mean them"
            name="confirm"
            required
            maxLength={500}
            autocomplete="off"
          />
          <Field label="Why" name="reason" required minLength={3} maxLength={500} placeholder="Asked for it on 3 May" />
        </FormDialog>
      )}
    </section>
  );
}

function Proof({ proof }: { readonly proof: ErasureView }) {
  const { desk } = useDesk();
  return (
    <div role="status">
      <p>
        Erased on {dateTime(proof.at, desk.clock.value)} by {proof.by}:{' '}
        {Object.entries(proof.erased)
          .map(([what, count]) => `${count} ${what}`)
          .join(', ')}
        .
      </p>
      <p class="muted">Kept: {proof.kept.join('; ')}.</p>
      <p>
        <Button class="small" onClick={() => save(`erasure-${proof.id}.json`, proof)}>
          Save the proof
        </Button>
      </p>
    </div>
  );
}

function save(name: string, content: unknown): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(content, undefined, 2)], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

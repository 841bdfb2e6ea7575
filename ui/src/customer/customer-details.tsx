// A person: the accounts, addresses and numbers linked to them with their proof, and everything they told the company.
import { useState } from 'preact/hooks';
import type { CustomerView, LinkView } from '../../../lib/api/customer-schemas.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Button, Icon } from '../shared/parts.tsx';
import { ContactForm } from './contact-form.tsx';
import { CustomerSummary } from './customer-summary.tsx';
import { CustomerTimeline } from './customer-timeline.tsx';
import { BASIS_WORDS, IDENTITY_WORDS } from './customer-words.ts';
import { LinkForm } from './link-form.tsx';
import { ProofCode } from './proof-code.tsx';
import { Suggestions } from './suggestions.tsx';

interface DetailsProps {
  readonly customer: CustomerView;
  /** Called with the customer as it stands after a change. */
  readonly onChange: (customer: CustomerView) => void;
  /** The thread open beside it, which the timeline need not offer again. */
  readonly threadId?: string;
}

export function CustomerDetails({ customer, onChange, threadId }: DetailsProps) {
  const [form, setForm] = useState<'link' | 'contact'>();
  const close = () => setForm(undefined);
  return (
    <>
      <CustomerSummary customer={customer} threadId={threadId} />
      <section class="block">
        <header class="block-head">
          <h2>Linked</h2>
          <Button class="small" onClick={() => setForm('link')}>
            Add link
          </Button>
        </header>
        {customer.links.length === 0 && <p class="muted">Nothing is linked yet.</p>}
        <ul class="links">
          {customer.links.map((link) => (
            <LinkItem key={link.id} link={link} name={link.label} customerId={customer.id} onChange={onChange} />
          ))}
        </ul>
        <Suggestions customer={customer} onChange={onChange} />
        <ProofCode key={customer.id} customerId={customer.id} />
      </section>
      <section class="block">
        <header class="block-head">
          <h2>Timeline</h2>
          <Button class="small" onClick={() => setForm('contact')}>
            Add contact
          </Button>
        </header>
        <CustomerTimeline customer={customer} threadId={threadId} onChange={onChange} />
      </section>
      {form === 'link' && <LinkForm customerId={customer.id} onDone={onChange} onClose={close} />}
      {form === 'contact' && <ContactForm customerId={customer.id} onDone={onChange} onClose={close} />}
    </>
  );
}

interface LinkItemProps {
  readonly link: LinkView;
  readonly name: string;
  readonly customerId: string;
  readonly onChange: (customer: CustomerView) => void;
}

function LinkItem({ link, name, customerId, onChange }: LinkItemProps) {
  const { desk } = useDesk();
  const end = () =>
    void desk.toasts.attempt('The link was not ended', async () => {
      onChange(await desk.api.endLink(customerId, link.id));
      desk.toasts.show({ text: `Link ended: ${link.value}. All stands as it did before.` });
    });
  return (
    <li>
      <div class="link-value">
        <span class="muted">{IDENTITY_WORDS[link.kind]}</span>
        <strong title={link.value}>{name}</strong>
        {link.basis !== 'own-account' && (
          <button type="button" class="icon-button" aria-label={`End the link to ${link.value}`} onClick={end}>
            <Icon name="close" />
          </button>
        )}
      </div>
      {link.basis !== 'own-account' && (
        <p class="muted">
          {BASIS_WORDS[link.basis]}: {link.evidence} · {link.by}
        </p>
      )}
    </li>
  );
}

// A customer by themselves: what opens when somebody calls and says a number.
import { useState } from 'preact/hooks';
import { useDesk } from '../shared/desk-context.ts';
import { Page } from '../shared/page.tsx';
import { useRead } from '../shared/reading.tsx';
import { CustomerDetails } from './customer-details.tsx';
import { customerTitle } from './customer-title.ts';
import { Privacy } from './privacy.tsx';

export function CustomerPage({ id }: { readonly id: string }) {
  const { desk } = useDesk();
  const [customer, take, meanwhile] = useRead(() => desk.api.customer(id), 4);
  // Of whom everything was erased nothing is shown any more, but the proof.
  const [isErased, setErased] = useState(false);
  return (
    <Page label="Customer" title={customer && !isErased ? customerTitle(customer) : 'Customer'}>
      {customer ? (
        <div class="page-columns">
          {!isErased && <CustomerDetails customer={customer} onChange={take} />}
          <Privacy customerId={id} onErased={() => setErased(true)} />
        </div>
      ) : (
        meanwhile
      )}
    </Page>
  );
}

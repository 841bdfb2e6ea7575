// A customer by themselves: what opens when somebody calls and says a number.
import { useEffect, useState } from 'preact/hooks';
import type { CustomerView } from '../../../lib/api/schemas.ts';
import { reason } from '../shared/api.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Page } from '../shared/page.tsx';
import { Problem, Skeleton } from '../shared/parts.tsx';
import { CustomerDetails } from './customer-details.tsx';
import { customerTitle } from './customer-title.ts';

export function CustomerPage({ id }: { readonly id: string }) {
  const { desk } = useDesk();
  const [customer, setCustomer] = useState<CustomerView>();
  const [problem, setProblem] = useState<string>();
  const load = async () => {
    setProblem(undefined);
    try {
      setCustomer(await desk.api.customer(id));
    } catch (error) {
      setProblem(reason(error));
    }
  };
  useEffect(() => void load(), [id]);
  return (
    <Page label="Customer" title={customer ? customerTitle(customer) : 'Customer'}>
      {problem !== undefined ? (
        <Problem retry={() => void load()}>{problem}</Problem>
      ) : customer ? (
        <div class="page-columns">
          <CustomerDetails customer={customer} onChange={setCustomer} />
        </div>
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  );
}

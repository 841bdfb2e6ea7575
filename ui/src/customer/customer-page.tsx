// A customer by themselves: what opens when somebody calls and says a number.
import { useEffect, useState } from 'preact/hooks';
import type { CustomerView } from '../../../lib/api/schemas.ts';
import { reason } from '../shared/api.ts';
import { useDesk } from '../shared/desk-context.ts';
import { Icon, Problem, Skeleton } from '../shared/parts.tsx';
import { formatRoute } from '../shared/route.ts';
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
    <section class="page" aria-label="Customer">
      <header class="page-head">
        <a
          class="icon-button"
          href={formatRoute({ page: 'inbox', view: desk.nav.view.value })}
          aria-label="Back to the list"
        >
          <Icon name="back" />
        </a>
        <h1>{customer ? customerTitle(customer) : 'Customer'}</h1>
      </header>
      {problem !== undefined ? (
        <Problem retry={() => void load()}>{problem}</Problem>
      ) : customer ? (
        <div class="page-columns">
          <CustomerDetails customer={customer} onChange={setCustomer} />
        </div>
      ) : (
        <Skeleton rows={4} />
      )}
    </section>
  );
}

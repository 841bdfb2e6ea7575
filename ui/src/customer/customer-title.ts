// What to call a customer of whom only accounts and addresses may be known.
import type { CustomerView } from '../../../lib/api/customer-schemas.ts';

export function customerTitle(customer: CustomerView): string {
  return customer.name ?? customer.links[0]?.label ?? 'Customer without a name';
}

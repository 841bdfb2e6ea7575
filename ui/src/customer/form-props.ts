// What every form about a customer is given.
import type { CustomerView } from '../../../lib/api/customer-schemas.ts';

export interface FormProps {
  readonly customerId: string;
  readonly onDone: (customer: CustomerView) => void;
  readonly onClose: () => void;
}

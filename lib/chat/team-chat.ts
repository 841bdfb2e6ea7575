// The port every team chat fills: announce one thread. What is written in the chat never reaches a customer.
import type { Alert } from '../domain/alert.ts';

export interface TeamChat {
  /** Stands in keys and in the thread's history, e.g. `slack`. */
  readonly name: string;
  /** Throws the errors of platform-errors.ts; `Unavailable.mayHaveActed` says whether the alert may stand there all the same. */
  announce(alert: Alert): Promise<void>;
}

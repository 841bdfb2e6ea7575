// What can befall a worker at the table: a transaction refused because of another one, and death between two steps.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Db } from '../../lib/store/db.ts';

/** Refuses the first transaction on such an item because of another one under way, as DynamoDB may do to both. */
export function refuseFirst(db: Db, pk: string): void {
  let refused = false;
  beforeTransactions(db, (input) => {
    if (refused || !JSON.stringify(input).includes(pk)) return;
    refused = true;
    const message = 'Transaction cancelled, please refer cancellation reasons for specific reasons';
    const CancellationReasons = [{ Code: 'TransactionConflict' }, { Code: 'None' }];
    throw new TransactionCanceledException({ message, $metadata: {}, CancellationReasons });
  });
}

/** The worker dies when it wants to write for the time after `transactions`. */
export function dieAfter(db: Db, transactions: number): void {
  let left = transactions;
  beforeTransactions(db, () => {
    if (left === 0) throw new Error('the worker died');
    left -= 1;
  });
}

function beforeTransactions({ client }: Db, look: (input: object) => void): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      if ('TransactItems' in args.input) look(args.input);
      return next(args);
    },
    { step: 'initialize' },
  );
}

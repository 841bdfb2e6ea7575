// How many items a request reads, and that none of them is found by going through the whole table.
import type { Db } from '../../lib/store/db.ts';

export interface Reads {
  calls: number;
  items: number;
}

/** Counts from now on. A Scan fails whoever sends it. */
export function countReads({ client }: Db): Reads {
  const reads = { calls: 0, items: 0 };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (/scan/i.test(commandName)) throw new Error(`${commandName}: every access pattern must have a key`);
        const result = await next(args);
        reads.calls += 1;
        reads.items += itemsIn(result.output);
        return result;
      },
    { step: 'initialize' },
  );
  return reads;
}

/** What DynamoDB has looked at, which may be more than it answers with. */
function itemsIn(output: object): number {
  if ('ScannedCount' in output) return Number(output.ScannedCount);
  return 'Item' in output && output.Item ? 1 : 0;
}

// Plays several workers against each other in an order of its own: one call to a store, a queue or a network at a time.
import { setImmediate } from 'node:timers/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Db } from '../../lib/store/db.ts';

export interface Interleaving {
  /** What is done through it waits for its turn while workers are played, and is done at once otherwise. */
  step<Result>(call: () => Promise<Result>): Promise<Result>;
  /** Runs all workers; of those that wait, `pick` says which goes on. Throws what a worker throws. */
  play(workers: readonly (() => Promise<unknown>)[], pick: (waiting: number) => number): Promise<void>;
}

/** Makes all who work with these clients take turns. */
export function interleave({ client }: Db, sqs: SQSClient): Interleaving {
  const waiting: (() => Promise<void>)[] = [];
  let isPlaying = false;
  const step = <Result>(call: () => Promise<Result>): Promise<Result> => {
    if (!isPlaying) return call();
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    waiting.push(() => call().then(resolve, reject));
    return promise;
  };
  client.middlewareStack.add((next) => (args) => step(() => next(args)), { step: 'initialize' });
  sqs.middlewareStack.add((next) => (args) => step(() => next(args)), { step: 'initialize' });
  return {
    step,
    async play(workers, pick) {
      isPlaying = true;
      const atWork = new Set(workers);
      const done = workers.map((worker) => worker().finally(() => atWork.delete(worker)));
      const all = Promise.allSettled(done);
      while (atWork.size > 0) {
        // Whoever has had a turn goes on to its next call.
        await setImmediate();
        const [next] = waiting.splice(waiting.length > 0 ? pick(waiting.length) : 0, 1);
        await next?.();
      }
      isPlaying = false;
      await all;
      await Promise.all(done);
    },
  };
}

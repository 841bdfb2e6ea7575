// Lets a worker die between any two of its steps: before or after the effect of any call to the table or a queue.
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Db } from '../../lib/store/db.ts';

class Died extends Error {
  override name = 'Died';
}

/** The `step`-th call from now is the last; `afterEffect`: it still takes effect, and nobody hears of it. */
export interface Death {
  readonly step: number;
  readonly afterEffect: boolean;
}

export interface Mortality {
  /** Runs the worker, which may die on the way; true when it did. What it throws besides is thrown on. */
  run(death: Death | undefined, work: () => Promise<unknown>): Promise<boolean>;
}

/** Makes all who work with these clients mortal. */
export function mortal({ client }: Db, sqs: SQSClient): Mortality {
  let left = Number.POSITIVE_INFINITY;
  let afterEffect = false;
  let isDead = false;
  const step = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    if (isDead) throw new Died('nobody is there any more');
    left -= 1;
    if (left >= 0) return call();
    isDead = true;
    if (afterEffect) await call();
    throw new Died('the worker died');
  };
  client.middlewareStack.add((next) => (args) => step(() => next(args)), { step: 'initialize' });
  sqs.middlewareStack.add((next) => (args) => step(() => next(args)), { step: 'initialize' });
  return {
    async run(death, work) {
      left = death?.step ?? Number.POSITIVE_INFINITY;
      afterEffect = death?.afterEffect ?? false;
      try {
        await work();
      } catch (error) {
        if (!isDead) throw error;
      }
      const died = isDead;
      isDead = false;
      left = Number.POSITIVE_INFINITY;
      return died;
    },
  };
}

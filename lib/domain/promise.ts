// What was promised to a customer and by when: a task with a date, as loud when broken as a missed deadline.
import type { Instant } from './time.ts';

/** Characters of a promise. */
export const MOST_PROMISE = 500;

export interface NewPromise {
  readonly id: string;
  /** In the words of who promised: "your refund is with you by Friday". */
  readonly text: string;
  readonly dueAt: Instant;
  /** The answer in which it was given; if that never stands on the network, it was not given. */
  readonly replyId?: string;
}

export interface OpenPromise extends NewPromise {
  readonly by: string;
  readonly at: Instant;
  /** When it was found broken. */
  readonly brokenAt?: Instant;
}

// Receiving with patience: an empty queue answers when something arrives, or when the waiting time is over.
import type { EventEmitter } from 'node:events';
import { type Clock, epochMs } from '../../domain/time.ts';
import type { JsonRequest } from './engine-server.ts';
import type { Sqs } from './sqs-operations.ts';
import { parse, requests } from './sqs-requests.ts';

export interface LongPollParts {
  readonly sqs: Sqs;
  readonly clock: Clock;
  /** Tells, by the name of the queue, that there may be something to receive. */
  readonly arrivals: EventEmitter;
}

/** The only place of the engine that waits in real time: callers do. */
export function longPolling({ sqs, clock, arrivals }: LongPollParts): (request: JsonRequest) => Promise<object> {
  /** Milliseconds until a hidden message may come to sight; a frozen clock is asked again in time. */
  const untilWake = () => {
    const wake = sqs.nextWakeAt();
    return wake === undefined ? Number.POSITIVE_INFINITY : epochMs(wake) - epochMs(clock());
  };

  return async ({ input, onGone }) => {
    const request = parse(requests.ReceiveMessage, input);
    const queue = sqs.queueOf(request.QueueUrl);
    const seconds = request.WaitTimeSeconds ?? queue.settings.ReceiveMessageWaitTimeSeconds;
    const end = performance.now() + seconds * 1000;
    let gone = false;
    let wake: (() => void) | undefined;
    onGone(() => {
      gone = true;
      wake?.();
    });
    for (;;) {
      const answer = sqs.receive(request);
      const left = end - performance.now();
      if (answer.Messages || left <= 0) return answer;
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          arrivals.off(queue.name, done);
          resolve();
        };
        const timer = setTimeout(done, Math.min(left, untilWake()));
        arrivals.once(queue.name, done);
        wake = done;
      });
      // Who hung up gets nothing: the message would be hidden from those who still wait.
      if (gone) return {};
    }
  };
}

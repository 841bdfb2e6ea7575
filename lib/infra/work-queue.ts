// A queue of work between two functions: nothing on it is lost, and what fails three times waits aside for a person.
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ENV } from '../config/env-names.ts';

export interface WorkQueueProps {
  /** The variable that tells a sender the queue's URL. */
  readonly urlVariable: string;
  /** First in, first out within a message group. */
  readonly fifo?: boolean;
  /** How long every message waits before it is handed out. */
  readonly hold?: Duration;
}

/** How long a function may take over a batch: long enough for one slow call to a network. */
export const WORKER_TIMEOUT = Duration.seconds(30);

/** A message stays hidden from other workers six times as long as one may take, as Lambda asks. */
const HIDDEN = Duration.seconds(6 * WORKER_TIMEOUT.toSeconds());
const TRIES = 3;
/** Set aside, a message keeps its age: the time for a person to look is what lies between the two. */
const KEPT = Duration.days(4);
const SET_ASIDE = Duration.days(14);

export class WorkQueue extends Construct {
  /** What people call it, in `status` and in alarms. */
  readonly name: string;
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly #urlVariable: string;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const common = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      ...(props.fifo && { fifo: true, contentBasedDeduplication: false }),
    };
    this.deadLetters = new Queue(this, 'DeadLetters', { ...common, retentionPeriod: SET_ASIDE });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      retentionPeriod: KEPT,
      visibilityTimeout: HIDDEN,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: TRIES },
      ...(props.hold && { deliveryDelay: props.hold }),
    });
    this.name = id.toLowerCase();
    this.#urlVariable = props.urlVariable;
  }

  /** Lets a function put work on the queue, and tells it the queue's URL. */
  openTo(sender: LambdaFunction): void {
    this.queue.grantSendMessages(sender);
    sender.addEnvironment(this.#urlVariable, this.queue.queueUrl);
  }

  /** Hands the work to a function, which answers for each message of a batch by itself. */
  deliverTo(worker: LambdaFunction, batchSize: number, maxConcurrency?: number): void {
    const limit = maxConcurrency === undefined ? {} : { maxConcurrency };
    worker.addEventSource(new SqsEventSource(this.queue, { batchSize, reportBatchItemFailures: true, ...limit }));
  }
}

/** Lets a function read the depth of every queue, dead letters included, and tells it their names and URLs. */
export function watchQueues(watcher: LambdaFunction, queues: readonly WorkQueue[]): void {
  const watched = queues.flatMap(({ name, queue, deadLetters }) => [
    { name, queue },
    { name: `${name}-dead-letters`, queue: deadLetters },
  ]);
  const resources = watched.map(({ queue }) => queue.queueArn);
  watcher.addToRolePolicy(new PolicyStatement({ actions: ['sqs:GetQueueAttributes'], resources }));
  watcher.addEnvironment(ENV.watchedQueues, watched.map(({ name, queue }) => `${name}=${queue.queueUrl}`).join(','));
}

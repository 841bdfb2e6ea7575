// Tells the operator when something needs a person: work set aside, work waiting too long, a function failing.
import { Aws, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { DoorFunction } from './door-function.ts';
import type { WorkQueue } from './work-queue.ts';

export interface AlarmsProps {
  readonly queues: readonly WorkQueue[];
  readonly functions: readonly DoorFunction[];
}

interface Rule {
  readonly metric: Metric;
  /** The smallest value that alarms. */
  readonly from: number;
  readonly description: string;
}

const WAITS_TOO_LONG = Duration.minutes(10);

export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'Earshot alarms', enforceSSL: true });
    // A topic with a policy of its own has lost the default one, under which alarms of the account may publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    for (const queue of props.queues) this.#watchQueue(queue);
    for (const door of props.functions) this.#watchFunction(door);
  }

  #watchQueue({ name, queue, deadLetters, node }: WorkQueue): void {
    this.#alarm(`${node.id}DeadLetters`, {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: Stats.MAXIMUM,
      }),
      from: 1,
      description: `${name}: work failed three times and waits in the dead-letter queue. Runbook: "A dead letter".`,
    });
    this.#alarm(`${node.id}Age`, {
      metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: Stats.MAXIMUM }),
      from: WAITS_TOO_LONG.toSeconds(),
      description: `${name}: work has waited for ${WAITS_TOO_LONG.toHumanString()}. Runbook: "Work waits too long".`,
    });
  }

  #watchFunction(door: DoorFunction): void {
    this.#alarm(`${door.node.id}Errors`, {
      metric: door.metricErrors({ period: Duration.minutes(5), statistic: Stats.SUM }),
      from: 1,
      description: `${door.node.id}: the function failed. Runbook: "A function fails".`,
    });
  }

  #alarm(id: string, rule: Rule): void {
    const alarm = new Alarm(this, id, {
      metric: rule.metric,
      threshold: rule.from,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: rule.description,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}

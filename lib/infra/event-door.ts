// A door that events knock at: what fails is tried again, then set aside for a person, who is told.
import { Duration, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { DoorName } from './door-code.ts';
import { DoorFunction } from './door-function.ts';
import type { ThreadTable } from './thread-table.ts';

/** What every door that the operator may ask for is built with. */
export interface EventDoorNeeds {
  readonly table: ThreadTable;
  readonly built: string | undefined;
  /** Where the operator is told. */
  readonly alarms: ITopic;
}

export interface EventDoorProps extends EventDoorNeeds {
  readonly door: DoorName;
  readonly memoryMb: number;
}

const TIMEOUT = Duration.seconds(60);
const SET_ASIDE = Duration.days(14);

export class EventDoor extends DoorFunction {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { door, memoryMb, table, built, alarms }: EventDoorProps) {
    super(scope, id, { door, memoryMb, timeout: TIMEOUT, built });
    table.openTo(this);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: SET_ASIDE,
    });
    const reason = 'It is itself where failed events wait; the rule does not see the destination of a function.';
    Validations.of(this.deadLetters).acknowledge({ id: 'AwsSolutions-SQS3', reason });
    this.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(this.deadLetters),
    });
    const alarm = new Alarm(this, 'DeadLettersAlarm', {
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: Stats.MAXIMUM,
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${id}: an event failed three times and waits in the dead-letter queue. Runbook: "A dead letter".`,
    });
    alarm.addAlarmAction(new SnsAction(alarms));
    alarm.addOkAction(new SnsAction(alarms));
  }
}

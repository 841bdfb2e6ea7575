// Where a complaint alert goes for chats that listen to Amazon Q Developer; the operator subscribes the channel.

import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { ENV } from '../config/env-names.ts';

export class AlertsTopic extends Topic {
  constructor(scope: Construct, id: string) {
    super(scope, id, { displayName: 'Earshot complaints', enforceSSL: true });
  }

  /** Lets a function publish alerts, and tells it where. */
  openTo(publisher: LambdaFunction): void {
    this.grantPublish(publisher);
    publisher.addEnvironment(ENV.alertsTopic, this.topicArn);
  }
}

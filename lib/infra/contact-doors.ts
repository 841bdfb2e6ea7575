// The way of calls and text messages in AWS: events of Amazon Connect, and a topic for messages to a number of the brand.
import { Aws, CfnOutput } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { ENV } from '../config/env-names.ts';
import { WATCHLIST_FILE } from './door-code.ts';
import { EventDoor, type EventDoorNeeds } from './event-door.ts';

export class ContactDoors extends Construct {
  constructor(scope: Construct, id: string, needs: EventDoorNeeds) {
    super(scope, id);
    const door = new EventDoor(this, 'ContactEvents', { ...needs, door: 'contact-events', memoryMb: 256 });
    // It says in which country a number without a country code is read.
    door.addEnvironment(ENV.watchlist, WATCHLIST_FILE);
    new Rule(this, 'OnCall', {
      eventPattern: {
        source: ['aws.connect'],
        detailType: ['Amazon Connect Contact Event'],
        detail: { channel: ['VOICE'] },
      },
      targets: [new LambdaFunction(door, { deadLetterQueue: door.deadLetters })],
    });
    const messages = new Topic(this, 'TextMessages', { displayName: 'Text messages to Earshot', enforceSSL: true });
    messages.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('sms-voice.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [messages.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    messages.addSubscription(new LambdaSubscription(door, { deadLetterQueue: door.deadLetters }));
    new CfnOutput(this, 'TextMessagesTopic', { value: messages.topicArn });
  }
}

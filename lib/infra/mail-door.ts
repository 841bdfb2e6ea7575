// The way of an e-mail in AWS: SES takes it for a domain of the brand, a bucket keeps it for a month, a function reads it.
import { ArnFormat, CfnResource, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { ReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { S3 } from 'aws-cdk-lib/aws-ses-actions';
import { Construct } from 'constructs';
import type { DoorFunction } from './door-function.ts';
import { EventDoor, type EventDoorNeeds } from './event-door.ts';
import { openSecretsTo } from './secrets.ts';

export interface MailDoorProps extends EventDoorNeeds {
  /** A domain that SES has verified, e.g. `help.acme.example`; mail to any address there is taken. */
  readonly domain: string;
  /** Sends the answers. */
  readonly api: DoorFunction;
}

const KEPT = Duration.days(30);

export class MailDoor extends Construct {
  constructor(scope: Construct, id: string, { domain, api, ...needs }: MailDoorProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Received', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ expiration: KEPT, abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const reason = 'SES alone writes here and one function alone reads; the log would hold nothing the table does not.';
    Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S1', reason });
    tellEvents(bucket);
    // The library's class declares its optional members looser than its own interface does.
    const received = bucket as IBucket;
    const rules = new ReceiptRuleSet(this, 'Rules');
    rules.addRule('Take', { recipients: [domain], scanEnabled: true, actions: [new S3({ bucket: received })] });
    const door = new EventDoor(this, 'Email', { ...needs, door: 'email', memoryMb: 1024 });
    openSecretsTo(door);
    openMailsTo(door, bucket);
    new Rule(this, 'OnReceived', {
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [bucket.bucketName] },
          // SES writes this one itself when the rule is made.
          object: { key: [{ 'anything-but': 'AMAZON_SES_SETUP_NOTIFICATION' }] },
        },
      },
      targets: [new LambdaFunction(door, { deadLetterQueue: door.deadLetters })],
    });
    openSendingTo(api, domain);
  }
}

/** The library would bring a function of its own for this; CloudFormation knows it by itself. */
function tellEvents(bucket: Bucket): void {
  const { defaultChild } = bucket.node;
  if (CfnResource.isCfnResource(defaultChild))
    defaultChild.addPropertyOverride('NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled', true);
}

function openMailsTo(reader: DoorFunction, bucket: Bucket): void {
  reader.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] }));
  const { defaultChild } = bucket.node;
  if (!reader.role || !CfnResource.isCfnResource(defaultChild)) return;
  const id = `AwsSolutions-IAM5[Resource::<${Stack.of(bucket).getLogicalId(defaultChild)}.Arn>/*]`;
  Validations.of(reader.role).acknowledge({ id, reason: 'SES names the mails; the bucket holds nothing else.' });
}

/** SES asks for the second action when a mail is given as raw MIME. */
function openSendingTo(sender: DoorFunction, domain: string): void {
  const identity = Stack.of(sender).formatArn({
    service: 'ses',
    resource: 'identity',
    resourceName: domain,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  sender.addToRolePolicy(
    new PolicyStatement({ actions: ['ses:SendEmail', 'ses:SendRawEmail'], resources: [identity] }),
  );
}

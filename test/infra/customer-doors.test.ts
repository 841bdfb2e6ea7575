// The doors that an operator asks for with -c: nothing of them is there without, and each is guarded like the others.
import { describe, expect, it } from 'vitest';
import { doors, ofType, type Synthesised, synthesise } from './synthesised.ts';

/** As `cdk deploy -c name=value` hands them over. */
const CLI_CONTEXT = 'CDK_CONTEXT_JSON';
function synthesiseWith(context: Readonly<Record<string, string>>): Synthesised {
  process.env[CLI_CONTEXT] = JSON.stringify(context);
  try {
    return synthesise();
  } finally {
    delete process.env[CLI_CONTEXT];
  }
}

function statementsOn(house: Synthesised, door: string): string {
  const role = doors(house).get(door)?.[1].Properties.Role['Fn::GetAtt'][0];
  const policies = ofType(house, 'AWS::IAM::Policy').map(([, policy]) => policy.Properties);
  const own = policies.filter(({ Roles }) => Roles.some(({ Ref }: { Ref: string }) => Ref === role));
  return JSON.stringify(own.map(({ PolicyDocument }) => PolicyDocument.Statement));
}

describe('without being asked for', () => {
  it('no mail, call or text message has a door, and nobody may send mail', () => {
    const house = synthesise();
    expect(doors(house).has('email')).toBe(false);
    expect(doors(house).has('contact-events')).toBe(false);
    for (const type of ['AWS::SES::ReceiptRule', 'AWS::Events::Rule']) expect(ofType(house, type)).toEqual([]);
    expect(JSON.stringify(house.app)).not.toContain('ses:');
  });
});

describe('with a mail domain', () => {
  const house = synthesiseWith({ mailDomain: 'help.acme.example' });

  it('SES puts mail to it into a bucket that is encrypted, private and emptied after a month', () => {
    const [[bucketId, bucket] = ['', undefined]] = ofType(house, 'AWS::S3::Bucket').filter(([id]) =>
      id.startsWith('Mail'),
    );
    expect(bucket?.Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, Status: 'Enabled' }] },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
    const [[, rule] = ['', undefined]] = ofType(house, 'AWS::SES::ReceiptRule');
    expect(rule?.Properties.Rule).toMatchObject({
      Enabled: true,
      ScanEnabled: true,
      Recipients: ['help.acme.example'],
      Actions: [{ S3Action: { BucketName: { Ref: bucketId } } }],
    });
    const [[, policy] = ['', undefined]] = ofType(house, 'AWS::S3::BucketPolicy').filter(([id]) =>
      id.startsWith('Mail'),
    );
    const statements = policy?.Properties.PolicyDocument.Statement;
    expect(statements).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'ses.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    );
  });

  it('each mail opens the door, and what fails is tried again, set aside and told', () => {
    const [id] = doors(house).get('email')!;
    const [[, rule] = ['', undefined]] = ofType(house, 'AWS::Events::Rule');
    expect(rule?.Properties.EventPattern).toMatchObject({ source: ['aws.s3'], 'detail-type': ['Object Created'] });
    expect(rule?.Properties.Targets).toMatchObject([
      { Arn: { 'Fn::GetAtt': [id, 'Arn'] }, DeadLetterConfig: { Arn: expect.anything() } },
    ]);
    const [[, config] = ['', undefined]] = ofType(house, 'AWS::Lambda::EventInvokeConfig').filter(
      ([, each]) => each.Properties.FunctionName.Ref === id,
    );
    expect(config?.Properties).toMatchObject({
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: rule?.Properties.Targets[0].DeadLetterConfig.Arn } },
    });
    const alarms = ofType(house, 'AWS::CloudWatch::Alarm').filter(([name]) => /Email/.test(name));
    expect(alarms).toHaveLength(1);
    expect(alarms[0]?.[1].Properties.AlarmActions).toHaveLength(1);
  });

  it('the door may read mails and the table alone, and the desk may send for this domain alone', () => {
    expect(statementsOn(house, 'email')).toContain('s3:GetObject');
    expect(statementsOn(house, 'email')).not.toMatch(/s3:(Put|Delete|List)|ses:/);
    expect(statementsOn(house, 'api')).toMatch(/ses:SendRawEmail.*:identity\/help\.acme\.example/);
    expect(statementsOn(house, 'poll')).not.toContain('ses:');
  });

  it.each(['Help.acme.example', 'help', 'help@acme.example', 'true'])(
    'the synthesis stops at the domain "%s"',
    (name) => {
      expect(() => synthesiseWith({ mailDomain: name })).toThrow(/mailDomain is/);
    },
  );
});

describe('with contact events', () => {
  it('calls of Amazon Connect and text messages open the door, and no secret is open to it', () => {
    const house = synthesiseWith({ contactEvents: 'true' });
    const [id] = doors(house).get('contact-events')!;
    const [[, rule] = ['', undefined]] = ofType(house, 'AWS::Events::Rule');
    expect(rule?.Properties.EventPattern).toEqual({
      source: ['aws.connect'],
      'detail-type': ['Amazon Connect Contact Event'],
      detail: { channel: ['VOICE'] },
    });
    expect(rule?.Properties.Targets[0].Arn).toEqual({ 'Fn::GetAtt': [id, 'Arn'] });
    const [[, subscription] = ['', undefined]] = ofType(house, 'AWS::SNS::Subscription');
    expect(subscription?.Properties).toMatchObject({
      Protocol: 'lambda',
      Endpoint: { 'Fn::GetAtt': [id, 'Arn'] },
      RedrivePolicy: { deadLetterTargetArn: expect.anything() },
    });
    expect(statementsOn(house, 'contact-events')).not.toContain('ssm:');
    expect(doors(house).has('email')).toBe(false);
  });
});

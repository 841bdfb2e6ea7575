import { expect, it } from 'vitest';
import { ofType, synthesise } from './synthesised.ts';

const house = synthesise();

/** What costs by use alone, so that a quiet month costs next to nothing. A new type is added here with its price at rest in mind. */
const PAID_BY_USE = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::CloudWatch::Alarm',
  'AWS::Cognito::ManagedLoginBranding',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolGroup',
  'AWS::DynamoDB::Table',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::Schedule',
  'Custom::CDKBucketDeployment',
];

it('nothing is billed by the hour', () => {
  const types = new Set(Object.values(house.resources).map(({ Type }) => Type));
  expect([...types].filter((type) => !PAID_BY_USE.includes(type))).toEqual([]);
});

it('nothing that is paid by use is made to wait ready by the hour', () => {
  for (const [, table] of ofType(house, 'AWS::DynamoDB::Table')) {
    expect(table.Properties).not.toHaveProperty('ProvisionedThroughput');
    expect(table.Properties).not.toHaveProperty('SSESpecification.KMSMasterKeyId');
  }
  for (const [, each] of ofType(house, 'AWS::Lambda::Function')) {
    expect(each.Properties).not.toHaveProperty('VpcConfig');
    expect(each.Properties).not.toHaveProperty('SnapStart');
  }
  for (const [, mapping] of ofType(house, 'AWS::Lambda::EventSourceMapping')) {
    expect(mapping.Properties).not.toHaveProperty('ProvisionedPollerConfig');
  }
});

it('the plan of the user pool is free for a team', () => {
  for (const [, pool] of ofType(house, 'AWS::Cognito::UserPool'))
    expect(pool.Properties.UserPoolTier).toBe('ESSENTIALS');
});

it('the alarms stay few: ten are free, each further one costs ten cents a month', () => {
  expect(ofType(house, 'AWS::CloudWatch::Alarm').length).toBeLessThanOrEqual(20);
});

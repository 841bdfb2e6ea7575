import { expect, it } from 'vitest';
import { TABLE_INDEXES } from '../../lib/store/table.ts';
import { ofType, type Resource, synthesise } from './synthesised.ts';

const house = synthesise();

function theOnly(type: string): Resource {
  const found = ofType(house, type);
  expect(found).toHaveLength(1);
  return found[0]![1];
}

it('the table outlives its stack and can go back to any second', () => {
  const table = theOnly('AWS::DynamoDB::Table');
  expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  expect(table.Properties).toMatchObject({
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
});

it('the table is paid by request and forgets what has an end', () => {
  expect(theOnly('AWS::DynamoDB::Table').Properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
  });
});

it('the table has the keys and indexes that the store queries', () => {
  const { KeySchema, GlobalSecondaryIndexes, AttributeDefinitions } = theOnly('AWS::DynamoDB::Table').Properties;
  expect(KeySchema).toEqual(keys('pk', 'sk'));
  expect(GlobalSecondaryIndexes).toEqual(
    TABLE_INDEXES.map(({ name, partitionKey, sortKey }) => ({
      IndexName: name,
      KeySchema: keys(partitionKey, sortKey),
      Projection: { ProjectionType: 'ALL' },
    })),
  );
  for (const { AttributeType } of AttributeDefinitions) expect(AttributeType).toBe('S');
});

it('the accounts of the team outlive their stack', () => {
  const pool = theOnly('AWS::Cognito::UserPool');
  expect(pool).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  expect(pool.Properties.DeletionProtection).toBe('ACTIVE');
});

it('people are invited, need a second factor and stand in one of three groups', () => {
  expect(theOnly('AWS::Cognito::UserPool').Properties).toMatchObject({
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    MfaConfiguration: 'ON',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
  });
  const groups = ofType(house, 'AWS::Cognito::UserPoolGroup').map(([, group]) => group.Properties.GroupName);
  expect(groups.sort()).toEqual(['admin', 'agent', 'lead']);
});

it('what is kept stands in the one stack, what can be rebuilt in the other', () => {
  expect(Object.values(house.data.Resources).map(({ Type }) => Type)).toContain('AWS::DynamoDB::Table');
  const retained = Object.entries(house.app.Resources).filter(([, each]) => each.DeletionPolicy === 'Retain');
  expect(retained).toEqual([]);
});

function keys(partitionKey: string, sortKey: string): readonly object[] {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' },
    { AttributeName: sortKey, KeyType: 'RANGE' },
  ];
}

// The one table, kept through every deletion, with thirty-five days to go back in.
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ENV } from '../config/env-names.ts';
import { TABLE_INDEXES } from '../store/table.ts';

/** Scan is missing on purpose: every access pattern has a key. Transactions are allowed through the actions they are made of. */
const ITEM_ACTIONS = [
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
];

export class ThreadTable extends Table {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'ttl',
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of TABLE_INDEXES) {
      this.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: { name: index.partitionKey, type: AttributeType.STRING },
        sortKey: { name: index.sortKey, type: AttributeType.STRING },
      });
    }
  }

  /** Lets a function read and write items and query the indexes, and tells it the table's name. */
  openTo(reader: LambdaFunction): void {
    const indexes = TABLE_INDEXES.map((index) => `${this.tableArn}/index/${index.name}`);
    reader.addToRolePolicy(new PolicyStatement({ actions: ITEM_ACTIONS, resources: [this.tableArn] }));
    reader.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources: indexes }));
    reader.addEnvironment(ENV.table, this.tableName);
  }
}

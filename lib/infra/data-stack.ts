// What must never be lost: the table with everything heard and answered, and the people who may sign in.
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DeskUsers } from './desk-users.ts';
import { ThreadTable } from './thread-table.ts';

export class DataStack extends Stack {
  readonly table: ThreadTable;
  readonly users: DeskUsers;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    this.table = new ThreadTable(this, 'Table');
    this.users = new DeskUsers(this, 'Users');
  }
}

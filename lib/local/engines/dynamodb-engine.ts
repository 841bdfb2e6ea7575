// The embedded DynamoDB: real requests of the AWS SDK, answered from one SQLite file on this machine.
import { refusal } from './aws-refusal.ts';
import { createDynamodb, DYNAMODB_SCHEMA } from './dynamodb-operations.ts';
import { answerJson, type EngineOptions, startEngineServer } from './engine-server.ts';
import { openSqlite } from './sqlite-file.ts';

export interface DynamodbEngine {
  readonly endpoint: string;
  /** Deletes items whose time to live has passed, as DynamoDB does in the background. */
  readonly sweepExpired: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Rejects when the file is open in another process or the port is taken. */
export async function startDynamodbEngine({ path, port = 0, clock }: EngineOptions): Promise<DynamodbEngine> {
  const database = openSqlite(path, DYNAMODB_SCHEMA);
  const { operations, sweepExpired } = createDynamodb(database, clock);
  const answer = answerJson(({ operation: name, input }) => {
    const operation = operations[name];
    if (operation) return operation(input);
    const known = Object.keys(operations).join(', ');
    throw refusal('com.amazon.coral.service#UnknownOperationException', `"${name}" is not embedded (known: ${known})`);
  });
  try {
    const server = await startEngineServer(port, answer);
    return {
      endpoint: server.endpoint,
      sweepExpired: async () => sweepExpired(),
      close: async () => {
        await server.close();
        database.close();
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

// DynamoDB transactions: up to a hundred writes that all happen or none does, once per client token.
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import rules from 'dynalite/db/index.js';
import * as z from 'zod';
import { type Clock, epochMs } from '../../domain/time.ts';
import { isRefusal, parseRequest } from './aws-refusal.ts';
import type { Items } from './dynamodb-items.ts';
import type { CheckedWrite, Language } from './dynamodb-language.ts';
import { dynamoError } from './dynamodb-tables.ts';
import { query } from './sqlite-file.ts';

/** Source: DynamoDB API reference, TransactWriteItems, ClientRequestToken. */
const TOKEN_LIFE_MS = 10 * 60 * 1000;
const MAX_WRITES = 100;

export const TRANSACTION_SCHEMA = `
  CREATE TABLE IF NOT EXISTS transaction_token (token TEXT PRIMARY KEY, digest TEXT NOT NULL, used_at INTEGER NOT NULL) WITHOUT ROWID;
`;

const part = z.looseObject({ ReturnValuesOnConditionCheckFailure: z.string().optional() });
const transactWrite = z.object({
  ClientRequestToken: z.string().optional(),
  TransactItems: z.array(
    z
      .object({
        Put: part,
        Update: part,
        Delete: part,
        ConditionCheck: part.extend({ ConditionExpression: z.string() }),
      })
      .partial(),
  ),
});
const transactGet = z.object({ TransactItems: z.array(z.object({ Get: z.looseObject({}) })).max(MAX_WRITES) });

/** A ConditionCheck is checked like a Delete of the same item. */
const OPERATIONS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'DeleteItem',
} as const;

interface Part extends CheckedWrite {
  readonly kind: keyof typeof OPERATIONS;
  readonly tellOldItem: boolean;
}

export interface Transactions {
  /** To be called within a transaction of the storage, which a refusal must undo. */
  readonly write: (input: unknown) => object;
  readonly get: (input: unknown) => Promise<object>;
  readonly forgetOldTokens: () => void;
}

export interface TransactionParts {
  readonly database: DatabaseSync;
  readonly language: Language;
  readonly items: Items;
  readonly clock: Clock;
}

export function createTransactions({ database, language, items, clock }: TransactionParts): Transactions {
  const tokens = openTokens(database, clock);

  function attempt(each: Part): Reason {
    try {
      if (each.kind === 'ConditionCheck') requireCondition(each, items);
      else language.write(each);
      return { Code: 'None' };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const failed = isConditionFailure(error);
      const old = failed && each.tellOldItem ? items.get(each.table, each.key) : undefined;
      return {
        Code: failed ? 'ConditionalCheckFailed' : 'ValidationError',
        Message: error.message,
        ...(old && { Item: old }),
      };
    }
  }

  return {
    write: (input) => {
      const { ClientRequestToken: token, TransactItems } = parseRequest(transactWrite, input, rules.validationError);
      const digest = createHash('sha256').update(JSON.stringify(TransactItems)).digest('base64');
      if (token !== undefined && tokens.spend(token, digest)) return {};
      const reasons = checkedParts(TransactItems, language).map(attempt);
      if (reasons.every((reason) => reason.Code === 'None')) return {};
      const codes = reasons.map((reason) => reason.Code).join(', ');
      throw dynamoError(
        'TransactionCanceledException',
        `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
        { CancellationReasons: reasons },
      );
    },
    get: async (input) => {
      const reads = parseRequest(transactGet, input, rules.validationError).TransactItems.map(({ Get }) =>
        language.read('GetItem', Get),
      );
      return { Responses: (await Promise.all(reads)).map(({ Item }) => ({ ...(Item !== undefined && { Item }) })) };
    },
    forgetOldTokens: tokens.forgetOld,
  };
}

function openTokens(database: DatabaseSync, clock: Clock) {
  const find = query<{ digest: string }>(
    database,
    'SELECT digest FROM transaction_token WHERE token = ? AND used_at > ?',
  );
  const keep = database.prepare('INSERT OR REPLACE INTO transaction_token VALUES (?, ?, ?)');
  const forget = database.prepare('DELETE FROM transaction_token WHERE used_at <= ?');
  return {
    /** Whether this very transaction was done before. */
    spend: (token: string, digest: string): boolean => {
      const now = epochMs(clock());
      const seen = find.first(token, now - TOKEN_LIFE_MS);
      if (seen && seen.digest !== digest) {
        throw dynamoError(
          'IdempotentParameterMismatchException',
          `ClientRequestToken "${token}" was used for another transaction`,
        );
      }
      if (!seen) keep.run(token, digest, now);
      return seen !== undefined;
    },
    forgetOld: () => {
      forget.run(epochMs(clock()) - TOKEN_LIFE_MS);
    },
  };
}

interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: object;
}

export function isConditionFailure(error: unknown): boolean {
  return isRefusal(error) && String(error.body['__type']).endsWith('#ConditionalCheckFailedException');
}

type WireParts = z.infer<typeof transactWrite>['TransactItems'];

function checkedParts(wire: WireParts, language: Language): readonly Part[] {
  if (wire.length === 0 || wire.length > MAX_WRITES) {
    throw rules.validationError(`TransactItems has ${wire.length} members (allowed: 1 to ${MAX_WRITES})`);
  }
  const parts = wire.map((each) => {
    for (const kind of ['Put', 'Update', 'Delete', 'ConditionCheck'] as const) {
      const input = each[kind];
      if (!input) continue;
      const tellOldItem = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
      return { ...language.checkWrite(OPERATIONS[kind], input), kind, tellOldItem };
    }
    throw rules.validationError('a member of TransactItems has none of Put, Update, Delete, ConditionCheck');
  });
  if (new Set(parts.map((each) => `${each.table.id} ${each.key}`)).size < parts.length) {
    throw rules.validationError('Transaction request cannot include multiple operations on one item');
  }
  return parts;
}

function requireCondition({ request, table, key }: Part, items: Items): void {
  const failure = rules.checkConditional(request, items.get(table, key));
  if (failure) throw failure;
}

// The embedded DynamoDB keeps the contract, and keeps what it has acknowledged when it is killed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCommand, PutCommand, paginateScan, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamodbEngine } from '../../lib/local/engines/dynamodb-engine.ts';
import { describeDynamodb } from './dynamodb.contract.ts';
import { clientOf, complaintsTable, documentsOf, TableName } from './dynamodb-fixture.ts';
import { spawnEngine } from './engine-process.ts';

const GROUP_SIZE = 40;
const ACKNOWLEDGED_BEFORE_KILL = 40;
const clock = () => '2026-11-21T09:30:00.000Z';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dynamodb-engine-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describeDynamodb('embedded, in memory', (clock) => startDynamodbEngine({ clock }));
describeDynamodb('embedded, on disk', (clock) => startDynamodbEngine({ path: join(folder, 'contract.sqlite'), clock }));

describe('the embedded DynamoDB on disk', () => {
  it('has tables and items again after a restart, on another port', async () => {
    const path = join(folder, 'restart.sqlite');
    const first = await startDynamodbEngine({ path, clock });
    const before = clientOf(first.endpoint);
    await before.send(complaintsTable());
    await documentsOf(before).send(new PutCommand({ TableName, Item: { pk: 'A', sk: '1', tags: new Set(['late']) } }));
    before.destroy();
    await first.close();

    const second = await startDynamodbEngine({ path, clock });
    const after = clientOf(second.endpoint);
    const { Item } = await documentsOf(after).send(new GetCommand({ TableName, Key: { pk: 'A', sk: '1' } }));
    expect(Item).toEqual({ pk: 'A', sk: '1', tags: new Set(['late']) });
    after.destroy();
    await second.close();
  });

  it('is not opened twice at the same time, and says what to do', async () => {
    const path = join(folder, 'twice.sqlite');
    const other = await spawnEngine('dynamodb', path);
    await expect(startDynamodbEngine({ path, clock })).rejects.toThrow(
      /twice\.sqlite" is open in another process.*stop the other/,
    );
    await other.kill9();
  });

  it('loses nothing it acknowledged and tears nothing when it is killed under load, again and again', async () => {
    const path = join(folder, 'killed.sqlite');
    const acknowledged: string[] = [];
    for (const round of [0, 1, 2, 3, 4]) acknowledged.push(...(await writeGroupsUntilKilled(path, round)));

    const survivor = await startDynamodbEngine({ path, clock });
    const items = await countGroups(survivor.endpoint);
    const indexed = await countGroups(survivor.endpoint, 'byStatus');
    await survivor.close();

    expect(acknowledged.length).toBeGreaterThanOrEqual(5 * ACKNOWLEDGED_BEFORE_KILL);
    expect(acknowledged.filter((group) => !items.has(group))).toEqual([]);
    expect([...items].filter(([, size]) => size !== GROUP_SIZE)).toEqual([]);
    expect(indexed).toEqual(items);
  });
});

/** Eight clients write large transactions; each round kills the engine a little later within one. */
async function writeGroupsUntilKilled(path: string, round: number): Promise<string[]> {
  const engine = await spawnEngine('dynamodb', path);
  const client = clientOf(engine.endpoint);
  if (round === 0) await client.send(complaintsTable());
  const acknowledged: string[] = [];
  let next = 0;
  let killed: Promise<void> | undefined;
  const write = async () => {
    while (!killed) {
      const group = `GROUP#${round}#${next++}`;
      try {
        await documentsOf(client).send(new TransactWriteCommand({ TransactItems: putsOf(group) }));
      } catch (error) {
        if (!killed) throw error;
        return;
      }
      acknowledged.push(group);
      if (acknowledged.length >= ACKNOWLEDGED_BEFORE_KILL) {
        const moment = performance.now() + round;
        while (performance.now() < moment); // The engine works on meanwhile, in its own process.
        killed ??= engine.kill9();
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, write));
  await killed;
  client.destroy();
  return acknowledged;
}

function putsOf(group: string) {
  return Array.from({ length: GROUP_SIZE }, (_, n) => ({
    Put: { TableName, Item: { pk: group, sk: `${n}`, status: 'GROUP', order: group } },
  }));
}

/** How many items of each group stand in the table or in an index. */
async function countGroups(endpoint: string, IndexName?: string): Promise<ReadonlyMap<string, number>> {
  const client = clientOf(endpoint);
  const sizes = new Map<string, number>();
  for await (const page of paginateScan({ client: documentsOf(client) }, { TableName, IndexName })) {
    for (const { pk } of page.Items ?? []) sizes.set(pk, (sizes.get(pk) ?? 0) + 1);
  }
  client.destroy();
  return new Map([...sizes].toSorted(([a], [b]) => a.localeCompare(b)));
}

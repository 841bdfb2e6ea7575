// What the desk asks for is found by key: the items that are read do not grow with the threads there are.
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiOf } from '../../functions/api.ts';
import { plus } from '../../lib/domain/time.ts';
import { putLink } from '../../lib/store/customers.ts';
import { type Write, write } from '../../lib/store/db.ts';
import { takeCaseNumber } from '../../lib/store/posts.ts';
import { appendEvent } from '../../lib/store/threads.ts';
import { countReads, type Reads } from '../support/counted-reads.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { openedEvent } from '../support/opened-event.ts';

const MORE = 400;
const EMAIL = 'ines@mail.example';
const PHONE = '+447400000001';

let earshot: TestEarshot;
let reads: Reads;
let paths: Readonly<Record<string, string>>;
let before: Readonly<Record<string, number>>;

async function itemsRead(path: string): Promise<number> {
  const api = apiOf(earshot.house, { identify: () => ({ name: 'Ana', role: 'agent' }), sample: false });
  const since = reads.items;
  const response = await api.request(`/api${path}`);
  expect(response.status).toBe(200);
  return reads.items - since;
}

async function allItemsRead(): Promise<Record<string, number>> {
  const read: Record<string, number> = {};
  for (const [page, path] of Object.entries(paths)) read[page] = await itemsRead(path);
  return read;
}

const find = (text: string) => `/customers?find=${encodeURIComponent(text)}`;

/** A thread with its case number, and a customer of whom an address is known. */
function another(n: number): Write[] {
  const { thread, writes } = appendEvent(
    undefined,
    openedEvent(`other-${n}`, plus(earshot.clock.now(), { seconds: n })),
  );
  const proof = { basis: 'told-us', evidence: 'said so', by: 'Ana', at: earshot.clock.now() } as const;
  const link = {
    kind: 'email',
    value: `other-${n}@mail.example`,
    id: `l-${n}`,
    customerId: `c-${n}`,
    ...proof,
  } as const;
  return [...writes, takeCaseNumber(thread.caseNumber, thread.id), ...putLink(link)];
}

describe('the items read for a page', () => {
  beforeAll(async () => {
    earshot = await startEarshot();
    await earshot.receive({ id: 'first', author: 'ines' });
    const [thread] = await earshot.threads();
    if (!thread) throw new Error(`there is no thread: ${earshot.errors.join('; ')}`);
    const { customer } = await earshot.thread(thread.id);
    for (const [kind, value] of [
      ['email', EMAIL],
      ['phone', PHONE],
    ]) {
      const body = { kind, value, basis: 'told-us', evidence: 'said so on the phone' };
      await earshot.call(`/customers/${customer.id}/links`, { method: 'POST', body });
    }
    paths = {
      thread: `/threads/${thread.id}`,
      customer: `/customers/${customer.id}`,
      'case number': find(thread.caseNumber),
      handle: find('@ines'),
      'e-mail': find(EMAIL),
      'phone number': find(PHONE),
    };
    earshot.clock.advance({ minutes: 1 });
    reads = countReads(earshot.house.db());
    before = await allItemsRead();
    for (let n = 0; n < MORE; n += 10)
      await write(earshot.house.db(), Array.from({ length: 10 }, (_, offset) => another(n + offset)).flat());
  });
  afterAll(() => earshot.stop());

  it('are as many among four hundred threads as they were for one', async () => {
    expect(await allItemsRead()).toEqual(before);
    expect(Object.values(before).every((items) => items > 0 && items < 30)).toBe(true);
  });

  it('are at most the hundred of a page in a list', async () => {
    expect(await itemsRead('/threads')).toBe(100);
  });

  it('are none where the whole table would be gone through: that is refused', async () => {
    const { client, table } = earshot.house.db();
    await expect(client.send(new ScanCommand({ TableName: table }))).rejects.toThrow(
      'every access pattern must have a key',
    );
  });
});

// Tying a thread to the customer's other contacts: with proof, findable in one look, and undone exactly.

import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerView } from '../../lib/api/customer-schemas.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';

describe('one customer over all channels', () => {
  let earshot: TestEarshot;
  let ines: CustomerView;
  let other: CustomerView;
  beforeAll(async () => {
    earshot = await startEarshot();
    await earshot.receive({ id: '1', author: 'ines' }, { id: '2', author: 'ines_2', network: 'mastodon' });
    ines = await find('@ines');
    other = await find('ines_2');
  });
  afterAll(() => earshot.stop());

  async function find(text: string): Promise<CustomerView> {
    const { body } = await earshot.call(`/customers?find=${encodeURIComponent(text)}`);
    return body.items[0];
  }
  const link = (customerId: string, body: object) =>
    earshot.call(`/customers/${customerId}/links`, { method: 'POST', body });
  const unlink = (customerId: string, linkId: string) =>
    earshot.call(`/customers/${customerId}/links/${linkId}`, { method: 'DELETE' });

  it('is found by handle, and by the case number of a thread', async () => {
    const [thread] = (await earshot.threads()).filter(({ author }) => author.handle === 'ines');
    expect(ines.timeline[0]).toMatchObject({ type: 'thread', threadId: thread?.id });
    expect((await find(thread?.caseNumber ?? '')).id).toBe(ines.id);
    expect((await find((thread?.caseNumber ?? '').replace('-', ' '))).id).toBe(ines.id);
  });

  it('is found by e-mail and phone once somebody has linked them, in whatever form they are typed', async () => {
    const proof = { basis: 'told-us', evidence: 'gave both in the call of 3 May' };
    expect((await link(ines.id, { kind: 'email', value: 'Ines@Example.org', ...proof })).status).toBe(200);
    expect((await link(ines.id, { kind: 'phone', value: '020 7946 0018', ...proof })).status).toBe(200);
    expect((await find('ines@example.org')).id).toBe(ines.id);
    expect((await find('+44 20 7946 0018')).id).toBe(ines.id);
    const { links } = await find('ines@example.org');
    expect(links.find(({ kind }) => kind === 'phone')).toMatchObject({ value: '+442079460018', by: 'Ana', ...proof });
    expect(links.find(({ kind }) => kind === 'author')).toMatchObject({ value: 'x/ines-1', label: 'ines' });
  });

  it('is not linked without a proof, nor by a garbled number, nor to an account nobody has heard', async () => {
    expect(
      (await link(ines.id, { kind: 'email', value: 'a@example.org', basis: 'told-us', evidence: '' })).status,
    ).toBe(400);
    expect(
      (await link(ines.id, { kind: 'phone', value: '12', basis: 'told-us', evidence: 'in the call' })).body.detail,
    ).toContain('"12"');
    const unheard = await link(ines.id, {
      kind: 'author',
      value: 'x/nobody',
      basis: 'told-us',
      evidence: 'in the call',
    });
    expect(unheard.body.code).toBe('no-such-author');
  });

  it('gets back exactly what was before when a link between two accounts is ended', async () => {
    const before = { ines: await find('ines'), other: await find('ines_2') };
    const linked = await link(ines.id, {
      kind: 'author',
      value: 'mastodon/ines_2-1',
      basis: 'told-us',
      evidence: 'said so in the thread',
    });
    expect(linked.status).toBe(200);
    expect(linked.body.timeline.filter(({ type }: { type: string }) => type === 'thread')).toHaveLength(2);
    expect((await find('ines_2')).id).toBe(ines.id);
    const { id } = linked.body.links.find(({ value }: { value: string }) => value === 'mastodon/ines_2-1');
    expect((await unlink(ines.id, id)).status).toBe(200);
    expect({ ines: await find('ines'), other: await find('ines_2') }).toEqual(before);
    expect(before.other.id).toBe(other.id);
  });

  it('gets its account back when it was linked on and both links are ended, the older one first', async () => {
    await earshot.receive({ id: '3', author: 'ines_3', network: 'bluesky' });
    const before = await find('ines_3');
    const account = { kind: 'author', value: 'bluesky/ines_3-1', basis: 'told-us', evidence: 'said so in the call' };
    const linkOf = ({ body }: Awaited<ReturnType<typeof link>>): string =>
      body.links.find(({ value }: { value: string }) => value === account.value).id;
    const first = linkOf(await link(ines.id, account));
    const second = linkOf(await link(other.id, account));
    expect((await unlink(ines.id, first)).status).toBe(200);
    expect((await unlink(other.id, second)).status).toBe(200);
    expect(await find('ines_3')).toEqual(before);
  });

  it('shows calls, e-mails and visits beside the threads, each once', async () => {
    const call = { id: ulid(), channel: 'call', at: '2026-11-20T10:00:00.000Z', summary: 'Asked for the refund' };
    const promise = { text: 'refund by Friday', dueAt: '2026-11-27T17:00:00.000Z' };
    const add = () => earshot.call(`/customers/${ines.id}/contacts`, { method: 'POST', body: { ...call, promise } });
    expect((await add()).status).toBe(200);
    expect((await add()).status).toBe(200);
    const { timeline } = await find('ines');
    expect(timeline.filter(({ type }) => type === 'contact')).toEqual([
      { type: 'contact', ...call, promise, by: 'Ana' },
    ]);
  });

  it('tells the story in the order in which it happened, the newest first, however late it was heard', async () => {
    await earshot.receive({
      id: '9',
      author: 'ines',
      createdAt: '2026-11-19T08:00:00.000Z',
      text: 'No refund, awful service!',
    });
    const { timeline } = await find('ines');
    const times = timeline.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(timeline.at(-1)).toMatchObject({ type: 'thread', at: '2026-11-19T08:00:00.000Z' });
  });

  it('takes no end for the account a customer began with', async () => {
    const own = (await find('ines')).links.find(({ basis }) => basis === 'own-account');
    expect((await unlink(ines.id, own?.id ?? '')).status).toBe(404);
  });
});

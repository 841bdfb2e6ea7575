// Who belongs to whom: asked where the customer's own words say so, shown by a code, and never against a network's rule.
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerView, LinkCodeView } from '../../lib/api/customer-schemas.ts';
import { importContacts } from '../../lib/flows/import-contacts.ts';
import { takeCall } from '../../lib/flows/take-call.ts';
import { takeSms } from '../../lib/flows/take-sms.ts';
import { type Correspondence, startCorrespondence } from '../support/correspondence.ts';
import type { PostGiven } from '../support/earshot.ts';
import { refuseFirst } from '../support/table-faults.ts';

let mails: Correspondence;
let accounts = 0;
beforeAll(async () => {
  mails = await startCorrespondence();
});
afterAll(() => mails.stop());

const call = (path: string, body?: object) =>
  mails.earshot.call(path, body === undefined ? {} : { method: 'POST', body });
const customer = async (id: string): Promise<CustomerView> => (await call(`/customers/${id}`)).body;

/** A new account that complains, and its customer. */
async function complainant(given: Partial<PostGiven> = {}) {
  accounts += 1;
  const handle = `account${accounts}`;
  await mails.earshot.receive({ id: ulid(), author: handle, ...given });
  const found = await mails.find(`@${handle}`);
  const entry = found?.timeline.find(({ type }) => type === 'thread');
  if (!found || entry?.type !== 'thread') throw new Error(`no customer: ${mails.earshot.errors.join('; ')}`);
  return { id: found.id, handle, caseNumber: entry.caseNumber };
}

async function* lines(...values: readonly object[]) {
  for (const [index, value] of values.entries()) yield { line: index + 1, value };
}

function fail(...told: readonly unknown[]): never {
  throw new Error(told.join(' '));
}

async function sms(text: string, from: string): Promise<void> {
  const { db, clock } = mails.earshot.house;
  await takeSms({ db: db(), clock, country: 'GB' }, { id: ulid(), from, text, at: clock() });
}

describe('a suggested link', () => {
  it('is asked when an e-mail names the case of somebody’s thread, and made by a yes with its proof', async () => {
    const { id, caseNumber } = await complainant();
    const mail = mails.somebody();
    const writer = await mails.write({ ...mail, body: `It is about case ${caseNumber}, I am still waiting.` });
    const [question] = (await customer(id)).suggestions;
    expect(question).toMatchObject({ kind: 'email', value: mail.from, customerId: writer, basis: 'told-us' });
    expect(question?.why).toContain(`names case ${caseNumber}`);
    expect((await customer(id)).links.map(({ value }) => value)).not.toContain(mail.from);
    const answer = { answer: 'yes', basis: 'told-us', evidence: 'said so in the call of 3 May' };
    const { status, body } = await call(`/customers/${id}/suggestions/${question?.id}`, answer);
    expect(status).toBe(200);
    expect(body.suggestions).toEqual([]);
    expect(body.links).toContainEqual(
      expect.objectContaining({ value: mail.from, basis: 'told-us', evidence: answer.evidence, by: 'Ana' }),
    );
    expect((await mails.find(mail.from))?.id).toBe(id);
  });

  it('is never asked again after a no', async () => {
    const { id, caseNumber } = await complainant();
    const mail = mails.somebody();
    await mails.write({ ...mail, body: `case ${caseNumber}` });
    const [question] = (await customer(id)).suggestions;
    expect((await call(`/customers/${id}/suggestions/${question?.id}`, { answer: 'no' })).body.suggestions).toEqual([]);
    await mails.write({ ...mail, messageId: ulid(), body: `once more: case ${caseNumber}` });
    expect((await customer(id)).suggestions).toEqual([]);
  });

  it('is asked when an e-mail names the handle of an account that was heard', async () => {
    const { id, handle } = await complainant();
    const mail = mails.somebody();
    await mails.write({ ...mail, body: `My Twitter is @${handle}.` });
    expect((await customer(id)).suggestions).toMatchObject([{ kind: 'email', value: mail.from }]);
  });

  it('is asked when a text message names a case', async () => {
    const { id, caseNumber } = await complainant();
    await sms(`this is about case ${caseNumber}`, '+447700900111');
    expect((await customer(id)).suggestions).toMatchObject([{ kind: 'phone', value: '+447700900111' }]);
  });

  it('is asked for what was written to the brand alone, and not for what everybody can read', async () => {
    const text = 'I am still waiting for my refund, disgraceful. Mail me at Ada.L@customer.test or call 020 7946 0018.';
    const alone = await complainant({ text, visibility: 'private', network: 'mastodon' });
    expect((await customer(alone.id)).suggestions.map(({ kind, value }) => `${kind} ${value}`).toSorted()).toEqual([
      'email ada.l@customer.test',
      'phone +442079460018',
    ]);
    const openly = await complainant({ text, network: 'mastodon' });
    expect((await customer(openly.id)).suggestions).toEqual([]);
  });

  it('is never asked because of a name', async () => {
    const { id, handle } = await complainant();
    await mails.write({ ...mails.somebody(), from: `${handle} <other@customer.test>`, body: `This is ${handle}.` });
    expect((await customer(id)).suggestions).toEqual([]);
  });

  it('that nobody has asked cannot be answered', async () => {
    const { id } = await complainant();
    expect(await call(`/customers/${id}/suggestions/none`, { answer: 'no' })).toMatchObject({
      status: 404,
      body: { code: 'no-such-suggestion' },
    });
  });
});

const codeFor = async (id: string): Promise<LinkCodeView> => (await call(`/customers/${id}/codes`, {})).body;

describe('a code', () => {
  it('sent from an e-mail address shows whose it is, and is used up with that', async () => {
    const { id } = await complainant();
    const { code, text } = await codeFor(id);
    expect(code).toMatch(/^[2-9CDFGHJKMNPQRTVWX]{6}$/);
    expect(text).toContain(code);
    const [first, second] = [mails.somebody(), mails.somebody()];
    expect(await mails.write({ ...first, body: `Hello, here it is: ${code.toLowerCase()}.` })).toBe(id);
    expect((await customer(id)).links.find(({ value }) => value === first.from)).toMatchObject({
      basis: 'told-us',
      evidence: `sent the code ${code} from ${first.from} on 2026-11-21`,
    });
    expect(await mails.write({ ...second, body: `me too: ${code}` })).not.toBe(id);
  });

  it('sent by text message or from an account does the same', async () => {
    const { id } = await complainant();
    await sms(`${(await codeFor(id)).code}`, '+447700900222');
    expect((await mails.find('+44 7700 900222'))?.id).toBe(id);
    const { code } = await codeFor(id);
    await mails.earshot.receive({ id: ulid(), author: 'second_account', network: 'bluesky', text: `@acorn ${code}` });
    expect((await mails.find('second_account'))?.id).toBe(id);
    // Who repeats it after the first has shown nothing.
    await mails.earshot.receive({ id: ulid(), author: 'copycat', network: 'bluesky', text: `@acorn ${code}` });
    expect((await mails.find('copycat'))?.id).not.toBe(id);
  });

  it('brings along what was written before from there, and unlinking takes exactly that back', async () => {
    const { id } = await complainant();
    const mail = mails.somebody();
    const before = await mails.write({ ...mail, body: 'Where is my refund?' });
    const own = await customer(before);
    await mails.write({ ...mail, messageId: ulid(), body: (await codeFor(id)).code });
    const linked = await customer(id);
    expect(linked.timeline.filter(({ type }) => type === 'contact')).toHaveLength(2);
    const link = linked.links.find(({ value }) => value === mail.from);
    await mails.earshot.call(`/customers/${id}/links/${link?.id}`, { method: 'DELETE' });
    expect(await customer(before)).toEqual(own);
    expect((await customer(id)).links.map(({ value }) => value)).not.toContain(mail.from);
  });

  it('ends with the next one, with its day, and does nothing when it comes from the same customer', async () => {
    const { id, handle } = await complainant();
    const old = await codeFor(id);
    const { code, expiresAt } = await codeFor(id);
    expect(await mails.write({ ...mails.somebody(), body: old.code })).not.toBe(id);
    await mails.earshot.receive({ id: ulid(), author: handle, text: `my code ${code}` });
    expect((await customer(id)).links).toHaveLength(1);
    mails.earshot.clock.advance({ hours: 24 });
    expect(mails.earshot.clock.now()).toBe(expiresAt);
    expect(await mails.write({ ...mails.somebody(), body: code })).not.toBe(id);
  });

  it('counts no longer once its own customer has shown it to everybody', async () => {
    const { id, handle } = await complainant();
    const { code } = await codeFor(id);
    await mails.earshot.receive({ id: ulid(), author: handle, text: `my code ${code}` });
    await mails.earshot.receive({ id: ulid(), author: 'reader', network: 'bluesky', text: `@acorn ${code}` });
    expect((await mails.find('reader'))?.id).not.toBe(id);
    expect((await customer(id)).links).toHaveLength(1);
  });

  it('counts on when its customer shows it to the brand alone', async () => {
    const { id, handle } = await complainant({ network: 'mastodon' });
    const { code } = await codeFor(id);
    const alone = { author: handle, network: 'mastodon', visibility: 'private' as const, text: `my code ${code}` };
    await mails.earshot.receive({ id: ulid(), ...alone });
    expect(await mails.write({ ...mails.somebody(), body: code })).toBe(id);
  });

  it('is used by one of two who send it at one moment, also when a transaction is refused', async () => {
    const { id } = await complainant();
    const { code } = await codeFor(id);
    const house = await mails.freshHouse();
    refuseFirst(house.db(), `CODE#${code}`);
    const send = (from: string) =>
      takeSms({ ...house, db: house.db(), country: 'GB' }, { id: ulid(), from, text: code, at: house.clock() });
    await Promise.all([send('+447700900333'), send('+447700900444')]);
    const owners = [await mails.find('+447700900333'), await mails.find('+447700900444')];
    expect(owners.filter((owner) => owner?.id === id)).toHaveLength(1);
  });

  it('is not made for nobody', async () => {
    expect((await call('/customers/nobody/codes', {})).body.code).toBe('no-such-customer');
  });
});

describe('the rule of a network', () => {
  const judged = { basis: 'agent-judgement', evidence: 'writes like the same person' };

  it('lets nothing be tied to an account on X by a guess, whichever is linked to which', async () => {
    const [onX, elsewhere] = [await complainant(), await complainant({ network: 'mastodon' })];
    const toX = await call(`/customers/${onX.id}/links`, { kind: 'email', value: 'guess@customer.test', ...judged });
    expect(toX).toMatchObject({ status: 422, body: { code: 'basis-not-allowed' } });
    expect(toX.body.detail).toContain('told the company, opted in to or made public');
    const account = { kind: 'author', value: `x/${onX.handle}-1` };
    expect((await call(`/customers/${elsewhere.id}/links`, { ...account, ...judged })).body.code).toBe(
      'basis-not-allowed',
    );
    const told = { basis: 'told-us', evidence: 'said so in the call of 3 May' };
    expect((await call(`/customers/${elsewhere.id}/links`, { ...account, ...told })).status).toBe(200);
  });

  it('of others leaves it to the colleague', async () => {
    const { id } = await complainant({ network: 'mastodon' });
    const link = { kind: 'email', value: 'judged@customer.test', ...judged };
    expect((await call(`/customers/${id}/links`, link)).status).toBe(200);
  });
});

describe('somebody who is met for the first time', () => {
  it('becomes a customer by their number, whom everybody finds by it', async () => {
    const met = { kind: 'phone', value: '0161 496 0123', evidence: 'called on 21 November', name: 'Ada' };
    const { body } = await call('/customers', met);
    expect(body.links).toMatchObject([{ value: '+441614960123', by: 'Ana', evidence: met.evidence }]);
    expect((await mails.find('+44 161 496 0123'))?.id).toBe(body.id);
    expect((await call('/customers', met)).body.id).toBe(body.id);
    await sms('hello', '+441614960123');
    expect((await customer(body.id)).timeline).toHaveLength(1);
  });

  it('is one customer over every channel, however the number and the address are written there', async () => {
    const { house } = mails.earshot;
    const deps = { db: house.db(), clock: house.clock, country: 'GB' };
    await sms('hello', '+441614960199');
    await takeCall(deps, { contactId: ulid(), direction: 'in', number: '+44 161 496 0199' }, house.clock());
    const line = { channel: 'visit', at: house.clock(), summary: 'came by' };
    const report = { onSkipped: fail, onIgnored: fail, onProgress: () => undefined };
    await importContacts({ ...deps, ...report, by: 'import' }, lines({ ...line, customer: '0161 496 0199' }));
    const byPhone = await mails.find('(0161) 496 0199');
    expect(byPhone?.timeline.map((one) => (one.type === 'contact' ? one.channel : ''))).toHaveLength(3);
    const id = await mails.write({ ...mails.somebody(), from: 'Mixed.Case@Customer.TEST' });
    await importContacts(
      { ...deps, ...report, by: 'import' },
      lines({ ...line, customer: 'mixed.case@customer.test' }),
    );
    expect((await customer(id)).timeline).toHaveLength(2);
    expect((await mails.find('MIXED.case@customer.test'))?.id).toBe(id);
  });
});

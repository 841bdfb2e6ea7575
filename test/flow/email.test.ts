// E-mail: what customers write becomes contacts of the right customer, once.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CustomerView } from '../../lib/api/customer-schemas.ts';
import type { ThreadView } from '../../lib/api/schemas.ts';
import { takeEmail } from '../../lib/flows/take-email.ts';
import { type Correspondence, startCorrespondence } from '../support/correspondence.ts';
import { mailOf } from '../support/mails.ts';
import { dieAfter, refuseFirst } from '../support/table-faults.ts';

let mails: Correspondence;
beforeAll(async () => {
  mails = await startCorrespondence();
});
afterAll(() => mails.stop());

describe('an e-mail', () => {
  it('of somebody new makes them a customer, found by their address, with what they wrote in their timeline', async () => {
    const body = 'Where is my refund?\n\nOn Fri, Nov 20, 2026 at 9:00 AM Acme <help@acme.example> wrote:\n\n> Soon.\n';
    const id = await mails.write({
      ...mails.somebody(),
      from: 'Mara Lund <Mara@customer.test>',
      subject: 'Refund',
      body,
    });
    const customer = await mails.find('mara@customer.test');
    expect(customer).toMatchObject({ id, name: 'Mara Lund' });
    expect(customer?.links).toMatchObject([{ kind: 'email', value: 'mara@customer.test', basis: 'own-account' }]);
    expect(customer?.timeline).toEqual([
      {
        type: 'contact',
        id: expect.any(String),
        channel: 'email',
        at: '2026-11-20T09:00:00.000Z',
        by: 'earshot',
        summary: 'Where is my refund?',
        message: { subject: 'Refund', from: 'mara@customer.test', direction: 'in', whole: body.trim() },
      },
    ]);
  });

  it('is taken once, however often it comes and however many take it at one moment', async () => {
    const mail = mailOf(mails.somebody());
    const [first, second] = await Promise.all([mails.take(mail), mails.take(mail)]);
    const third = await mails.take(mail);
    const outcomes = [first, second, third].map(({ outcome }) => outcome).sort();
    expect(outcomes).toEqual(['known', 'known', 'taken']);
    const taken = [first, second].find((each) => each.outcome === 'taken');
    expect(await mails.contactsOf(taken?.outcome === 'taken' ? taken.customerId : '')).toHaveLength(1);
  });

  it('without a Message-ID is known by all that stands in it', async () => {
    const given = { ...mails.somebody(), messageId: null };
    const id = await mails.write(given);
    expect(await mails.take(mailOf(given))).toEqual({ outcome: 'known' });
    await mails.write({ ...given, body: 'Another mail.' });
    expect(await mails.contactsOf(id)).toHaveLength(2);
  });

  it('is not lost because another one has the same Message-ID', async () => {
    const { messageId } = mails.somebody();
    const one = await mails.write({ ...mails.somebody(), messageId });
    const other = await mails.write({ ...mails.somebody(), messageId });
    expect(other).not.toBe(one);
    expect(await mails.contactsOf(other)).toHaveLength(1);
  });

  it('survives a refused transaction and a death before it is stored', async () => {
    const given = mails.somebody();
    const refused = await mails.freshHouse();
    refuseFirst(refused.db(), `MAIL#${given.messageId}`);
    expect(await takeEmail({ ...refused, db: refused.db() }, mailOf(given))).toMatchObject({ outcome: 'taken' });
    const next = mails.somebody();
    const dying = await mails.freshHouse();
    dieAfter(dying.db(), 1);
    await expect(takeEmail({ ...dying, db: dying.db() }, mailOf(next))).rejects.toThrow('the worker died');
    expect(await mails.contactsOf(await mails.write(next))).toHaveLength(1);
  });

  it.each(['Fri, 20 Nov 2099 10:00:00 +0100', 'Thu, 1 Jan 1970 00:00:00 +0000', 'Sun, 15 Nov 2026 08:00:00 +0000'])(
    'dated %s, when no mail can have been written, stands where it came',
    async (date) => {
      const id = await mails.write({ ...mails.somebody(), date });
      expect((await mails.contactsOf(id))[0]?.at).toBe(mails.earshot.clock.now());
    },
  );

  it('that was under way for days stands where it was written', async () => {
    const id = await mails.write({ ...mails.somebody(), date: 'Tue, 17 Nov 2026 08:00:00 +0000' });
    expect((await mails.contactsOf(id))[0]?.at).toBe('2026-11-17T08:00:00.000Z');
  });

  it('with the same name and another address is another customer', async () => {
    const [one, other] = [mails.somebody(), mails.somebody()];
    const first = await mails.write({ ...one, from: `Ana Roth <${one.from}>` });
    expect(await mails.write({ ...other, from: `Ana Roth <${other.from}>` })).not.toBe(first);
  });

  it('is shown without what would harm the desk, and cut where it is endless', async () => {
    const id = await mails.write({ ...mails.somebody(), body: 'x'.repeat(500_000), subject: 'y'.repeat(5000) });
    const [contact] = await mails.contactsOf(id);
    expect(contact?.summary).toHaveLength(10_000);
    expect(contact?.message?.whole).toHaveLength(2000);
    expect(contact?.message?.subject).toHaveLength(500);
  });

  it.each([
    { what: 'an automatic reply', given: { headers: ['Auto-Submitted: auto-replied'] }, outcome: 'ignored' },
    { what: 'a newsletter', given: { headers: ['List-Id: <news.customer.test>'] }, outcome: 'ignored' },
    { what: 'a bounce', given: { from: 'MAILER-DAEMON@customer.test' }, outcome: 'ignored' },
    { what: "a copy of the brand's own mail", given: { from: 'Acme <help@acme.example>' }, outcome: 'ignored' },
    { what: 'spam', given: { headers: ['X-SES-Spam-Verdict: FAIL'] }, outcome: 'set-aside' },
    { what: 'a mail of two senders', given: { from: 'a@customer.test, b@customer.test' }, outcome: 'unreadable' },
  ])('is nobody’s contact when it is $what', async ({ given, outcome }) => {
    const mail = { ...mails.somebody(), ...given };
    expect(await mails.take(mailOf(mail))).toMatchObject({ outcome, why: expect.any(String) });
    expect(await mails.find(mail.from)).toBeUndefined();
  });
});

describe('an e-mail that answers another', () => {
  it('goes to the customer of that one, also from an address nobody knows, which stays nobody’s', async () => {
    const first = mails.somebody();
    const id = await mails.write(first);
    const second = { ...mails.somebody(), references: ['unknown@x.test', first.messageId], inReplyTo: 'lost@x.test' };
    expect(await mails.write(second)).toBe(id);
    expect(await mails.write({ ...mails.somebody(), inReplyTo: second.messageId })).toBe(id);
    expect(await mails.find(second.from)).toBeUndefined();
    expect(await mails.contactsOf(id)).toHaveLength(3);
  });

  it('from another address says so, so that a person checks who wrote it', async () => {
    const first = mails.somebody();
    const id = await mails.write(first);
    const second = { ...mails.somebody(), inReplyTo: first.messageId };
    await mails.write(second);
    await mails.write({ ...second, messageId: mails.somebody().messageId, inReplyTo: second.messageId });
    const remarks = (await mails.contactsOf(id)).filter(({ summary }) => /^\[.*from another address/.test(summary));
    expect(remarks.map(({ message }) => message?.from)).toEqual([second.from]);
  });

  it('from an address that is somebody else’s stays with that person, and a person is told', async () => {
    const first = mails.somebody();
    const id = await mails.write(first);
    const stranger = mails.somebody();
    const strangerId = await mails.write(stranger);
    const again = { ...stranger, messageId: mails.somebody().messageId, inReplyTo: first.messageId };
    expect(await mails.write(again)).toBe(strangerId);
    expect(await mails.contactsOf(id)).toHaveLength(1);
    const summaries = (await mails.contactsOf(strangerId)).map(({ summary }) => summary);
    expect(summaries.filter((text) => text.startsWith('[Answers an e-mail of another customer.'))).toHaveLength(1);
  });

  it('from a second address of the same customer is theirs without more ado', async () => {
    const [first, second] = [mails.somebody(), mails.somebody()];
    const id = await mails.write(first);
    const link = { kind: 'email', value: second.from, basis: 'told-us', evidence: 'said so in the call' };
    await mails.earshot.call(`/customers/${id}/links`, { method: 'POST', body: link });
    expect(await mails.write({ ...second, inReplyTo: first.messageId, body: 'Thanks.' })).toBe(id);
    expect((await mails.contactsOf(id)).map(({ summary }) => summary)).toContain('Thanks.');
  });

  it('goes to whom the address belongs by now', async () => {
    const first = mails.somebody();
    await mails.write(first);
    const other = await mails.write(mails.somebody());
    const link = { kind: 'email', value: first.from, basis: 'told-us', evidence: 'said so in the call' };
    await mails.earshot.call(`/customers/${other}/links`, { method: 'POST', body: link });
    expect(await mails.write({ ...first, messageId: mails.somebody().messageId, inReplyTo: first.messageId })).toBe(
      other,
    );
  });
});

describe('an e-mail that names a case', () => {
  let thread: ThreadView;
  let customer: CustomerView;
  beforeEach(async () => {
    const author = mails.somebody().messageId;
    await mails.earshot.receive({ id: `post-${author}`, author });
    thread = (await mails.earshot.threads()).find((each) => each.author.handle === author)!;
    customer = (await mails.find(author))!;
  });

  it('makes an address nobody knows that customer’s, with the proof, and stands beside the thread', async () => {
    const given = { ...mails.somebody(), subject: `Re: your case ${thread.caseNumber}` };
    expect(await mails.write(given)).toBe(customer.id);
    const { links } = (await mails.find(given.from))!;
    expect(links.find(({ kind }) => kind === 'email')).toMatchObject({
      value: given.from,
      basis: 'told-us',
      evidence: `named case ${thread.caseNumber} in the e-mail ${given.messageId}`,
      by: 'earshot',
    });
    const { timeline } = (await mails.earshot.thread(thread.id)).customer;
    expect(timeline.filter(({ type }) => type === 'contact')).toHaveLength(1);
  });

  it('stays with whom the address belongs to, and says so for a person to look at', async () => {
    const given = mails.somebody();
    const id = await mails.write(given);
    const again = { ...given, messageId: mails.somebody().messageId, subject: `[${thread.caseNumber}]` };
    expect(await mails.write(again)).toBe(id);
    const summaries = (await mails.contactsOf(id)).map(({ summary }) => summary);
    expect(summaries.filter((text) => text.includes(thread.caseNumber))).toHaveLength(1);
    expect(await mails.contactsOf(customer.id)).toEqual([]);
  });

  it('that does not exist is like any other', async () => {
    const given = { ...mails.somebody(), subject: '[0000-0000]' };
    expect((await mails.find(given.from))?.id).toBeUndefined();
    expect(await mails.write(given)).toBe((await mails.find(given.from))?.id);
  });
});

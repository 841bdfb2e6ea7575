// The doors in AWS for customers' other contacts: e-mail through SES and S3, calls of Amazon Connect, text messages.
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { open as openContactEvents } from '../../functions/contact-events.ts';
import { open as openEmail } from '../../functions/email.ts';
import { takeContactEvent } from '../../lib/flows/take-contact-event.ts';
import { type Correspondence, startCorrespondence } from '../support/correspondence.ts';
import { type FakeS3, startFakeS3 } from '../support/fake-s3.ts';
import { mailOf } from '../support/mails.ts';
import { refuseFirst } from '../support/table-faults.ts';

let mails: Correspondence;
beforeAll(async () => {
  mails = await startCorrespondence();
});
afterAll(() => mails.stop());

const created = (key: string) => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: 'received' }, object: { key, size: 512 }, reason: 'PutObject' },
});

const sent = (message: object) => ({
  Records: [{ Sns: { Timestamp: '2026-11-20T11:00:00.000Z', Message: JSON.stringify(message) } }],
});

describe('an e-mail that SES has put into the bucket', () => {
  let s3: FakeS3;
  let email: (event: unknown) => Promise<unknown>;
  beforeEach(async () => {
    s3 = await startFakeS3();
    // What the SDK reads by itself, in AWS as here.
    mails.earshot.errors.length = 0;
    vi.stubEnv('AWS_ENDPOINT_URL_S3', s3.url);
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
    email = await openEmail(mails.earshot.env, mails.earshot.house);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await s3.close();
  });

  it('becomes a contact, once, however often the event comes', async () => {
    const given = mails.somebody();
    s3.put('received', 'mail one', mailOf(given));
    expect(await email(created('mail one'))).toMatchObject({ outcome: 'taken' });
    expect(await email(created('mail one'))).toEqual({ outcome: 'known' });
    expect((await mails.find(given.from))?.timeline).toHaveLength(1);
    expect(s3.requests[0]).toBe('GET /received/mail one');
  });

  it('is set aside when SES found a virus or spam in it', async () => {
    const given = mails.somebody();
    s3.put('received', 'bad', mailOf({ ...given, headers: ['X-SES-Virus-Verdict: FAIL'] }));
    expect(await email(created('bad'))).toEqual({ outcome: 'set-aside', why: 'virus' });
    expect(await mails.find(given.from)).toBeUndefined();
    expect(mails.earshot.errors).toEqual([
      'an e-mail was set aside: virus: SetAside: it stays in the bucket for 30 days as bad',
    ]);
  });

  it.each([
    { what: 'two senders', raw: mailOf({ from: 'a@customer.test, b@customer.test', subject: 'Secret' }) },
    { what: 'no sender', raw: mailOf({ from: 'nobody at all', subject: 'Secret' }) },
    { what: 'nothing in it that could be read', raw: mailOf({ headers: [`X-Long: ${'Secret'.repeat(100_000)}`] }) },
  ])('fails when it has $what, so that it ends among the dead letters and not in silence', async ({ raw }) => {
    s3.put('received', 'odd', raw);
    const failure = await email(created('odd')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(String(failure)).toMatch(/^UnreadableEmail: the e-mail odd cannot be taken/);
    expect(String(failure)).not.toMatch(/Secret|customer/);
  });

  it('is read as far as its text goes when it carries a huge file', async () => {
    const given = { ...mails.somebody(), headers: ['Content-Type: multipart/mixed; boundary=b'] };
    const begin = '--b\nContent-Type: text/plain\n\nSee the film.\n--b\nContent-Type: video/mp4\n\n';
    s3.put(
      'received',
      'film',
      Buffer.concat([mailOf({ ...given, body: begin }), Buffer.alloc(12 * 1024 * 1024, `${'x'.repeat(75)}\n`)]),
    );
    expect(await email(created('film'))).toMatchObject({ outcome: 'taken' });
    expect((await mails.find(given.from))?.timeline[0]).toMatchObject({ summary: 'See the film.' });
  });

  it('comes again when S3 fails, and when the event is none: the function fails and is called again', async () => {
    const given = mails.somebody();
    s3.put('received', 'later', mailOf(given));
    s3.failWith(503);
    await expect(email(created('later'))).rejects.toThrow(/503|Unknown/);
    s3.failWith(undefined);
    expect(await email(created('later'))).toMatchObject({ outcome: 'taken' });
    await expect(email(created('gone'))).rejects.toThrow('no such key');
    await expect(email({ Records: [] })).rejects.toThrow(/detail/);
  });
});

describe('a call in Amazon Connect', () => {
  let take: (event: unknown) => Promise<unknown>;
  let calls = 0;
  let id: string;
  let number: string;
  beforeEach(async () => {
    take = await openContactEvents(mails.earshot.env, mails.earshot.house);
    calls += 1;
    id = `contact-${calls}`;
    number = `+44207946${String(calls).padStart(4, '0')}`;
  });

  const told = (eventType: string, detail: object = {}, time = '2026-11-20T10:00:05Z') => ({
    source: 'aws.connect',
    'detail-type': 'Amazon Connect Contact Event',
    time,
    detail: {
      contactId: id,
      channel: 'VOICE',
      eventType,
      initiationMethod: 'INBOUND',
      initiationTimestamp: '2026-11-20T10:00:00Z',
      ...detail,
    },
  });
  const begun = () => told('INITIATED', { customerEndpoint: { address: number } });
  const connectedToAgentTimestamp = '2026-11-20T10:01:00Z';
  const agentInfo = { agentArn: 'arn:aws:connect:eu-west-2:1:instance/i/agent/a7', connectedToAgentTimestamp };
  const connected = () => told('CONNECTED_TO_AGENT', { agentInfo });
  const ended = () => told('COMPLETED', { agentInfo, disconnectTimestamp: '2026-11-20T10:05:10Z' });

  const contacts = async () =>
    (await mails.find(number))?.timeline.map((entry) => (entry.type === 'contact' ? entry : undefined));

  it('is one contact of the customer with that number, and tells how it ended', async () => {
    expect(await take(begun())).toBe('taken');
    expect(await contacts()).toMatchObject([{ channel: 'call', summary: 'Call from the customer, under way' }]);
    await take(connected());
    await take(ended());
    expect(await contacts()).toMatchObject([
      {
        at: '2026-11-20T10:00:00.000Z',
        by: 'earshot',
        summary: 'Call from the customer, answered by agent a7, 4 min 10 s',
      },
    ]);
  });

  it('is the same in any order, with every event twice', async () => {
    for (const event of [ended(), begun(), connected(), begun(), ended(), connected()]) await take(event);
    expect(await contacts()).toMatchObject([{ summary: 'Call from the customer, answered by agent a7, 4 min 10 s' }]);
    expect(await take(begun())).toBe('known');
  });

  it('is the same when its events come at one moment', async () => {
    await Promise.all([take(ended()), take(begun()), take(connected()), take(begun())]);
    expect(await contacts()).toMatchObject([{ summary: 'Call from the customer, answered by agent a7, 4 min 10 s' }]);
  });

  it('is nobody’s until an event tells the number, and loses nothing until then', async () => {
    expect(await take(connected())).toBe('nobody');
    expect(await take(connected())).toBe('nobody');
    expect(await mails.find(number)).toBeUndefined();
    // The names of fields as in the contact record.
    expect(
      await take(told('CONTACT_DATA_UPDATED', { CustomerEndpoint: { Address: number, Type: 'TELEPHONE_NUMBER' } })),
    ).toBe('taken');
    expect(await contacts()).toMatchObject([{ summary: 'Call from the customer, answered by agent a7, under way' }]);
  });

  it('from a withheld number is nobody’s', async () => {
    expect(await take(told('INITIATED', { customerEndpoint: { address: 'anonymous' } }))).toBe('nobody');
  });

  it('that the brand makes says so', async () => {
    await take(told('INITIATED', { customerEndpoint: { address: number }, initiationMethod: 'OUTBOUND' }));
    await take(told('DISCONNECTED', { initiationMethod: 'OUTBOUND', disconnectTimestamp: '2026-11-20T10:00:30Z' }));
    expect(await contacts()).toMatchObject([{ summary: 'Call to the customer, not answered, 30 s' }]);
  });

  it('goes to the customer to whom the number was linked', async () => {
    const customerId = await mails.write(mails.somebody());
    const link = { kind: 'phone', value: number, basis: 'told-us', evidence: 'said so in the e-mail' };
    await mails.earshot.call(`/customers/${customerId}/links`, { method: 'POST', body: link });
    await take(begun());
    expect((await mails.find(number))?.id).toBe(customerId);
    expect(await mails.contactsOf(customerId)).toHaveLength(2);
  });

  it('survives a transaction that DynamoDB refuses', async () => {
    const house = await mails.freshHouse();
    refuseFirst(house.db(), `CALL#${id}`);
    expect(await takeContactEvent({ ...house, db: house.db(), country: 'GB' }, begun())).toBe('taken');
    expect(await contacts()).toHaveLength(1);
  });

  it('is no call when it is a chat, and no event when it is something else', async () => {
    expect(await take(told('INITIATED', { channel: 'CHAT' }))).toBe('nobody');
    await expect(take({ source: 'aws.s3', time: '2026-11-20T10:00:00Z', detail: {} })).rejects.toThrow(/aws.connect/);
    await expect(take(undefined)).rejects.toThrow(/expected object/);
  });

  const sms = () =>
    sent({
      originationNumber: number,
      destinationNumber: '+442079460000',
      messageKeyword: 'KEYWORD_1',
      messageBody: 'Where is my parcel? 🙁',
      inboundMessageId: `sms-${calls}`,
    });

  describe('or a text message', () => {
    it('is a contact of the customer with that number, once', async () => {
      expect(await take(sms())).toBe('taken');
      expect(await take(sms())).toBe('known');
      expect(await contacts()).toMatchObject([
        { channel: 'sms', at: '2026-11-20T11:00:00.000Z', summary: 'Where is my parcel? 🙁' },
      ]);
    });

    it('stands beside the calls from the same number', async () => {
      await take(begun());
      await take(sms());
      expect((await contacts())?.map((contact) => contact?.channel)).toEqual(['sms', 'call']);
    });

    it('from a name or a short number is nobody’s; something else is no text message', async () => {
      const from = { messageBody: 'x', inboundMessageId: 'y', originationNumber: 'ACMEBANK' };
      expect(await take(sent(from))).toBe('nobody');
      await expect(take(sent({ hello: 'world' }))).rejects.toThrow(/originationNumber/);
    });

    it('that is not JSON fails without the words of the customer', async () => {
      const Records = [{ Sns: { Timestamp: '2026-11-20T11:00:00.000Z', Message: 'My card is 4111' } }];
      const failure = await take({ Records }).catch((error: unknown) => error);
      expect(String(failure)).toContain('that is not JSON');
      expect(inspect(failure)).not.toContain('My card');
    });
  });
});

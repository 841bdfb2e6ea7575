// The brand's mailbox: what comes in is read once and in full, whatever breaks off or is numbered anew.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type MailboxPolled, pollMailbox } from '../../lib/flows/poll-mailbox.ts';
import { startLocal } from '../../lib/local/local-runtime.ts';
import { imapMailbox } from '../../lib/mail/imap-mailbox.ts';
import { commandLine } from '../support/command-line.ts';
import { type Correspondence, startCorrespondence } from '../support/correspondence.ts';
import { ROOT } from '../support/earshot.ts';
import { type FakeImap, startFakeImap } from '../support/fake-imap.ts';
import { mailOf } from '../support/mails.ts';
import { dieAfter } from '../support/table-faults.ts';

let mails: Correspondence;
let server: FakeImap;
beforeAll(async () => {
  mails = await startCorrespondence();
});
afterAll(() => mails.stop());
beforeEach(async () => {
  server = await startFakeImap();
  mails.earshot.errors.length = 0;
});
afterEach(() => server.close());

let folders = 0;
/** A mailbox of its own for each test, and how it is read. */
function mailbox(password = 's3cret') {
  folders += 1;
  const account = { host: '127.0.0.1', port: server.port, secure: false, user: 'help@acme.example', password };
  const box = imapMailbox({ ...account, folder: `INBOX${folders}` });
  const house = mails.earshot.house;
  return { box, read: (): Promise<MailboxPolled> => pollMailbox({ ...house, db: house.db() }, box) };
}

/** Somebody's mail lies in the mailbox. */
function arrives() {
  const { from, messageId } = mails.somebody();
  return { from, uid: server.deliver(mailOf({ from, messageId })) };
}

function imapUrl(): string {
  return `imap://help%40acme.example:s3cret@127.0.0.1:${server.port}`;
}

describe('a mailbox', () => {
  it('is read from now on: what lay there before is history', async () => {
    const old = arrives();
    const { read } = mailbox();
    expect(await read()).toEqual({ outcome: 'polled', taken: 0, known: 0, ignored: 0, setAside: 0 });
    const fresh = arrives();
    expect(await read()).toMatchObject({ taken: 1, known: 0 });
    expect(await read()).toMatchObject({ taken: 0, known: 0 });
    expect(await mails.find(old.from)).toBeUndefined();
    expect((await mails.find(fresh.from))?.timeline).toHaveLength(1);
  });

  it('is read to its end over several runs when very much came', async () => {
    const { read } = mailbox();
    await read();
    for (let count = 0; count < 60; count += 1) arrives();
    const last = arrives();
    expect((await read()).taken).toBe(50);
    expect((await read()).taken).toBe(11);
    expect(await mails.find(last.from)).toBeDefined();
  });

  it('counts what programs sent and what cannot be read, and goes on behind them', async () => {
    const { read } = mailbox();
    await read();
    server.deliver(mailOf({ ...mails.somebody(), headers: ['Precedence: bulk'] }));
    server.deliver(mailOf({ ...mails.somebody(), from: 'nobody at all' }));
    const person = arrives();
    expect(await read()).toEqual({ outcome: 'polled', taken: 1, known: 0, ignored: 1, setAside: 1 });
    expect(await mails.find(person.from)).toBeDefined();
  });

  it('goes on where it broke off, and nothing is lost or doubled', async () => {
    const { read } = mailbox();
    await read();
    const people = [arrives(), arrives(), arrives()] as const;
    server.hangUpAt(people[1].uid);
    const broken = await read();
    expect(broken).toMatchObject({ taken: 1, problem: expect.stringContaining('help@acme.example') });
    expect(mails.earshot.errors).toHaveLength(1);
    server.hangUpAt(undefined);
    expect(await read()).toMatchObject({ taken: 2, known: 0 });
    for (const { from } of people) expect((await mails.find(from))?.timeline).toHaveLength(1);
  });

  it('is read again after Earshot died on the way, and each mail is one contact', async () => {
    const { box, read } = mailbox();
    await read();
    const people = [arrives(), arrives()] as const;
    const dying = await mails.freshHouse();
    // The lease, the first mail's customer and contact; then no more.
    dieAfter(dying.db(), 3);
    await expect(pollMailbox({ ...dying, db: dying.db() }, box)).rejects.toThrow('the worker died');
    expect(await read()).toMatchObject({ outcome: 'leased', taken: 0 });
    mails.earshot.clock.advance({ minutes: 6 });
    expect(await read()).toMatchObject({ taken: 1, known: 1 });
    for (const { from } of people) expect((await mails.find(from))?.timeline).toHaveLength(1);
  });

  it('skips a mail that was deleted meanwhile', async () => {
    const { read } = mailbox();
    await read();
    server.remove(arrives().uid);
    const kept = arrives();
    expect(await read()).toMatchObject({ taken: 1 });
    expect(await mails.find(kept.from)).toBeDefined();
    // A server asked for all from a number on names the last mail there is, even when its number is lower.
    server.remove(arrives().uid);
    expect(await read()).toMatchObject({ taken: 0, known: 0 });
  });

  it('passes over no mail that its server does not hand out, and none when it does not say which there are', async () => {
    const { read } = mailbox();
    await read();
    const [first, second] = [arrives(), arrives()];
    server.withhold(first.uid);
    expect(await read()).toMatchObject({ taken: 0, problem: expect.stringContaining(`the number ${first.uid}`) });
    server.withhold(undefined);
    server.refuseSearch(true);
    expect(await read()).toMatchObject({ taken: 0, problem: expect.stringContaining('did not say which mails') });
    server.refuseSearch(false);
    expect(await read()).toMatchObject({ taken: 2 });
    for (const { from } of [first, second]) expect((await mails.find(from))?.timeline).toHaveLength(1);
  });

  it('is read from now on also where its server does not say which number comes next', async () => {
    server.forgetNextNumber();
    const empty = mailbox();
    await empty.read();
    const old = arrives();
    expect(await empty.read()).toMatchObject({ taken: 1 });
    const { read } = mailbox();
    await read();
    const fresh = arrives();
    expect(await read()).toMatchObject({ taken: 1, known: 0 });
    expect(await read()).toMatchObject({ taken: 0, known: 0 });
    for (const { from } of [old, fresh]) expect((await mails.find(from))?.timeline).toHaveLength(1);
  });

  it('is looked through again when its server numbers it anew, and each mail stays one contact', async () => {
    const { read } = mailbox();
    await read();
    const [first, gone] = [arrives(), arrives()];
    expect((await read()).taken).toBe(2);
    server.remove(gone.uid);
    const unseen = arrives();
    server.renumber();
    expect(await read()).toMatchObject({ taken: 1, known: 1 });
    expect(await read()).toMatchObject({ taken: 0, known: 0 });
    for (const { from } of [first, gone, unseen]) expect((await mails.find(from))?.timeline).toHaveLength(1);
  });

  it('says that the password is wrong, without the password', async () => {
    const { problem } = await mailbox('wr0ng-one').read();
    expect(problem).toMatch(/^SignInExpired: .*MAIL_IMAP_URL/);
    expect(problem).not.toContain('wr0ng-one');
  });

  it('says when nobody answers there', async () => {
    const { read } = mailbox();
    await server.close();
    expect((await read()).problem).toMatch(/^Unavailable: mailbox of help@acme.example at 127.0.0.1/);
  });

  it('is read by itself while Earshot runs on a laptop', async () => {
    const looked = server.nextLook();
    const local = await startLocal({
      root: ROOT,
      templates: inject('templates'),
      env: { PORT: '0', MAIL_IMAP_URL: imapUrl() },
      outside: mails.earshot.house,
      background: true,
      sample: false,
    });
    await looked;
    await local.stop();
    expect(mails.earshot.errors).toEqual([]);
  });

  it('is read by the command that polls once', async () => {
    const commands = commandLine();
    try {
      const { code, output } = await commands.earshot(['poll', '--once'], { MAIL_IMAP_URL: imapUrl() });
      expect({ code, output }).toEqual({ code: 0, output: 'mailbox polled: 0 e-mails, 0 automatic, 0 set aside\n' });
    } finally {
      await commands.close();
    }
  });
});

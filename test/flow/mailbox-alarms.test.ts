// The mailbox is one of the sources: its lamp says how complete it is, the team is told when it cannot be read, it has a switch.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mailboxPoll } from '../../lib/local/mailbox-poll.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { type FakeImap, startFakeImap } from '../support/fake-imap.ts';
import { startSlack } from '../support/fake-slack.ts';
import { mailOf } from '../support/mails.ts';

const ID = 'email:help@acme.example';

let server: FakeImap;
let chat: Awaited<ReturnType<typeof startSlack>>;
let earshot: TestEarshot;
beforeEach(async () => {
  server = await startFakeImap();
  chat = await startSlack();
});
afterEach(async () => {
  await earshot.stop();
  await server.close();
  chat.close();
});

async function start(password = 's3cret'): Promise<void> {
  const url = `imap://help%40acme.example:${password}@127.0.0.1:${server.port}`;
  earshot = await startEarshot({ env: { MAIL_IMAP_URL: url, SLACK_WEBHOOK_URL: chat.url } });
}

/** The mailbox is looked at every minute, as on a laptop. */
async function minutes(count: number) {
  const poll = mailboxPoll(earshot.house);
  const outcomes: string[] = [];
  for (let minute = 0; minute < count; minute += 1) {
    earshot.clock.advance({ minutes: 1 });
    outcomes.push((await poll?.())?.outcome ?? 'none');
    await earshot.processAll();
  }
  return outcomes;
}

async function line() {
  const { body } = await earshot.call('/status');
  return body.sources.find(({ id }: { id: string }) => id === ID);
}

describe('the mailbox among the sources', () => {
  it('is shown from the beginning, complete to when it was read last, and late when nobody reads it', async () => {
    await start();
    expect(await line()).toMatchObject({ network: 'email', name: 'Mailbox help@acme.example', lamp: 'never-polled' });
    await minutes(1);
    expect(await line()).toMatchObject({ lamp: 'fresh', completeTo: '2026-11-21T09:01:00.000Z', gaps: 0 });
    earshot.clock.advance({ minutes: 5 });
    expect(await line()).toMatchObject({ lamp: 'late' });
    expect(chat.messages).toEqual([]);
  });

  it('that could never be opened says so, and the team is told once, without the password', async () => {
    await start('wr0ng-one');
    await minutes(20);
    expect(await line()).toMatchObject({ lamp: 'failing', problem: expect.stringMatching(/^SignInExpired/) });
    expect(chat.messages).toEqual([expect.stringContaining('Signed out of email')]);
    expect(JSON.stringify([chat.messages, await line()])).not.toContain('wr0ng-one');
  });

  it('that is not read for a quarter of an hour is told of once, and again when it happens anew', async () => {
    await start();
    await minutes(1);
    server.hangUpAt(server.deliver(mailOf()));
    await minutes(15);
    expect(chat.messages).toEqual([]);
    await minutes(10);
    expect(chat.messages).toEqual([expect.stringContaining(`${ID} has fallen behind`)]);
    server.hangUpAt(undefined);
    await minutes(1);
    expect(await line()).toMatchObject({ lamp: 'fresh' });
    server.hangUpAt(server.deliver(mailOf({ messageId: 'second@customer.test' })));
    await minutes(17);
    expect(chat.messages).toHaveLength(2);
  });

  it.each([`source/${ID}`, 'network/email'])(
    'is not read while %s is switched off, and nobody is told',
    async (what) => {
      await start();
      await minutes(1);
      const move = (stopped: boolean) => earshot.call('/stops', { method: 'POST', body: { what, stopped } });
      expect((await move(true)).status).toBe(200);
      server.deliver(mailOf());
      expect(await minutes(20)).toEqual(Array.from({ length: 20 }, () => 'stopped'));
      expect(await line()).toMatchObject({ lamp: 'off', text: expect.stringContaining('switched off by Ana') });
      await move(false);
      expect(await minutes(1)).toEqual(['polled']);
      expect((await earshot.call('/customers?find=ines@customer.test')).body.items).toHaveLength(1);
      expect(chat.messages).toEqual([]);
    },
  );
});

// Customers who write e-mails to a brand, and the server through which the brand answers.
import type { CustomerView } from '../../lib/api/customer-schemas.ts';
import { type House, openHouse } from '../../lib/composition.ts';
import { type TakenEmail, takeEmail } from '../../lib/flows/take-email.ts';
import { startEarshot, type TestEarshot } from './earshot.ts';
import { type FakeSmtp, startFakeSmtp } from './fake-smtp.ts';
import { type MailGiven, mailOf } from './mails.ts';

type ContactView = Extract<CustomerView['timeline'][number], { type: 'contact' }>;

export interface Correspondence {
  readonly earshot: TestEarshot;
  readonly smtp: FakeSmtp;
  /** A house of its own, so that a fault meets nobody else. */
  freshHouse(): Promise<House>;
  take(raw: Uint8Array): Promise<TakenEmail>;
  /** Somebody writes; whose contact it became. */
  write(given: MailGiven): Promise<string>;
  find(text: string): Promise<CustomerView | undefined>;
  contactsOf(customerId: string): Promise<ContactView[]>;
  /** An address nobody has written from, and an id for its first mail. */
  somebody(): { from: string; messageId: string };
  stop(): Promise<void>;
}

export async function startCorrespondence(): Promise<Correspondence> {
  const smtp = await startFakeSmtp();
  const earshot = await startEarshot({
    env: { MAIL_FROM: 'Acme Support <help@acme.example>', MAIL_SMTP_URL: smtp.url },
  });
  let people = 0;
  const take = (raw: Uint8Array) =>
    takeEmail({ ...earshot.house, db: earshot.house.db(), ownAddress: 'help@acme.example' }, raw);
  return {
    earshot,
    smtp,
    take,
    freshHouse: () => openHouse(earshot.env, earshot.house),
    write: async (given) => {
      const taken = await take(mailOf(given));
      if (taken.outcome !== 'taken') throw new Error(`not taken: ${JSON.stringify(taken)}`);
      return taken.customerId;
    },
    find: async (text) => {
      const { body } = await earshot.call(`/customers?find=${encodeURIComponent(text)}`);
      return body.items[0];
    },
    contactsOf: async (customerId) => {
      const customer: CustomerView = (await earshot.call(`/customers/${customerId}`)).body;
      return customer.timeline.filter((entry) => entry.type === 'contact');
    },
    somebody: () => {
      people += 1;
      return { from: `somebody${people}@customer.test`, messageId: `first${people}@customer.test` };
    },
    stop: async () => {
      await earshot.stop();
      await smtp.close();
    },
  };
}

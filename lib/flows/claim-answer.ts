// Claims the answer to an e-mail before it leaves: once each, and not beside one that its writer has not seen.
import { type Db, TRIES } from '../store/db.ts';
import {
  type EmailAnswers,
  getContact,
  getEmailAnswers,
  getMail,
  type MailContact,
  putAnswer,
  type StoredMail,
} from '../store/mails.ts';

export interface Claim extends Pick<StoredMail, 'address' | 'fingerprint'> {
  /** Contact of the e-mail that is answered. */
  readonly answered: string;
  /** Ids of the answers that the writer has seen. */
  readonly seen: readonly string[];
}

export type Claimed =
  /** Ours to send. */
  | { readonly mail: StoredMail }
  /** It was claimed before. */
  | { readonly known: StoredMail }
  | { readonly refused: 'already-answered' };

/** Of two who answer the same e-mail at the same moment, one is refused. */
export async function claimAnswer(db: Db, answer: MailContact, claim: Claim): Promise<Claimed> {
  const { answered, seen, ...found } = claim;
  const { messageId } = answer.message;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const known = await getMail(db, messageId);
    if (known) return { known };
    const before = await getEmailAnswers(db, answered);
    if (await hasUnseen(db, before, seen)) return { refused: 'already-answered' };
    // Read again afterwards: a colleague may have answered, or DynamoDB refused both of two at the same moment.
    if ((await putAnswer(db, answer, { ids: [messageId], ...found, answered, before })).done) {
      const { customerId, at, id } = answer;
      return { mail: { customerId, at, contactId: id, direction: 'out', ...found } };
    }
  }
  throw new Error(`an answer could not be claimed in ${TRIES} tries; nothing was sent`);
}

/** What has certainly not left is no answer. */
async function hasUnseen(db: Db, given: EmailAnswers | undefined, seen: readonly string[]): Promise<boolean> {
  const unseen = (given?.answers ?? []).filter(({ contactId }) => !seen.includes(contactId));
  const contacts = await Promise.all(unseen.map((place) => getContact(db, place)));
  return contacts.some((contact) => contact?.message?.state !== 'failed');
}

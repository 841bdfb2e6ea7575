// For each e-mail that SES has received: makes it a contact of the customer who wrote it.
import { S3Client } from '@aws-sdk/client-s3';
import { takeReceivedEmail } from '../lib/flows/take-received-email.ts';
import { readStoredMail } from '../lib/mail/stored-mail.ts';
import { onLambda, opened } from './door.ts';

export const open = opened((house) => {
  const { from } = house.settings.mail ?? {};
  const deps = { ...house, db: house.db(), ...(from ? { ownAddress: from.address } : {}) };
  const s3 = new S3Client({});
  return async (event: unknown) => takeReceivedEmail(deps, await readStoredMail(s3, event));
});

export const handler = onLambda(open);

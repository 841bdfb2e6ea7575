// Reads an e-mail that SES has put into the bucket for incoming mail.
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { MOST_MAIL_BYTES } from './mailbox.ts';

/** Source: AWS, "Amazon S3 event notifications with EventBridge", Object Created. Keys are given as they are, not encoded. */
const eventSchema = z.object({
  detail: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({ key: z.string().min(1) }),
  }),
});

export interface ReceivedMail {
  /** Under which a person finds it in the bucket. */
  readonly key: string;
  /** As it came over the wire. */
  readonly raw: Uint8Array;
}

/** The mail that an "Object Created" event tells of. Throws when it is no such event, or S3 fails. */
export async function readStoredMail(s3: S3Client, event: unknown): Promise<ReceivedMail> {
  const { bucket, object } = eventSchema.parse(event).detail;
  const range = `bytes=0-${MOST_MAIL_BYTES - 1}`;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: object.key, Range: range }));
  if (!Body) throw new Error(`the object ${object.key} in ${bucket.name} has no content; the event is given again`);
  return { key: object.key, raw: await Body.transformToByteArray() };
}

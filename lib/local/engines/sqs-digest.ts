// The MD5 sums by which the SDK and SQS make sure that a message arrived whole.
import { createHash } from 'node:crypto';

interface MessageAttribute {
  /** `String`, `Number` or `Binary`, optionally with a label of one's own: `Number.float`. */
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  /** Base64. */
  readonly BinaryValue?: string | undefined;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

export function bodyDigest(body: string): string {
  return createHash('md5').update(body, 'utf8').digest('hex');
}

/** Source: SQS developer guide, "Calculating the MD5 message digest for message attributes". */
export function attributesDigest(attributes: MessageAttributes): string {
  const hash = createHash('md5');
  for (const [name, attribute] of Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const binary = attribute.DataType.startsWith('Binary');
    hash.update(measured(Buffer.from(name)));
    hash.update(measured(Buffer.from(attribute.DataType)));
    hash.update(Buffer.of(binary ? 2 : 1));
    hash.update(measured(attributeBytes(attribute)));
  }
  return hash.digest('hex');
}

/** Bytes that count against the limit of a message. */
export function messageBytes(body: string, attributes: MessageAttributes): number {
  const sizes = Object.entries(attributes).map(
    ([name, attribute]) =>
      Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + attributeBytes(attribute).byteLength,
  );
  return sizes.reduce((sum, size) => sum + size, Buffer.byteLength(body));
}

function attributeBytes({ DataType, StringValue = '', BinaryValue = '' }: MessageAttribute): Buffer {
  return DataType.startsWith('Binary') ? Buffer.from(BinaryValue, 'base64') : Buffer.from(StringValue);
}

function measured(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.byteLength);
  return Buffer.concat([length, bytes]);
}

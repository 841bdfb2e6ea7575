// Keeps a model's numbers in one byte each.

/** Number `i` is `bytes[i] * |bytes[i]| * scale`: small numbers keep more digits than large ones. */
export interface Quantised {
  readonly scale: number;
  readonly bytes: Int8Array;
}

const MOST = 127;

export function quantise(numbers: Float64Array): Quantised {
  let largest = 0;
  for (const x of numbers) largest = Math.max(largest, Math.abs(x));
  const bytes = new Int8Array(numbers.length);
  numbers.forEach((x, i) => {
    if (x !== 0) bytes[i] = Math.sign(x) * Math.round(MOST * Math.sqrt(Math.abs(x) / largest));
  });
  return { scale: largest / MOST ** 2, bytes };
}

export function numberAt({ scale, bytes }: Quantised, index: number): number {
  const byte = bytes[index] ?? 0;
  return byte * Math.abs(byte) * scale;
}

/** Base64 of whole numbers of which each needs half a byte: from `least` to `least + 15`. */
export function packHalfBytes(numbers: Int8Array, least: number): string {
  const bytes = new Uint8Array(Math.ceil(numbers.length / 2));
  numbers.forEach((number, i) => {
    bytes[i >> 1] = (bytes[i >> 1] ?? 0) | ((number - least) << (4 * (i & 1)));
  });
  return Buffer.from(bytes).toString('base64');
}

/** As many numbers as were packed, which must have been an even count. */
export function unpackHalfBytes(text: string, least: number): Int8Array {
  const bytes = Buffer.from(text, 'base64');
  return Int8Array.from({ length: bytes.length * 2 }, (_, i) => (((bytes[i >> 1] ?? 0) >> (4 * (i & 1))) & 15) + least);
}

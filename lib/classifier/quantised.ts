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

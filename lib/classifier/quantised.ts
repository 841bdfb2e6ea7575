// Keeps a model's numbers in one byte each.

/** Number `i` is `bytes[i] * |bytes[i]| * scale`: small numbers keep more digits than large ones. */
export interface Quantised {
  readonly scale: number;
  readonly bytes: Int8Array;
}

const MOST = 127;

export function quantise(numbers: Float64Array): Quantised {
  const largest = numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;
  const bytes = Int8Array.from(numbers, (x) => Math.sign(x) * Math.round(MOST * Math.sqrt(Math.abs(x) / largest)));
  return { scale: largest / MOST ** 2, bytes };
}

export function numberAt({ scale, bytes }: Quantised, index: number): number {
  const byte = bytes[index] ?? 0;
  return byte * Math.abs(byte) * scale;
}

// Percentiles and medians of a bench.

/** The value below which `share` (0 to 1) of the measurements lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** Tells whoever watches what is being measured; the figures alone go to standard output. */
export function note(what: string): void {
  process.stderr.write(`· ${what}\n`);
}

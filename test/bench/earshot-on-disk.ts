// The product with its data on disk and the real clock, for a bench.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type House, openHouse, realOutside } from '../../lib/composition.ts';
import { type LocalEarshot, startLocal } from '../../lib/local/local-runtime.ts';

export interface BenchEarshot {
  readonly local: LocalEarshot;
  readonly house: House;
  stop(): Promise<void>;
}

/** `kept`: where the data is and stays; without it, in a folder that goes with the end. */
export async function startForBench(background: boolean, kept?: string): Promise<BenchEarshot> {
  const disk = kept === undefined ? emptyOnDisk() : { data: kept, remove: () => undefined };
  const root = resolve(import.meta.dirname, '../..');
  const outside = realOutside();
  const local = await startLocal({ root, data: disk.data, env: { PORT: '0' }, outside, background, sample: false });
  const house = await openHouse(local.env, outside);
  return {
    local,
    house,
    stop: async () => {
      await local.stop();
      disk.remove();
    },
  };
}

/** An empty folder for data. */
export function emptyOnDisk(): { readonly data: string; readonly remove: () => void } {
  const data = mkdtempSync(join(tmpdir(), 'earshot-bench-'));
  return { data, remove: () => rmSync(data, { recursive: true }) };
}

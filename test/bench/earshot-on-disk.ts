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

export async function startForBench(background: boolean): Promise<BenchEarshot> {
  const data = mkdtempSync(join(tmpdir(), 'earshot-bench-'));
  const root = resolve(import.meta.dirname, '../..');
  const outside = realOutside();
  const local = await startLocal({ root, data, env: { PORT: '0' }, outside, background, sample: false });
  const house = await openHouse(local.env, outside);
  return {
    local,
    house,
    stop: async () => {
      await local.stop();
      rmSync(data, { recursive: true });
    },
  };
}

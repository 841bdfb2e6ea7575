// Starts the engines on a folder, and waits for its data while another process is about to let go of it.
import { setTimeout as pause } from 'node:timers/promises';
import { DataInUse } from './cannot-start.ts';
import { type Engines, type EnginesOptions, startEngines } from './engines/engines.ts';
import { OpenElsewhere } from './engines/sqlite-file.ts';
import { runningInstance } from './instance.ts';

export interface OpenDataOptions extends EnginesOptions {
  /** Called once, when it has to wait. */
  readonly onWait: () => void;
  /** Milliseconds it waits at most. */
  readonly patienceMs?: number;
}

/** Longer than a start or a short command on a slow machine. */
const PATIENCE_MS = 15_000;
const PAUSE_MS = 100;

/** Rejects with DataInUse when an instance serves this data, or when the other process does not end in time. */
export async function openData({ patienceMs = PATIENCE_MS, onWait, ...options }: OpenDataOptions): Promise<Engines> {
  const { directory } = options;
  const giveUpAt = performance.now() + patienceMs;
  for (let waited = false; ; waited = true) {
    try {
      return await startEngines(options);
    } catch (error) {
      if (directory === undefined || !(error instanceof OpenElsewhere)) throw error;
      const instance = await runningInstance(directory);
      if (instance || performance.now() >= giveUpAt) throw new DataInUse(directory, instance);
    }
    if (!waited) onWait();
    await pause(PAUSE_MS);
  }
}

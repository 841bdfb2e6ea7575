// Synthesises the infrastructure once for all tests that run the product, since that takes about two seconds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesise } from '../../lib/local/synthesise.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the synthesised templates. */
    templates: string;
  }
}

export async function setup(project: TestProject): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), 'earshot-templates-'));
  await synthesise(resolve(import.meta.dirname, '../..'), directory);
  project.provide('templates', directory);
  return () => rmSync(directory, { recursive: true });
}

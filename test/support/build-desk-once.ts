// Builds the desk once for all tests that open it, so that none looks at an old one.
import { resolve } from 'node:path';
import { build } from 'vite';

export async function setup(): Promise<void> {
  await build({ root: resolve(import.meta.dirname, '../../ui'), logLevel: 'error' });
}

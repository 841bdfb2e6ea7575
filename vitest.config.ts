import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    globalSetup: ['test/support/synthesise-once.ts', 'test/support/build-desk-once.ts'],
    reporters: ['default', './test/support/plain-reporter.ts'],
  },
});

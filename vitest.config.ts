import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // What a slow machine takes longer for is waited for; what never comes still fails.
    expect: { poll: { timeout: 20_000 } },
    globalSetup: ['test/support/synthesise-once.ts', 'test/support/build-desk-once.ts'],
    reporters: ['default', './test/support/plain-reporter.ts'],
  },
});

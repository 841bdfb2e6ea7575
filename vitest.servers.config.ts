import { defineConfig } from 'vitest/config';

/** The stories on real servers, which test/servers/start-servers.ts starts. */
export default defineConfig({
  test: {
    include: ['test/servers/**/*.servers.ts'],
    globalSetup: ['test/support/synthesise-once.ts', 'test/servers/start-servers.ts'],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    fileParallelism: false,
    reporters: ['default', './test/support/plain-reporter.ts'],
  },
});

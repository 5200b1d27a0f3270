import { defineConfig } from 'vitest/config';

/** Tests in a real workbench in a real browser; one file at a time, as each has both to itself. */
export default defineConfig({
  test: {
    // A busy machine may take its time; how fast the panel is, the bench tells.
    expect: { poll: { timeout: 15_000, interval: 20 } },
    include: ['test/e2e/**/*.e2e.test.ts'],
    globalSetup: ['test/e2e/support/build.ts'],
    fileParallelism: false,
    allowOnly: process.env.CI === undefined,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

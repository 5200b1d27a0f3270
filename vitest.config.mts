import { defineConfig } from 'vitest/config';

/** Unit and contract tests: real files, real git, no VS Code. */
export default defineConfig({
  test: {
    include: ['test/{unit,contract}/**/*.test.{ts,tsx}'],
    allowOnly: process.env.CI === undefined,
    // Many of them wait for other processes: a core is not busy with one.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});

import { defineConfig } from 'vitest/config';

const patience = { testTimeout: 20_000, hookTimeout: 30_000 };

/** Unit and contract tests: real files, real git, no VS Code. */
export default defineConfig({
  test: {
    allowOnly: process.env.CI === undefined,
    // Many of them wait for other processes: a core is not busy with one.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          // They share modules, which none of them changes: loading those anew for each file is half of the time.
          isolate: false,
          ...patience,
        },
      },
      { test: { name: 'contract', include: ['test/contract/**/*.test.ts'], ...patience } },
    ],
  },
});

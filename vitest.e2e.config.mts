import { defineConfig } from 'vitest/config';

const patience = {
  // A busy machine may take its time; how fast the panel is, the bench tells.
  expect: { poll: { timeout: 15_000, interval: 20 } },
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

/** Tests in a real browser: our pages by themselves, and then the real workbench. */
export default defineConfig({
  test: {
    globalSetup: ['test/e2e/support/build.ts'],
    allowOnly: process.env.CI === undefined,
    projects: [
      {
        test: {
          name: 'pages',
          include: ['test/e2e/harness/*.e2e.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          ...patience,
        },
      },
      {
        test: {
          name: 'workbench',
          include: ['test/e2e/*.e2e.test.ts'],
          // One file at a time: each has editor and browser to itself.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          ...patience,
        },
      },
    ],
  },
});

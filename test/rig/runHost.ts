/** Answers for `npm run test:host`: the tests inside a real VS Code, in a trusted and in an untrusted folder. */
import { runHostTests } from './hostTests';
import { forcedBy } from './vscodeChoice';

async function main(): Promise<void> {
  const forced = forcedBy(process.argv);
  let passed = 0;
  let failed = 0;
  for (const trust of ['trusted', 'untrusted'] as const) {
    const counts = await runHostTests(trust, forced);
    passed += counts.passed;
    // A run of no tests proves nothing.
    failed += counts.passed + counts.failed === 0 ? 1 : counts.failed;
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

void main();

/** Answers for running every test bundle beside this file inside a VS Code, and for writing down how it went. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

interface HostResult {
  passed: number;
  failed: number;
  /** Full titles of the failed tests. */
  failures: string[];
}

const untrustedSuffix = '.untrusted.host.js';

/** VS Code calls this; the run has failed when it throws. */
export async function run(): Promise<void> {
  const resultFile = required('CONTEXT_SCOUT_HOST_RESULT');
  const isTrusted = required('CONTEXT_SCOUT_HOST_TRUST') === 'trusted';
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color: false, timeout: 30_000, forbidOnly: true });
  const bundles = readdirSync(__dirname)
    .filter((name) => name.endsWith('.host.js') && name.endsWith(untrustedSuffix) !== isTrusted)
    .sort();
  for (const name of bundles) mocha.addFile(path.join(__dirname, name));
  const result: HostResult = { passed: 0, failed: 0, failures: [] };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => {
        resolve();
      })
      .on('pass', () => (result.passed += 1))
      .on('fail', (test) => {
        result.failed += 1;
        result.failures.push(test.fullTitle());
      });
  });
  writeFileSync(resultFile, JSON.stringify(result));
  if (result.failed > 0) throw new Error(`${result.failed} tests failed in VS Code.`);
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; run these tests with npm run test:host.`);
  return value;
}

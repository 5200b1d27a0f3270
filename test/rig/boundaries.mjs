// Answers for the project's boundaries: no module knows what it must not, and the rules that say so do find violations.
import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';

const projectRoot = path.resolve(import.meta.dirname, '..', '..');
const { forbidden, options } = createRequire(import.meta.url)(path.join(projectRoot, '.dependency-cruiser.cjs'));
const { enhancedResolveOptions, ...cruiseOptions } = options;

async function check(baseDir) {
  process.chdir(baseDir);
  const { output } = await cruise(
    ['src', 'webview'],
    { ...cruiseOptions, baseDir, validate: true, ruleSet: { forbidden } },
    enhancedResolveOptions,
  );
  return output.summary;
}

const project = await check(projectRoot);
const fixture = await check(path.join(projectRoot, 'test', 'rig', 'badFixture'));

const complaints = project.violations.map(({ rule, from, to }) => `${rule.name}: ${from} imports ${to}`);
if (project.totalCruised === 0) complaints.push('No module was looked at.');
const found = new Set(fixture.violations.map(({ rule }) => rule.name));
for (const { name } of forbidden) {
  if (!found.has(name)) complaints.push(`The rule ${name} does not find its violation in test/rig/badFixture.`);
}

for (const complaint of complaints) console.error(complaint);
console.log(
  `${project.totalCruised} modules, ${project.totalDependenciesCruised} dependencies, ${forbidden.length} rules, ` +
    `${complaints.length} violations`,
);
process.exitCode = complaints.length === 0 ? 0 : 1;

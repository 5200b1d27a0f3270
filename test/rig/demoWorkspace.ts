/** Answers for the demo workspace: the git repository of a small web shop in the middle of a working day. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cleanEnvironment } from './guardedProcess';
import { currentIssueId, demoIssuesJsonl } from './demoIssues';
import { demoFiles } from './demoFiles';

const hourMs = 3_600_000;
const branch = `feat/${currentIssueId}-cache-reload`;

interface Commit {
  readonly message: string;
  readonly author: string;
  readonly hoursAgo: number;
  readonly files: readonly string[];
}

const history: readonly Commit[] = [
  {
    message: 'chore: start the shop service',
    author: 'rsv',
    hoursAgo: 2100,
    files: ['package.json', '.gitignore', 'README.md'],
  },
  { message: 'feat(catalogue): list products', author: 'dk', hoursAgo: 1900, files: ['src/catalogue/products.ts'] },
  {
    message: 'feat(checkout): basket with quantities',
    author: 'ml',
    hoursAgo: 1600,
    files: ['src/checkout/basket.ts'],
  },
  {
    message: 'feat(orders): place an order in one transaction',
    author: 'rsv',
    hoursAgo: 1320,
    files: ['src/orders/placeOrder.ts'],
  },
  {
    message: 'feat(checkout): read the delivery address from the profile',
    author: 'rsv',
    hoursAgo: 1200,
    files: ['src/checkout/address.ts'],
  },
  { message: 'docs(orders): write the schema down', author: 'rsv', hoursAgo: 816, files: ['docs/orders.md'] },
  {
    message: 'fix(ops): answer the health check only when the database is up',
    author: 'dk',
    hoursAgo: 696,
    files: ['src/health.ts'],
  },
  {
    message: 'fix(checkout): refuse a quantity of zero',
    author: 'ml',
    hoursAgo: 648,
    files: ['src/checkout/quantity.ts'],
  },
  { message: 'chore(ci): upgrade to Node 22', author: 'dk', hoursAgo: 384, files: ['.nvmrc'] },
  {
    message: 'feat(catalogue): cache prices for ten minutes',
    author: 'dk',
    hoursAgo: 170,
    files: ['src/catalogue/priceCache.ts'],
  },
  { message: 'chore: track issues in the repository', author: 'ml', hoursAgo: 120, files: ['.beads/issues.jsonl'] },
];

/** On the branch: one commit that is only at the upstream, then two that are only here. */
const upstreamOnly: Commit = {
  message: 'test(cache): a deploy drops the prices',
  author: 'ml',
  hoursAgo: 20,
  files: ['src/catalogue/priceCache.test.ts'],
};
const local: readonly Commit[] = [
  {
    message: 'fix(cache): ask for the catalogue version',
    author: 'dk',
    hoursAgo: 5,
    files: ['src/catalogue/version.ts'],
  },
  {
    message: 'fix(cache): drop prices of an older catalogue',
    author: 'dk',
    hoursAgo: 2,
    files: ['src/catalogue/dropPrices.ts'],
  },
];

/**
 * Makes the workspace in `folder` and its upstream in `<folder>.git`, replacing what was there. Always the same but
 * for the times, which are before `nowMs`.
 */
export function makeDemoWorkspace(folder: string, nowMs: number = Date.now()): void {
  const upstream = `${folder}.git`;
  for (const place of [folder, upstream]) {
    rmSync(place, { recursive: true, force: true, maxRetries: 3 });
    mkdirSync(place, { recursive: true });
  }
  const files: Readonly<Record<string, string>> = { ...demoFiles, '.beads/issues.jsonl': demoIssuesJsonl(nowMs) };
  const git = (args: readonly string[], when = nowMs, author = 'dk'): void => {
    runGit(folder, args, when, author);
  };
  const commit = ({ message, author, hoursAgo, files: names }: Commit): void => {
    for (const name of names) {
      const content = files[name];
      if (content === undefined) throw new Error(`The demo has no file ${name}.`);
      write(folder, name, content);
    }
    git(['add', '--all']);
    git(['commit', '--quiet', '--message', message], nowMs - hoursAgo * hourMs, author);
  };

  runGit(upstream, ['init', '--quiet', '--bare', '--initial-branch', 'main'], nowMs, 'dk');
  git(['init', '--quiet', '--initial-branch', 'main']);
  for (const [name, value] of [
    ['user.name', 'dk'],
    ['user.email', 'dk@shop.example'],
    ['commit.gpgsign', 'false'],
  ] as const) {
    git(['config', name, value]);
  }
  git(['remote', 'add', 'origin', upstream]);
  for (const entry of history) commit(entry);
  git(['push', '--quiet', '--set-upstream', 'origin', 'main']);

  git(['switch', '--quiet', '--create', branch]);
  commit(upstreamOnly);
  git(['push', '--quiet', '--set-upstream', 'origin', branch]);
  git(['reset', '--quiet', '--hard', 'HEAD~1']);
  for (const entry of local) commit(entry);

  appendFileSync(path.join(folder, 'src/health.ts'), '\nexport const startedAt = new Date();\n');
  git(['stash', 'push', '--quiet', '--message', 'health: say since when'], nowMs - 26 * hourMs);

  appendFileSync(
    path.join(folder, 'src/catalogue/version.ts'),
    '\nexport const versionHeader = "x-catalogue-version";\n',
  );
  git(['add', 'src/catalogue/version.ts']);
  appendFileSync(
    path.join(folder, 'src/catalogue/priceCache.ts'),
    '\nexport function clear(): void {\n  prices.clear();\n}\n',
  );
  write(
    folder,
    'notes/cache-timings.md',
    '| after a deploy | old prices for |\n| --- | --- |\n| before | 10 min |\n| now | 2 s |\n',
  );
}

function write(folder: string, name: string, content: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function runGit(cwd: string, args: readonly string[], whenMs: number, author: string): void {
  const date = new Date(whenMs).toISOString();
  execFileSync('git', args, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: cleanEnvironment({
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: path.join(cwd, 'no-global-config'),
      GIT_AUTHOR_NAME: author,
      GIT_AUTHOR_EMAIL: `${author}@shop.example`,
      GIT_COMMITTER_NAME: author,
      GIT_COMMITTER_EMAIL: `${author}@shop.example`,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    }),
  });
}

/** Answers for the pictures of every state of the panel, as the browser tests take them, and for the page that shows them. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gallery, type GalleryName } from '../e2e/harness/gallery';
import { cacheFolder, projectRoot } from './paths';

const says: Readonly<Record<GalleryName, string>> = {
  list: 'The list: the branch’s issue on top, what is under way, what can be taken, what waits',
  'list-remote': 'The same with GitHub: account, pull requests, drift from git',
  grouped: 'Grouped by priority, sorted by what unblocks most',
  filtered: 'A filter says what it hides',
  'nothing-found': 'Nothing matches the filter',
  loading: 'The first moment of a folder that was never read',
  'first-sync': 'The first sync: what was read is listed already',
  'no-folder': 'No folder is open',
  'first-run': 'A folder without any tracker',
  empty: 'A tracker without issues',
  'all-done': 'Nothing is left to do',
  offline: 'No network: the list stays, with its age',
  'offline-unread': 'No network, and nothing known',
  'signed-out': 'An account that is accepted no longer',
  'signed-out-unread': 'The same before anything was read',
  'no-access': 'A repository that cannot be seen',
  untrusted: 'Restricted Mode',
  unreadable: 'Records that could not be read, each with its place',
  'limit-reached': 'The server’s limit is used up',
  'limit-reached-unread': 'The same before anything was read',
  old: 'Data that is older than it should be, and is not watched',
};

const themes = { dark: 'DarkModern', light: 'LightModern' } as const;

/** @param folder absolute; what is in it is replaced */
export function takeStatePictures(folder: string): void {
  const vitest = path.join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const options = ['run', '--config', 'vitest.e2e.config.mts', 'test/e2e/harness/panelGallery'];
  execFileSync(process.execPath, [vitest, ...options], { cwd: projectRoot, stdio: 'inherit' });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of Object.keys(gallery)) {
    for (const [short, theme] of Object.entries(themes)) {
      copyFileSync(
        path.join(cacheFolder('screenshots'), `gallery-${name}-${theme}.png`),
        path.join(folder, `${name}-${short}.png`),
      );
    }
  }
  writeFileSync(path.join(folder, 'README.md'), page());
}

function page(): string {
  const rows = Object.entries(says).map(
    ([name, text]) => `| ${text} | ![${text}](${name}-dark.png) | ![${text}, light](${name}-light.png) |`,
  );
  const head = [
    '# The states of the panel',
    '',
    'Made by `npm run screenshots` from the browser tests, at 300 pixels.',
    '',
  ];
  return `${[...head, '| state | dark | light |', '| --- | --- | --- |', ...rows].join('\n')}\n`;
}

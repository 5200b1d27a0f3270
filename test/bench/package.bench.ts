/** Measures what a user fetches and loads: the package, the code an activation loads, the panel's code before its rows. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { packExtension } from '../rig/extensionPackage';
import { projectRoot } from '../rig/paths';
import type { Figure } from './figure';
import { openGauged, showTenant } from './gaugedWindow';
import { loadedBeforeRows } from './loadedBeforeRows';

/** Needs a production build. */
export async function* benchPackage(): AsyncGenerator<Figure> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-package-'));
  try {
    const vsix = path.join(scratch, 'context-scout.vsix');
    await packExtension(vsix);
    yield size('package (.vsix)', [vsix], '1500 KB', undefined);
    const folder = path.join(scratch, 'shop');
    makeDemoWorkspace(folder);
    const window = await openGauged({ tenant: 'ours', folder });
    try {
      const { page } = window.session;
      await page.addInitScript({ path: path.join(projectRoot, 'test', 'bench', 'rowClock.js') });
      await showTenant(window);
      const within = `${window.extensionFolder ?? ''}${path.sep}`;
      const modules = (await window.ask('work')).modules.filter((file) => file.startsWith(within));
      yield size('code loaded by the extension host, until all is read', modules, '400 KB', 'modules');
      const names = await loadedBeforeRows(page);
      const files = names.map((name) => path.join(projectRoot, 'dist', 'webview', name));
      yield size('panel: files loaded before the first row', files, '450 KB', 'files');
    } finally {
      await window.dispose();
    }
    const all = readdirSync(path.join(projectRoot, 'dist', 'webview')).map((name) =>
      path.join(projectRoot, 'dist', 'webview', name),
    );
    yield size('panel: all its files', all, '', undefined);
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

function size(figure: string, files: readonly string[], target: string, listed: string | undefined): Figure {
  if (files.length === 0) throw new Error(`${figure}: nothing was found, so nothing was measured`);
  const bytes = files.map((file) => statSync(file).size);
  const each = files.map((file, at) => `${path.basename(file)} ${Math.round((bytes[at] ?? 0) / 1_000)} KB`);
  return {
    figure,
    value: bytes.reduce((sum, one) => sum + one, 0) / 1_000,
    unit: 'KB',
    yardstick: null,
    target,
    ...(listed !== undefined && { note: `The ${listed}, as they lie on disk: ${each.join(', ')}.` }),
  };
}

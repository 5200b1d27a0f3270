/** Answers for the pictures in the README: the demo workspace in the real workbench, made anew by `npm run screenshots`. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkbench } from '../e2e/support/openWorkbench';
import { openFile } from '../e2e/support/workbenchParts';
import { makeDemoWorkspace } from './demoWorkspace';
import { projectRoot } from './paths';
import { stageExtension } from './stagedExtension';

const pictures = [
  { name: 'screenshot-dark', theme: 'Dark Modern' },
  { name: 'screenshot-light', theme: 'Light Modern' },
] as const;

async function main(): Promise<void> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-pictures-'));
  const folder = path.join(scratch, 'shop');
  makeDemoWorkspace(folder);
  // Installed, as users have it: a window on an extension under development says so in its title.
  const extensionsDir = path.join(scratch, 'extensions');
  stageExtension(path.join(extensionsDir, 'context-scout.context-scout-0.1.0'));
  const viewport = { width: 1180, height: 820 };
  const workbench = await openWorkbench({ folder, viewport, extension: null, extensionsDir });
  try {
    const panel = await workbench.showPanel();
    await panel.locator('.row').first().waitFor();
    await workbench.setSidebarWidth(340);
    await openFile(workbench.page, 'priceCache.ts');
    for (const { name, theme } of pictures) {
      await workbench.setTheme(theme);
      const file = await workbench.screenshot(name);
      copyFileSync(file, path.join(projectRoot, 'media', `${name}.png`));
      console.log(`media/${name}.png`);
    }
  } finally {
    await workbench.dispose();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

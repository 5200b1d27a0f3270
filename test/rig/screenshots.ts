/** Answers for the pictures in the README and the walkthrough: the demo workspace in the real workbench, made anew by `npm run screenshots`. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkbench, type WorkbenchSession } from '../e2e/support/openWorkbench';
import { openFile } from '../e2e/support/workbenchParts';
import { makeDemoWorkspace } from './demoWorkspace';
import { projectRoot } from './paths';
import { stageExtension } from './stagedExtension';
import { takeStatePictures } from './statePictures';
import { walkthroughPictures } from './walkthroughPictures';

const themes = [
  { name: 'dark', theme: 'Dark Modern' },
  { name: 'light', theme: 'Light Modern' },
] as const;

const media = (...name: string[]): string => path.join(projectRoot, 'media', ...name);

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
    await take(workbench);
    takeStatePictures(media('states'));
  } finally {
    await workbench.dispose();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function take(workbench: WorkbenchSession): Promise<void> {
  const panel = await workbench.showPanel();
  await panel.locator('#root .row').first().waitFor();
  await workbench.setSidebarWidth(340);
  await openFile(workbench.page, 'priceCache.ts');
  // The editor's own work is over before it is pictured.
  for (const word of ['Activating', 'Analyzing', 'Initializing']) {
    await workbench.page
      .locator('.part.statusbar')
      .getByText(word)
      .first()
      .waitFor({ state: 'detached', timeout: 60_000 });
  }
  mkdirSync(media('walkthrough'), { recursive: true });
  for (const { name, theme } of themes) {
    await workbench.setTheme(theme);
    const file = await workbench.screenshot(`screenshot-${name}`);
    copyFileSync(file, media(`screenshot-${name}.png`));
    console.log(`media/screenshot-${name}.png`);
    for (const [step, clip] of Object.entries(walkthroughPictures)) {
      await clip(workbench, media('walkthrough', `${step}-${name}.png`));
      console.log(`media/walkthrough/${step}-${name}.png`);
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

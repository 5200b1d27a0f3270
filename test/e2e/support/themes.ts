/** Answers for the workbench's looks in browser tests: which themes there are and how one knows that one is on. */
import type { Page } from 'playwright-core';
import type { Settings } from '../../rig/workbench';
import { pickEntry, runCommand } from './workbenchParts';

export type Theme = keyof typeof themeClasses;

/** The class VS Code puts on the workbench for the theme's kind. */
const themeClasses = {
  'Dark Modern': 'vs-dark',
  'Light Modern': 'vs',
  'Default High Contrast': 'hc-black',
  'Default High Contrast Light': 'hc-light',
} as const;

/** The names people choose them by. */
const themeLabels: Readonly<Record<Theme, string>> = {
  'Dark Modern': 'Dark Modern',
  'Light Modern': 'Light Modern',
  'Default High Contrast': 'Dark High Contrast',
  'Default High Contrast Light': 'Light High Contrast',
};

/** Settings that keep everything that is not ours out of the picture. */
export const quietSettings: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'chat.disableAIFeatures': true,
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'always',
  'telemetry.telemetryLevel': 'off',
};

/** Resolves when the workbench wears the theme. */
export async function waitForTheme(page: Page, theme: Theme): Promise<void> {
  await page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor({ state: 'attached' });
}

/** Changes the theme as a person does; the server's workbench does not notice when its settings file is edited. */
export async function setTheme(page: Page, theme: Theme): Promise<void> {
  await runCommand(page, 'Preferences: Color Theme');
  await page.locator('.quick-input-widget input.input[placeholder*="Theme"]').waitFor();
  await pickEntry(page, themeLabels[theme]);
  await waitForTheme(page, theme);
}

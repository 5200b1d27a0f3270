/** Answers for the extension under development in a folder of its own. */
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './paths';

/**
 * Copies what VS Code loads of the project, as built, into `folder`. The project's own folder will not do: the server
 * is installed below it, and VS Code takes every theme below an extension under development for that extension's own.
 */
export function stageExtension(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package.nls.json', 'dist', 'media']) {
    const source = path.join(projectRoot, name);
    if (!existsSync(source)) throw new Error(`${source} is missing; run npm run build.`);
    cpSync(source, path.join(folder, name), { recursive: true, filter: (file) => !file.endsWith('.vsix') });
  }
  return folder;
}

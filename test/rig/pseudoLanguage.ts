/** Answers for a language nobody speaks: every text in letters English has not, so that what is not translated stands out. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { getL10nPseudoLocalized, type l10nJsonFormat } from '@vscode/l10n-dev';
import type { PageWords } from '../../src/protocol/pageWords';
import { projectRoot } from './paths';
import { bundleFile } from './translatedTexts';

const manifestFile = path.join(projectRoot, 'package.nls.json');

/** The name VS Code has for it. */
export const pseudoLocale = 'qps-ploc';

/** What the host hands to a page in that language. */
export function pseudoWords(): PageWords {
  return { locale: pseudoLocale, texts: pseudo(bundleFile) };
}

/** The texts of the manifest by what they are in English. */
export function pseudoManifest(): PageWords['texts'] {
  const english = JSON.parse(readFileSync(manifestFile, 'utf8')) as Readonly<Record<string, string>>;
  return Object.fromEntries(Object.entries(pseudo(manifestFile)).map(([key, text]) => [english[key] ?? key, text]));
}

/** Adds the language to an extension in `folder`. */
export function addPseudoLanguage(folder: string): void {
  const write = (name: string, texts: PageWords['texts']): void => {
    writeFileSync(path.join(folder, name), JSON.stringify(texts));
  };
  write(`dist/l10n/bundle.l10n.${pseudoLocale}.json`, pseudo(bundleFile));
  write(`package.nls.${pseudoLocale}.json`, pseudo(manifestFile));
}

/** Letters of English; what a pseudo text has of them are the names of commands, codes and values. */
export const isEnglish = (text: string): boolean => /[a-z]{2,}/i.test(text);

function pseudo(file: string): PageWords['texts'] {
  const english = JSON.parse(readFileSync(file, 'utf8')) as l10nJsonFormat;
  return getL10nPseudoLocalized(english) as Readonly<Record<string, string>>;
}

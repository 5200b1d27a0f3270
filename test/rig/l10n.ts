/** Answers for `npm run l10n`: writes the bundle of English texts that translations are made from. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleFile, englishBundle, sourceFiles } from './translatedTexts';

englishBundle(sourceFiles()).then(
  (bundle) => {
    mkdirSync(path.dirname(bundleFile), { recursive: true });
    writeFileSync(bundleFile, `${JSON.stringify(bundle, null, 2)}\n`);
    console.log(`${path.basename(bundleFile)}: ${Object.keys(bundle).length} texts`);
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);

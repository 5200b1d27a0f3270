import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { projectRoot } from '../../rig/paths';

it('the file of types that other extensions copy needs nothing but itself', () => {
  const text = readFileSync(path.join(projectRoot, 'src', 'protocol', 'contextScout.d.ts'), 'utf8');
  const { importedFiles, referencedFiles, typeReferenceDirectives } = ts.preProcessFile(text);
  expect([...importedFiles, ...referencedFiles, ...typeReferenceDirectives]).toEqual([]);
});

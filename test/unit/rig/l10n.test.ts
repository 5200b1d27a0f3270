import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundleFile, englishBundle, sourceFiles, textCalls } from '../../rig/translatedTexts';
import { untranslated } from '../../rig/untranslatedTexts';

const files = sourceFiles();
const calls = files.flatMap(textCalls);

describe('the texts people read', () => {
  it('are found by whoever exports them: each is a plain literal', () => {
    expect(calls.length).toBeGreaterThan(300);
    expect(calls.filter(({ template }) => template === null).map(({ place }) => place)).toEqual([]);
  });

  it('are all in the bundle for translators: npm run l10n writes it', { timeout: 120_000 }, async () => {
    const written: unknown = JSON.parse(readFileSync(bundleFile, 'utf8'));
    const found = await englishBundle(files);
    expect(written).toEqual(found);
    const templates = new Set(calls.map(({ template }) => template));
    expect(new Set(Object.keys(found))).toEqual(templates);
  });

  it('have a value for each of their places, and a place for each value', () => {
    const wrong = calls.filter(({ template, values, isCount }) => {
      if (template === null || values === null) return false;
      const used = new Set([...template.matchAll(/\{(\d+)\}/g)].map(([, at]) => Number(at)));
      const all = Array.from({ length: values }, (_, at) => at);
      const isUnused = (at: number): boolean => !used.has(at) && !(isCount && at === 0);
      return [...used].some((at) => at >= values) || all.some(isUnused);
    });
    expect(wrong).toEqual([]);
  });

  it('have two forms in English where they depend on a number, and one where not', () => {
    const wrong = calls.filter(({ template, isCount }) => template?.split(' | ').length !== (isCount ? 2 : 1));
    expect(wrong).toEqual([]);
  });

  it('are nowhere written as they are', () => {
    expect(files.flatMap(untranslated)).toEqual([]);
  });
});

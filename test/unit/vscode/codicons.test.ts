import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import mapping from '@vscode/codicons/src/template/mapping.json';
import { describe, expect, it } from 'vitest';

const known = new Set(Object.values<string[]>(mapping).flat());

const texts = [
  readFileSync('package.json', 'utf8'),
  ...readdirSync('src/vscode', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join('src/vscode', name), 'utf8')),
];

describe('the icons in texts of the editor', () => {
  it('are all in its font', () => {
    const used = texts.flatMap((text) => [...text.matchAll(/\$\(([a-z-]+)(?:~spin)?\)/g)].map(([, name = '']) => name));
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter((name) => name !== 'name' && !known.has(name))).toEqual([]);
  });
});

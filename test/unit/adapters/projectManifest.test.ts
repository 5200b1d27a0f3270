import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readProjectManifest } from '../../../src/adapters/project/projectManifest';

describe('readProjectManifest', () => {
  let root: string;
  const read = (): ReturnType<typeof readProjectManifest> => readProjectManifest(root, new AbortController().signal);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'context-scout-project-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('reads package.json, Cargo.toml and pyproject.toml', async () => {
    expect(await read()).toBeNull();
    await writeFile(join(root, 'pyproject.toml'), '[project]\nname = "py"\ndynamic = ["version"]\n');
    expect(await read()).toEqual({ name: 'py', version: null });
    await writeFile(join(root, 'Cargo.toml'), '[package]\nname = "rs"\nversion = "0.3.0"\n');
    expect(await read()).toEqual({ name: 'rs', version: '0.3.0' });
    await writeFile(join(root, 'package.json'), '{"name":"js","version":"2.1.0"}');
    expect(await read()).toEqual({ name: 'js', version: '2.1.0' });
  });

  it('passes over a manifest that is broken, nameless or of the wrong shape', async () => {
    await writeFile(join(root, 'Cargo.toml'), '[package]\nname = "rs"\n');
    for (const text of ['{', 'null', '[]', '{"name":5}', '{"version":"1"}']) {
      await writeFile(join(root, 'package.json'), text);
      expect(await read()).toEqual({ name: 'rs', version: null });
    }
  });
});

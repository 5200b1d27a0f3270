/** Builds the database's thread, and programs that use the store, into a folder of their own for a test. */
import { build } from 'esbuild';
import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface BuiltStore {
  /** Absolute path of the built thread; the engine's wasm file is beside it. */
  readonly workerPath: string;
  /** Builds the TypeScript file at `url` into a CommonJS program beside the thread; answers its path. */
  bundle(url: URL, name: string): Promise<string>;
  remove(): Promise<void>;
}

const require = createRequire(import.meta.url);

export async function buildStoreWorker(): Promise<BuiltStore> {
  const folder = await mkdtemp(join(tmpdir(), 'context-scout-built-'));
  // Programs that run as another user have to get in.
  await chmod(folder, 0o755);
  const bundle = async (url: URL, name: string): Promise<string> => {
    const outfile = join(folder, `${name}.js`);
    await build({
      entryPoints: [fileURLToPath(url)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'error',
    });
    return outfile;
  };
  await copyFile(require.resolve('sql.js/dist/sql-wasm.wasm'), join(folder, 'sql-wasm.wasm'));
  return {
    workerPath: await bundle(new URL('../../src/adapters/store/worker.ts', import.meta.url), 'storeWorker'),
    bundle,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A folder with the cache files of a store, and the means to look into them and to damage them. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import initSqlJs, { type Database } from 'sql.js';
import { claimName, fetchedName, inboxFolder, keptName } from '../../src/adapters/store/sourceFolder';
import { sourceFolderName } from '../../src/adapters/store/sourceFolderName';
import { SqlIssueStore, type SqlIssueStoreOptions } from '../../src/adapters/store/sqlIssueStore';
import type { StoredReading, StoredSource } from '../../src/ports/issueStore';
import type { KeptRecord } from '../../src/ports/keptStore';
import { aloneInTheWorld } from '../../src/ports/leadership';
import type { BuiltStore } from '../fakes/buildStoreWorker';
import { FakeClock } from '../fakes/fakeClock';
import { FakeLog } from '../fakes/fakeLog';
import { makeFaultyThread, type FaultyThread } from '../fakes/faultyThread';
import { source } from './issueStoreReading';

/** Leads in that epoch; null: does not lead. */
export const leadingIn = (epoch: number | null): SqlIssueStoreOptions['leadership'] => ({
  epochOf: () => epoch,
  troubleOf: () => null,
});

export class StoreSandbox {
  readonly clock = new FakeClock();
  readonly log = new FakeLog();
  private readonly stores: SqlIssueStore[] = [];

  private constructor(
    readonly root: string,
    private readonly built: BuiltStore,
  ) {}

  static async make(built: BuiltStore): Promise<StoreSandbox> {
    return new StoreSandbox(await mkdtemp(join(tmpdir(), 'context-scout-store-')), built);
  }

  /** The store's folder, which does not exist at first. */
  get folder(): string {
    return join(this.root, 'cache');
  }

  /** The folder of the source. */
  get sourceFolder(): string {
    return this.folderOf(source);
  }

  /** The file of the source's issues in the first epoch. */
  get file(): string {
    return this.fetched(1);
  }

  folderOf(of: StoredSource): string {
    return join(this.folder, sourceFolderName(of));
  }

  fetched(epoch: number): string {
    return join(this.sourceFolder, fetchedName(epoch));
  }

  kept(epoch: number): string {
    return join(this.sourceFolder, keptName(epoch));
  }

  open(facts: Partial<SqlIssueStoreOptions> = {}): SqlIssueStore {
    const { folder, clock, log } = this;
    const { workerPath } = this.built;
    const store = new SqlIssueStore({ folder, workerPath, clock, log, leadership: aloneInTheWorld, ...facts });
    this.stores.push(store);
    return store;
  }

  /** A store that leads in an epoch. */
  leader(epoch: number): SqlIssueStore {
    return this.open({ leadership: leadingIn(epoch) });
  }

  faulty(): Promise<FaultyThread> {
    return makeFaultyThread(this.built, this.root);
  }

  /** What a store of its own, begun now, finds. */
  async found(): Promise<StoredReading | null> {
    const store = this.open({ leadership: leadingIn(null) });
    const result = await store.load(source);
    await store.close();
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  }

  /** What a store of its own, begun now, finds that was kept: values by key. */
  async foundKept(): Promise<Readonly<Record<string, string | null>>> {
    const store = this.open({ leadership: leadingIn(null) });
    const result = await store.loadKept(source);
    await store.close();
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return valuesOf(result.value);
  }

  /** What lies in the source's folder, without folders that are empty. */
  async names(): Promise<string[]> {
    const entries = await readdir(this.sourceFolder, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name).slice(this.sourceFolder.length + 1))
      .sort();
  }

  /** Files that wait in the inbox. */
  async waiting(): Promise<string[]> {
    const names = await readdir(join(this.sourceFolder, inboxFolder)).catch((): string[] => []);
    return names.filter((name) => name.endsWith('.json'));
  }

  /** Somebody claims an epoch. */
  async claim(epoch: number, instance = 'somebody'): Promise<void> {
    await mkdir(this.sourceFolder, { recursive: true });
    await writeFile(join(this.sourceFolder, claimName(epoch)), instance);
  }

  warnings(): readonly string[] {
    return this.log.lines.filter((line) => line.startsWith('warn'));
  }

  infos(): readonly string[] {
    return this.log.lines.filter((line) => line.startsWith('info'));
  }

  /** How often a file was written. */
  writes(): number {
    return this.log.lines.filter((line) => line.startsWith('debug') && line.includes('was written')).length;
  }

  /** Looks into a file with an engine of its own. */
  async query(sql: string, file = this.file): Promise<unknown> {
    return await withDatabase(await readFile(file), (database) => database.exec(sql)[0]?.values);
  }

  /** Changes a file behind the store's back, as a whole. */
  async edit(sql: string, file = this.file): Promise<void> {
    await writeFile(file, await withDatabase(await readFile(file), (database) => database.run(sql).export()));
  }

  async close(): Promise<void> {
    await Promise.all(this.stores.map((store) => store.close()));
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.root, { recursive: true, force: true });
  }
}

export const valuesOf = (records: ReadonlyMap<string, KeptRecord>): Readonly<Record<string, string | null>> =>
  Object.fromEntries([...records].map(([key, { value }]) => [key, value]));

const pageBytes = 4096;

/** An SQLite file of somebody else. */
export async function foreignDatabase(): Promise<Uint8Array> {
  return await withDatabase(null, (database) => database.run('CREATE TABLE bookmark (url TEXT)').export());
}

/** What is written back has no seal: see `fileSeal.ts`. */
async function withDatabase<T>(bytes: Uint8Array | null, use: (database: Database) => T): Promise<T> {
  const sql = await initSqlJs();
  const pages = bytes?.subarray(0, bytes.length - (bytes.length % pageBytes)) ?? null;
  const database = new sql.Database(pages);
  try {
    return use(database);
  } finally {
    database.close();
  }
}

/** A folder with the cache files of a store, and the means to look into them and to damage them. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import initSqlJs, { type Database } from 'sql.js';
import { SqlIssueStore, type SqlIssueStoreOptions } from '../../src/adapters/store/sqlIssueStore';
import { storeFileName } from '../../src/adapters/store/storeFileName';
import type { IssueStore, StoredReading } from '../../src/ports/issueStore';
import { FakeClock } from '../fakes/fakeClock';
import { FakeLog } from '../fakes/fakeLog';
import { source } from './issueStoreContract';

export class StoreSandbox {
  readonly clock = new FakeClock();
  readonly log = new FakeLog();
  private readonly stores: IssueStore[] = [];

  private constructor(
    readonly root: string,
    private readonly workerPath: string,
  ) {}

  static async make(workerPath: string): Promise<StoreSandbox> {
    return new StoreSandbox(await mkdtemp(join(tmpdir(), 'context-scout-store-')), workerPath);
  }

  /** The store's folder, which does not exist at first. */
  get folder(): string {
    return join(this.root, 'cache');
  }

  get file(): string {
    return join(this.folder, storeFileName(source));
  }

  open(facts: Partial<SqlIssueStoreOptions> = {}): SqlIssueStore {
    const { folder, workerPath, clock, log } = this;
    const store = new SqlIssueStore({ folder, workerPath, clock, log, ...facts });
    this.stores.push(store);
    return store;
  }

  /** What a store of its own, begun now, finds. */
  async found(): Promise<StoredReading | null> {
    const store = this.open();
    const result = await store.load(source);
    await store.close();
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  }

  names(): Promise<string[]> {
    return readdir(this.folder);
  }

  warnings(): readonly string[] {
    return this.log.lines.filter((line) => line.startsWith('warn'));
  }

  /** How often a file was written. */
  writes(): number {
    return this.log.lines.filter((line) => line.startsWith('debug') && line.includes('was written')).length;
  }

  /** Looks into the source's file with an engine of its own. */
  async query(sql: string): Promise<unknown> {
    return await withDatabase(await readFile(this.file), (database) => database.exec(sql)[0]?.values);
  }

  /** Changes the source's file behind the store's back, as a whole. */
  async edit(sql: string): Promise<void> {
    await writeFile(this.file, await withDatabase(await readFile(this.file), (database) => database.run(sql).export()));
  }

  async remove(): Promise<void> {
    await Promise.all(this.stores.map((store) => store.close()));
    await rm(this.root, { recursive: true, force: true });
  }
}

/** An SQLite file of somebody else. */
export async function foreignDatabase(): Promise<Uint8Array> {
  return await withDatabase(null, (database) => database.run('CREATE TABLE bookmark (url TEXT)').export());
}

async function withDatabase<T>(bytes: Uint8Array | null, use: (database: Database) => T): Promise<T> {
  const sql = await initSqlJs();
  const database = new sql.Database(bytes);
  try {
    return use(database);
  } finally {
    database.close();
  }
}

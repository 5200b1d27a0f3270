import initSqlJs, { type Database } from 'sql.js';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { currentVersion, migrate, type DurabilityClass } from '../../../src/adapters/store/migrations';

describe('migrate', () => {
  let sql: Awaited<ReturnType<typeof initSqlJs>>;
  let database: Database;

  beforeAll(async () => {
    sql = await initSqlJs();
  });

  beforeEach(() => {
    database = new sql.Database();
  });

  const version = (): unknown => database.exec('PRAGMA user_version')[0]?.values[0]?.[0];
  const tables = (): unknown => database.exec('SELECT name FROM sqlite_schema ORDER BY name')[0]?.values.flat();
  const steps = ['CREATE TABLE a (x)', 'ALTER TABLE a RENAME TO b; INSERT INTO b VALUES (1)', 'CREATE TABLE c (x)'];

  it('makes the newest tables from nothing', () => {
    migrate(database, 0);
    expect(version()).toBe(currentVersion);
    expect(tables()).toEqual(['checkpoint', 'durability', 'issue', 'kept', 'meta', 'problem']);
  });

  it('names a class of durability for every table', () => {
    migrate(database, 0);
    const classes = database.exec('SELECT name, class FROM durability ORDER BY name')[0]?.values ?? [];
    expect(classes.map(([name]) => name)).toEqual(tables());
    expect(classes.filter(([, named]) => named === ('kept' satisfies DurabilityClass))).toEqual([['kept', 'kept']]);
    expect(new Set(classes.map(([, named]) => named))).toEqual(new Set<DurabilityClass>(['fetched', 'kept']));
  });

  it.each([0, 1, 2, 3])('leads from version %i to the last, each step once', (from) => {
    migrate(database, 0, steps.slice(0, from));
    migrate(database, from, steps);
    expect(version()).toBe(3);
    expect(tables()).toEqual(['b', 'c']);
    expect(database.exec('SELECT count(*) FROM b')[0]?.values).toEqual([[1]]);
  });

  it('does nothing at the last version', () => {
    migrate(database, 3, steps);
    expect(version()).toBe(0);
  });
});

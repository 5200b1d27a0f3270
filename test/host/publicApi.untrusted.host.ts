/** Answers for the API that other extensions get, in a folder nobody has trusted. */
import assert from 'node:assert/strict';
import { contextWhere, scoutApi } from './scoutApi';

describe('the API for other extensions in an untrusted folder', () => {
  it('gives what the files say, and reads them again', async () => {
    const { issues } = await contextWhere(({ sources }) => sources.length > 0);
    assert.ok(issues.length > 0);
    const scout = await scoutApi();
    assert.equal((await scout.sync('beads:shop')).sources.find(({ id }) => id === 'beads:shop')?.error, null);
  });

  it('says what it cannot do', async () => {
    const scout = await scoutApi();
    await assert.rejects(scout.sync('github:shop'), /Restricted Mode: no server is asked and no program is run/);
  });
});

import { describe, expect, it } from 'vitest';
import { sourceFolderName, sourceFolderPattern } from '../../../src/adapters/store/sourceFolderName';

describe('sourceFolderName', () => {
  const root = '/home/dev/shop';

  it('is readable', () => {
    expect(sourceFolderName({ id: 'beads:Shop Front', root })).toMatch(/^beads-shop-front-[0-9a-f]{10}$/);
  });

  it('is the same for the same source', () => {
    expect(sourceFolderName({ id: 'beads:shop', root })).toBe(sourceFolderName({ id: 'beads:shop', root }));
  });

  it('differs by folder, and by ids that read alike', () => {
    const names = [
      sourceFolderName({ id: 'beads:shop', root }),
      sourceFolderName({ id: 'beads:shop', root: '/srv/shop' }),
      sourceFolderName({ id: 'beads.shop', root }),
      sourceFolderName({ id: 'beads:SHOP', root }),
    ];
    expect(new Set(names).size).toBe(4);
  });

  it('is a plain short name whatever the id, told from all others', () => {
    for (const id of ['', '../../etc/passwd', 'CON', 'läden:日本', '\ud800', 'x'.repeat(5_000), 'a/b\\c:d*?']) {
      expect(sourceFolderName({ id, root })).toMatch(/^[a-z0-9-]{1,60}$/);
      expect(sourceFolderName({ id, root })).toMatch(sourceFolderPattern);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { storeFileName } from '../../../src/adapters/store/storeFileName';

describe('storeFileName', () => {
  const root = '/home/dev/shop';

  it('is readable', () => {
    expect(storeFileName({ id: 'beads:Shop Front', root })).toMatch(/^beads-shop-front-[0-9a-f]{10}\.sqlite$/);
  });

  it('is the same for the same source', () => {
    expect(storeFileName({ id: 'beads:shop', root })).toBe(storeFileName({ id: 'beads:shop', root }));
  });

  it('differs by folder, and by ids that read alike', () => {
    const names = [
      storeFileName({ id: 'beads:shop', root }),
      storeFileName({ id: 'beads:shop', root: '/srv/shop' }),
      storeFileName({ id: 'beads.shop', root }),
      storeFileName({ id: 'beads:SHOP', root }),
    ];
    expect(new Set(names).size).toBe(4);
  });

  it('is a plain short file name whatever the id', () => {
    for (const id of ['', '../../etc/passwd', 'CON', 'läden:日本', '\ud800', 'x'.repeat(5_000), 'a/b\\c:d*?']) {
      expect(storeFileName({ id, root })).toMatch(/^[a-z0-9-]{1,60}\.sqlite$/);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { decodeRoadmapRecord, roadmapText } from '../../../src/adapters/trackers/roadmap/record';
import type { Excerpt } from '../../../src/domain/issue';

const title = { kind: 'scalar', text: 'Orders API v2', plain: true, line: 3 } as const;

function excerptOf(text: string, isWhole = true): Excerpt | undefined {
  const frontMatter = { fields: new Map([['title', title]]) };
  const path = '.roadmap/issues/backlog/0a0b0c01-x.md';
  const decoded = decodeRoadmapRecord({ path, frontMatter, body: { text, isWhole } });
  if (decoded.kind !== 'issue') throw new Error(decoded.kind);
  return decoded.facts.excerpt;
}

describe('the text of a roadmap record', () => {
  it('leaves out a first line that says the title once more', () => {
    expect(excerptOf('\n# Orders API v2\n\n## Why\r\nCursors.\n')).toEqual({ text: '## Why\nCursors.', isWhole: true });
    expect(excerptOf('\n# Orders API v2\n')).toBeUndefined();
  });

  it('keeps a first line that says something else', () => {
    expect(excerptOf('# Orders API v3\n')?.text).toBe('# Orders API v3');
    expect(excerptOf('Orders API v2 comes first\n')?.text).toBe('Orders API v2 comes first');
    expect(excerptOf('## Orders API v2\n')?.text).toBe('## Orders API v2');
  });

  it('is not whole where its file was not read to the end', () => {
    expect(excerptOf('# Orders API v2\nCursors', false)).toEqual({ text: 'Cursors', isWhole: false });
  });

  it('is found at once in any body', () => {
    const atMs = performance.now();
    for (const body of [' '.repeat(1e6), '\n'.repeat(1e6), `#${' '.repeat(1e6)}`, `# ${'x '.repeat(5e5)}`]) {
      expect(roadmapText(body, 'Orders API v2')).toBe(body);
    }
    expect(performance.now() - atMs).toBeLessThan(2_000);
  });
});

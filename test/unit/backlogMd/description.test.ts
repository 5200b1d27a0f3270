import { describe, expect, it } from 'vitest';
import { descriptionIn } from '../../../src/adapters/trackers/backlogMd/description';

const description = (text: string, isWhole = true): readonly [string, boolean] => {
  const found = descriptionIn({ text, isWhole });
  return [found.text.trim(), found.isWhole];
};

const marked =
  '## Description\n\n<!-- SECTION:DESCRIPTION:BEGIN -->\nSeen once.\n\n## Steps\n<!-- SECTION:DESCRIPTION:END -->\n';

describe('the description of a task', () => {
  it('stands between its marks, headings of its own included', () => {
    expect(description(`\n${marked}`)).toEqual(['Seen once.\n\n## Steps', true]);
    expect(description(`${marked}\n## Acceptance Criteria\n- [ ] #1 It goes on\n`)).toEqual([
      'Seen once.\n\n## Steps',
      false,
    ]);
  });

  it('goes on to the next heading where there are no marks', () => {
    expect(description('## Description \r\n\r\nSeen once.\r\n### Steps\r\n')).toEqual([
      'Seen once.\r\n### Steps',
      true,
    ]);
    expect(description('## Description\nSeen once.\n## Notes\nMore\n')).toEqual(['Seen once.', false]);
  });

  it('is the whole body of a task that has none', () => {
    expect(description('Only words\n\n## Notes\nMore')).toEqual(['Only words\n\n## Notes\nMore', true]);
    expect(description('')).toEqual(['', true]);
  });

  it('is not whole where its file was not read to the end', () => {
    expect(description(marked, false)).toEqual(['Seen once.\n\n## Steps', false]);
    expect(description('## Description\nSeen', false)).toEqual(['Seen', false]);
  });
});

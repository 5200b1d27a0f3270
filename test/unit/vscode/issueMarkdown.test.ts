import { describe, expect, it } from 'vitest';
import { withReferences } from '../../../src/vscode/acting/commitReferences';
import { issueMarkdown } from '../../../src/vscode/acting/issueMarkdown';
import { evaluatedOf, issueOf } from '../../fakes/issues';
import type { EvaluatedIssue } from '../../../src/domain/readiness';

const issue = (source: string, id: string, title: string, url: string | null = null): EvaluatedIssue =>
  evaluatedOf(source, id, { issue: issueOf(id, { title, url }) });

describe('issueMarkdown', () => {
  it('is a link for one issue and a list for several', () => {
    const one = issue('github:shop', '412', 'Empty cart', 'https://github.com/o/shop/issues/412');
    expect(issueMarkdown([one])).toBe('[#412 Empty cart](https://github.com/o/shop/issues/412)');
    expect(issueMarkdown([one, issue('beads:shop', 'bd-7', 'Pour')])).toBe(
      '- [#412 Empty cart](https://github.com/o/shop/issues/412)\n- bd-7 Pour\n',
    );
  });

  it('keeps titles and addresses from being markup', () => {
    const odd = issue('beads:shop', 'bd-7', '](x) *a* `b`\n# <i>&amp; ![c]', 'https://x.example/a(b)c d');
    expect(issueMarkdown([odd])).toBe(
      '[bd-7 \\](x) \\*a\\* \\`b\\` # \\<i\\>\\&amp; \\!\\[c\\]](https://x.example/a%28b%29c%20d)',
    );
    expect(issueMarkdown([issue('beads:shop', 'bd-7', 'Pour', 'javascript:alert(1)')])).toBe('bd-7 Pour');
  });
});

describe('withReferences', () => {
  it('puts the names at the end of the message', () => {
    expect(withReferences('Fix the cart\n', ['#412'])).toBe('Fix the cart\n\nRefs #412');
    expect(withReferences('', ['#412', 'bd-7'])).toBe('Refs #412, bd-7: ');
  });

  it('adds to a line of references that is there', () => {
    expect(withReferences('Fix\n\nRefs #412', ['bd-7'])).toBe('Fix\n\nRefs #412, bd-7');
    expect(withReferences('Refs to nowhere', ['bd-7'])).toBe('Refs to nowhere\n\nRefs bd-7');
  });

  it('names nothing twice', () => {
    expect(withReferences('Fix #412.', ['#412'])).toBe('Fix #412.');
    expect(withReferences('Fix #4123', ['#412', '#412'])).toBe('Fix #4123\n\nRefs #412');
    const once = withReferences('', ['#412']);
    expect(withReferences(once, ['#412'])).toBe(once);
  });
});

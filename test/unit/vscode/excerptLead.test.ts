import { describe, expect, it } from 'vitest';
import { excerptLead } from '../../../src/vscode/editor/excerptLead';
import { hoverText } from '../../../src/vscode/editor/hoverText';
import { evaluatedOf, issueOf } from '../../fakes/issues';
import { gitHubSourceOf, remoteStatusOf } from '../../fakes/remoteStatus';

const lead = (text: string, isWhole = true): string | null => excerptLead({ text, isWhole });

describe('the first words of a text', () => {
  it('are its sentences in one line, without headings, code, tables and marks of lists', () => {
    const text =
      '## What happens\n\n- [ ] It stops.\n1. It goes on.\n```\ncode\n```\n| a | b |\n---\n<b>\n> Said before.';
    expect(lead(text)).toBe('It stops. It goes on. Said before.');
  });

  it('are none of a text without sentences', () => {
    expect(lead('# Only\n\n```\ncode')).toBeNull();
  });

  it('say that there is more', () => {
    expect(lead('It stops.', false)).toBe('It stops. …');
    expect(lead('several words '.repeat(40))).toMatch(/^(?:several words )+(?:several )?…$/);
    expect(lead('several words '.repeat(40))?.length).toBeLessThan(185);
    expect(lead(`x${'\u{1f600}'.repeat(200)}`)).not.toMatch(/\p{Cs}/u);
  });

  it.each([
    '[here](command:workbench.action.quit)',
    '<script>alert(1)</script> x',
    '![x](https://example.org/x.png)',
    'see https://example.org and www.example.org $(trash)',
    'x <img src=x onerror=alert(1)> | cell',
    '[ref]: command:x\n[ref]',
  ])('bring no markup into a hover: %s', (text) => {
    const source = { ...gitHubSourceOf(0), remote: remoteStatusOf() };
    const issue = evaluatedOf(source.id, '12', { issue: issueOf('12', { excerpt: { text, isWhole: true } }) });
    const hover = hoverText({ kind: 'issue', issue, source }, [], 0);
    expect(hover).not.toMatch(/(?<!\\)[[\]<|]|(?<!\\)\$\(trash|https?:\/\/example|www\.example/);
  });
});

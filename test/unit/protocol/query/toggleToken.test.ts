import { describe, expect, it } from 'vitest';
import { hasToken, toggleToken } from '../../../../src/protocol/query/toggleToken';

describe('A filter of one click', () => {
  it('is in a query however it is written there', () => {
    expect(hasToken('x is:mine', 'assignee:@me')).toBe(true);
    expect(hasToken('LABEL:"Bug"', 'label:bug')).toBe(true);
    expect(hasToken('label:b,a', 'label:a,b')).toBe(true);
    expect(hasToken('-label:bug', 'label:bug')).toBe(false);
    expect(hasToken('label:bug,x', 'label:bug')).toBe(false);
    expect(hasToken('"label:bug"', 'label:bug')).toBe(false);
  });

  it('is added at the end, and taken out with its blanks', () => {
    expect(toggleToken('', 'assignee:@me')).toBe('assignee:@me ');
    expect(toggleToken('crash  ', 'assignee:@me')).toBe('crash assignee:@me ');
    expect(toggleToken('crash is:mine is:ready', 'assignee:@me')).toBe('crash is:ready');
    expect(toggleToken('is:mine is:ready is:mine', 'is:mine')).toBe('is:ready ');
  });

  it('takes the place of those it is an alternative to', () => {
    expect(toggleToken('no:assignee crash', 'assignee:@me', ['no:assignee'])).toBe('crash assignee:@me ');
  });
});

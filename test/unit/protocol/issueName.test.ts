import { describe, expect, it } from 'vitest';
import { isNameless, isOutside, issueName, nameBeside, namelessWhy } from '../../../src/protocol/issueName';

describe('the name of an issue', () => {
  it('has the sign of a number where ids are bare numbers, and there only', () => {
    expect(issueName('github:shop', '12')).toBe('#12');
    expect(issueName('github:shop', 'acme/api#7')).toBe('acme/api#7');
    expect(issueName('beads:shop', '12')).toBe('12');
    expect(issueName('roadmap:shop', '4be19c07')).toBe('4be19c07');
  });

  it('says of another repository of the workspace which', () => {
    expect(nameBeside('github:shop', 'github:shop#12', '12')).toBe('#12');
    expect(nameBeside('github:shop', 'github:api#7', '7')).toBe('api#7');
    expect(nameBeside('github:shop', 'beads:shop#shop-1', 'shop-1')).toBe('shop-1');
    expect(nameBeside('github:shop', 'github:shop#acme/api#7', 'acme/api#7')).toBe('acme/api#7');
  });

  it('tells an issue outside of all sources by its id', () => {
    expect(isOutside('github:shop#acme/api#7', 'acme/api#7')).toBe(true);
    expect(isOutside('github:shop#12', '12')).toBe(false);
    expect(isOutside('beads:shop#a/b#7', 'a/b#7')).toBe(false);
    expect(isOutside('github:shop#x', 'acme/../api#7')).toBe(false);
  });

  it('is none where the server shows neither number nor place', () => {
    expect([isNameless('github:shop', 'hidden'), isNameless('github:shop', '12')]).toEqual([true, false]);
    expect([namelessWhy('github:shop', 'hidden'), namelessWhy('github:shop', 'unread')]).toEqual(['hidden', 'unread']);
    expect([isNameless('github:shop', 'acme/api#7'), isNameless('beads:shop', 'hidden')]).toEqual([false, false]);
  });
});

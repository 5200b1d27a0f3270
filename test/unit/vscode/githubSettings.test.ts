import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultGitHubSettings } from '../../../src/adapters/trackers/github/options';
import { readGitHubSettings, type GitHubUserSettings } from '../../../src/vscode/githubSettings';

interface Property {
  readonly default?: unknown;
  readonly scope: string;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, Property>> } };
};
const properties = manifest.contributes.configuration.properties;
const byDefault = (name: string): unknown => properties[`contextScout.github.${name}`]?.default;

const read = (values: Readonly<Record<string, unknown>>): GitHubUserSettings | null =>
  readGitHubSettings({ value: (name) => (name in values ? values[name] : byDefault(name)), byDefault });

describe('the settings for GitHub', () => {
  it('are by default what the adapter has as its own', () => {
    expect(read({})).toEqual(defaultGitHubSettings);
  });

  it('keep where accounts are sent out of the hands of a folder', () => {
    for (const name of ['apiUrl', 'enterpriseUrl']) {
      expect(properties[`contextScout.github.${name}`]?.scope).toBe('machine');
    }
  });

  it('are taken as they are set', () => {
    expect(
      read({
        enterpriseUrl: ' https://ghe.example.com ',
        blockedLabels: ['waiting'],
        priorityLabels: { 0: ['sev1'], 1: [] },
      }),
    ).toEqual({
      ...defaultGitHubSettings,
      enterpriseUrl: 'https://ghe.example.com',
      blockedLabels: ['waiting'],
      priorityLabels: [['sev1'], [], [], [], []],
    });
  });

  it.each([
    { apiUrl: 7, enterpriseUrl: {}, inProgressLabels: 'wip', blockedLabels: null, priorityLabels: ['p0'] },
    { apiUrl: '', enterpriseUrl: '', inProgressLabels: 1, blockedLabels: {}, priorityLabels: null },
  ])('are the defaults where they make no sense: %j', (values) => {
    expect(read(values)).toEqual(defaultGitHubSettings);
  });

  it('leave out of a list what is no name', () => {
    expect(read({ blockedLabels: ['a', 1, null, '  ', ' b '] })?.blockedLabels).toEqual(['a', 'b']);
  });

  it('are none when GitHub is switched off', () => {
    expect(read({ enabled: false })).toBeNull();
    expect(read({ enabled: 'no' })).not.toBeNull();
  });
});

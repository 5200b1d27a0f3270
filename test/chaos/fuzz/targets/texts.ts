/** What people write: texts that name issues, addresses, words on a command line, settings. */
import fc from 'fast-check';
import { defaultGitHubSettings } from '../../../../src/adapters/trackers/github/options';
import { namedHosts } from '../../../../src/adapters/trackers/github/hosts';
import { readRemoteAddress } from '../../../../src/adapters/trackers/github/remoteAddress';
import { commands, parseCommandLine } from '../../../../src/cli/commandLine';
import { excerptOf } from '../../../../src/domain/excerpt';
import { excerptLimit } from '../../../../src/domain/issue';
import { findBlockers, findReferences, type Reference } from '../../../../src/domain/reference';
import { markdownProse } from '../../../../src/domain/markdownProse';
import { readGitHubSettings } from '../../../../src/vscode/githubSettings';
import { textReferences } from '../../../../src/vscode/editor/textReferences';
import { anyText, jsonLike, textLike } from '../hostile';
import { expect, target, type FuzzTarget } from '../target';

const message =
  'Fix reload\n\nCloses #12, fixes: acme/shop#3 and https://github.com/acme/shop/issues/4#note-1.\nGH-5 `#6`\n';
const markdown = `# Blocked by\n- [ ] #1\n- acme/web#2\n\nBlocked by: #3, #4\n\`\`\`\n#5\n\`\`\`\n<!-- #6 --> depends on #7\n`;
const code = '// fixes #12\nconst a = "#3"; /* acme/shop#4 */\n# https://github.com/acme/shop/pull/9\n""" #5 """\n';
const words = [
  '--json',
  '--cache',
  '--cache=/x',
  '--limit',
  '3',
  '--limit=-1',
  '--',
  '-h',
  '--untrusted',
  '--all',
  '.',
  '',
];

function expectPlaces(text: string, found: readonly Reference[]): void {
  let before = 0;
  for (const { number, start, end } of found) {
    expect(Number.isSafeInteger(number) && number > 0, `a reference to number ${number}`);
    expect(start >= before && end > start && end <= text.length, 'a reference out of its place');
    before = start;
  }
}

export const textTargets: readonly FuzzTarget[] = [
  target('references in a text', textLike(message, markdown), (text) => {
    expectPlaces(text, findReferences(text));
    expectPlaces(text, findReferences(markdownProse(text)));
  }),
  target('beginning of a text', textLike(message, markdown), (text) => {
    const excerpt = excerptOf(text);
    expect(excerpt === undefined || excerpt.text.length <= excerptLimit, 'too long');
    expect(excerpt?.text.trim() !== '', 'nothing to be seen');
  }),
  target('blockers in a text', textLike(markdown), (text) => {
    expect(
      findBlockers(text).every(({ number }) => Number.isSafeInteger(number) && number > 0),
      'no number',
    );
  }),
  target(
    'references in a document',
    fc.tuple(
      fc.constantFrom('typescript', 'python', 'markdown', 'git-commit', 'html', 'sql', 'unknown'),
      textLike(code),
    ),
    ([language, text]) => {
      expectPlaces(text, textReferences(language, text));
    },
  ),
  target(
    'address of a remote',
    textLike(
      'https://u:p@github.com/acme/shop.git',
      'git@github.com:acme/shop.git',
      'ssh://git@github.com:22/acme/shop',
    ),
    (url) => {
      const { hosts } = namedHosts(defaultGitHubSettings);
      const address = readRemoteAddress(url, hosts);
      expect(address === null || !/[\s/@]/.test(address.owner + address.name), 'no name of a repository');
    },
  ),
  target(
    'words on the command line',
    fc.array(fc.oneof(fc.constantFrom(...commands, ...words), anyText), { maxLength: 6 }),
    (given) => {
      const parsed = parseCommandLine(given);
      expect(parsed.ok || (parsed.error !== '' && !parsed.error.includes('\n')), 'no line on what is wrong');
    },
  ),
  target(
    'settings of GitHub',
    jsonLike({ ...defaultGitHubSettings, enabled: true, priorityLabels: { '0': ['p0'], '1': ['p1'] } }),
    (given) => {
      const values = typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
      const settings = readGitHubSettings({ value: (name) => values[name], byDefault: () => undefined });
      if (settings === null) return;
      const lists = [settings.inProgressLabels, settings.blockedLabels, ...settings.priorityLabels];
      expect(
        lists.flat().every((each) => typeof each === 'string' && each !== ''),
        'a label is none',
      );
      for (const { apiUrl } of namedHosts(settings).hosts) expect(URL.canParse(apiUrl), 'no address');
    },
  ),
];

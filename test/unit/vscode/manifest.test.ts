import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../rig/paths';

interface Setting {
  readonly markdownDescription?: string;
  readonly description?: string;
  readonly enumDescriptions?: readonly string[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Setting>>;
}

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly image: Readonly<Record<string, string>>; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
}

const read = (name: string): string => readFileSync(path.join(projectRoot, name), 'utf8');
const text = read('package.json');
const { contributes } = JSON.parse(text) as Manifest;
const words = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
const said = (key: string): string => words[key.slice(1, -1)] ?? '';
const commands = contributes.commands.map(({ command }) => command);
const settings = Object.keys(contributes.configuration.properties);
const steps = contributes.walkthroughs.flatMap((each) => each.steps);

describe('the words of the manifest', () => {
  const used = [...text.matchAll(/"%([^"%]+)%"/g)].map(([, key]) => key ?? '');

  it('are there for every key, and no others', () => {
    expect([...new Set(used)].sort()).toEqual(Object.keys(words).sort());
    expect(Object.values(words).filter((each) => each.trim() === '')).toEqual([]);
  });

  it('are in no text of the manifest itself', () => {
    const shown = /"(title|description|markdownDescription|altText|name|contextualTitle|displayName)": "([^%"][^"]*)"/g;
    expect([...text.matchAll(shown)].map(([whole]) => whole)).toEqual(['"name": "context-scout"']);
  });

  it('describe every command and setting', () => {
    for (const { command, title, category } of contributes.commands) {
      expect([command, said(title) !== '', said(category)]).toEqual([command, true, 'Context Scout']);
    }
    const undescribed = (named: Readonly<Record<string, Setting>>): readonly string[] =>
      Object.entries(named).flatMap(([name, setting]) => [
        ...(said(setting.markdownDescription ?? setting.description ?? '') === '' ? [name] : []),
        ...((setting.enum?.length ?? 0) === (setting.enumDescriptions?.length ?? 0) ? [] : [`${name}: enum`]),
        ...undescribed(setting.properties ?? {}),
      ]);
    expect(undescribed(contributes.configuration.properties)).toEqual([]);
  });
});

describe('the walkthrough', () => {
  it('has four steps, each with one button that runs a command there is', () => {
    expect(steps).toHaveLength(4);
    for (const { id, description } of steps) {
      const buttons = [...said(description).matchAll(/^\[[^\]]+\]\(command:([\w.]+)\)$/gm)].map(([, name]) => name);
      expect([id, buttons.length, commands.includes(buttons[0] ?? '')]).toEqual([id, 1, true]);
    }
  });

  it('is done with a step when that was done', () => {
    const views = Object.values(contributes.views).flatMap((each) => each.map(({ id }) => `onView:${id}`));
    const known = new Set([...commands.map((command) => `onCommand:${command}`), ...views]);
    for (const { completionEvents } of steps) {
      expect(completionEvents.length).toBeGreaterThan(0);
      expect(completionEvents.filter((event) => !known.has(event))).toEqual([]);
    }
  });

  it('has small pictures for dark and light, and words for whoever does not see them', () => {
    for (const { media } of steps) {
      expect(Object.keys(media.image)).toEqual(['dark', 'light', 'hc', 'hcLight']);
      expect(said(media.altText).length).toBeGreaterThan(40);
      for (const file of Object.values(media.image)) {
        const picture = path.join(projectRoot, file);
        expect([file, existsSync(picture)]).toEqual([file, true]);
        expect([file, statSync(picture).size < 100_000]).toEqual([file, true]);
      }
    }
  });
});

describe('the README', () => {
  const readme = read('README.md');
  const column = (heading: string): readonly string[] => {
    const part = readme.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
    const cells = part.split('\n').flatMap((line) => (line.startsWith('| ') ? [line.split('|')[1] ?? ''] : []));
    return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''));
  };

  it('lists every command, by its name in the palette', () => {
    const palette = contributes.commands.map(({ title }) => said(title));
    expect([...column('Commands')].sort()).toEqual([...palette].sort());
  });

  it('lists every setting', () => {
    expect([...column('Settings')].sort()).toEqual([...settings].sort());
  });

  it('shows pictures that are there', () => {
    const shown = [...readme.matchAll(/(?:\]\(|src="|srcset=")(media\/[^)"\s]+)/g)].map(([, file]) => file ?? '');
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.filter((file) => !existsSync(path.join(projectRoot, file)))).toEqual([]);
  });
});

/** Answers for a small format of markdown records to try the engine with, and for sources of it. */
import { RecordFields } from '../../../src/adapters/trackers/markdown/fields';
import type { MarkdownFormat } from '../../../src/adapters/trackers/markdown/format';
import { MarkdownSource, type MarkdownMeans } from '../../../src/adapters/trackers/markdown/markdownSource';
import { systemClock } from '../../../src/adapters/clock/systemClock';
import type { SourceReading } from '../../../src/ports/tracker';
import { FakeLog } from '../../fakes/fakeLog';
import { plainRules } from '../../fakes/issues';

const sampleFolders = ['notes/open', 'notes/done'] as const;

export const sampleFormat: MarkdownFormat = {
  kind: 'sample',
  label: 'Sample',
  folders: sampleFolders,
  settings: ['notes/settings.yml'],
  version: '1',
  isRecord: (path) => path.endsWith('.md') && !path.endsWith('/readme.md'),
  decode({ frontMatter }) {
    const fields = new RecordFields(frontMatter);
    const id = fields.text('id');
    if (fields.text('kind') === 'page') return { kind: 'nothing' };
    if (id === null) return { kind: 'malformed', line: fields.lineOf('id'), why: 'has no id' };
    const facts = {
      id,
      title: fields.text('title') ?? id,
      trackerStatus: fields.text('status') ?? 'open',
      notWork: fields.flag('template') ?? false,
      priority: null,
      type: fields.text('type'),
      labels: fields.texts('labels'),
      assignees: fields.texts('assignee'),
      author: null,
      phase: fields.text('phase'),
      started: false,
      createdAtMs: fields.time('created'),
      updatedAtMs: fields.time('updated'),
      closedAtMs: null,
      deferUntilMs: null,
      url: null,
      edges: fields.texts('needs').map((target) => ({ kind: 'needs', id: target, scope: null, reversed: false })),
    };
    return { kind: 'issue', facts, remarks: fields.remarks };
  },
};

export const sampleText = (id: string, title = `About ${id}`, more = ''): string =>
  `---\nid: ${id}\ntitle: ${title}\nstatus: open\n${more}---\n\n# ${title}\n`;

export function sampleSource(root: string, means: Partial<MarkdownMeans> = {}): MarkdownSource {
  return new MarkdownSource({
    home: { root, name: 'shop' },
    format: sampleFormat,
    rules: plainRules,
    changes: null,
    log: new FakeLog(),
    clock: systemClock,
    writer: null,
    ...means,
  });
}

const never = new AbortController().signal;

/** @throws when it could not be read. */
export async function readSample(source: MarkdownSource): Promise<SourceReading> {
  const result = await source.read(never);
  if (!result.ok) throw new Error(`not read: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** Answers for whether recorded answers of GitHub are read: each issue in them as one, each pull request as one. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabelRules } from '../../src/adapters/trackers/github/labelRules';
import { defaultGitHubSettings } from '../../src/adapters/trackers/github/options';
import { decodeListed } from '../../src/adapters/trackers/github/record';
import type { Check } from './beadsCorpus';

interface Recording {
  readonly path: string;
  readonly status: number;
  readonly response: unknown;
}

interface RecordedIssue {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly html_url: string;
  readonly repository_url: string;
  readonly pull_request?: unknown;
}

/** Returns how many records were read. */
export async function checkRecordings(folder: string, check: Check): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  let count = 0;
  for (const name of names) {
    const recordings = JSON.parse(await readFile(join(folder, name), 'utf8')) as readonly Recording[];
    const records = recordings.filter(({ status }) => status === 200).flatMap(({ response }) => recordsIn(response));
    count += records.length;
    const wrong = records.filter((record) => !isReadAs(record));
    check(
      `${name}: ${records.length} records are read`,
      records.length > 0 && wrong.length === 0,
      JSON.stringify(wrong[0]),
    );
  }
  return count;
}

const recordsIn = (response: unknown): readonly RecordedIssue[] =>
  (Array.isArray(response) ? response : (response as { readonly items: unknown }).items) as readonly RecordedIssue[];

function isReadAs(record: RecordedIssue): boolean {
  const repository = record.repository_url.split('/').slice(-2).join('/');
  const labels = new LabelRules(defaultGitHubSettings);
  const listed = decodeListed(record, { hostName: 'github.com', repository, labels });
  switch (listed.kind) {
    case 'malformed':
      return false;
    case 'pull':
      return record.pull_request !== undefined && listed.pull.url === record.html_url;
    case 'issue':
      return (
        record.pull_request === undefined &&
        listed.number === record.number &&
        listed.open === (record.state === 'open') &&
        listed.facts.title === record.title &&
        listed.facts.url === record.html_url
      );
  }
}

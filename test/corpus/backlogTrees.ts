/** Answers for made-up Backlog.md projects, the same ones for the same seed, with all that people and tools write. */
import { seeded } from '../bench/seeded';

export interface BacklogTree {
  /** Text by path below the root. */
  readonly files: ReadonlyMap<string, string>;
  /** Titles of milestones by id, lower case. */
  readonly phases: ReadonlyMap<string, string>;
  /** Ids that one record alone claims. */
  readonly askable: readonly string[];
}

interface Statuses {
  readonly names: readonly string[];
  readonly yaml: string;
}

const statusSets: readonly Statuses[] = [
  { names: ['To Do', 'In Progress', 'Done'], yaml: '' },
  { names: ['To Do', 'In Progress', 'Done'], yaml: 'statuses: ["To Do", "In Progress", "Done"]\n' },
  { names: ['Open', 'Closed'], yaml: "statuses: ['Open', Closed] # two suffice\n" },
  {
    names: ['Backlog', 'Doing', 'In Review', 'Shipped'],
    yaml: 'statuses:\n  - Backlog\n  - Doing\n  - "In Review"\n  - Shipped\n',
  },
  { names: ['Only'], yaml: 'statuses: [Only]\n' },
  { names: ['Done', 'todo', 'Released'], yaml: 'statuses: [Done, todo, Released]\n' },
];
const layouts: readonly { readonly folder: string; readonly config: string; readonly extra: string }[] = [
  { folder: 'backlog', config: 'backlog/config.yml', extra: '' },
  { folder: 'backlog', config: 'backlog/config.yaml', extra: '' },
  { folder: '.backlog', config: '.backlog/config.yml', extra: '' },
  { folder: 'planning/work', config: 'backlog.config.yml', extra: 'backlog_directory: "planning/work"\n' },
  { folder: 'backlog', config: 'backlog.config.yml', extra: '' },
];
const titles = ['Plain words', '"Quoted: with a colon"', "'It''s quoted'", 'Ünïcode ✓ title', '12', '"tab\\tinside"'];
const people = [
  '@dana',
  '"@dana"',
  'dana',
  '[@dana, "@other", third]',
  '[]',
  '',
  '\n  - "@dana"\n  - other',
  "'@dana'",
];
const reporters = ['@dana', 'dana', '"@dana"'];
const labels = ['[]', '[bug, "web ui"]', '\n  - bug\n  - 7', "['a, b', c]"];
const dates = [
  '2025-06-03',
  "'2025-06-03 14:05'",
  '2025-06-03 14:05',
  '2025-06-03T14:05',
  '2025-06-03 14:05:06',
  '2025-06-03T14:05:06Z',
  '2025-06-03T14:05:06.123+02:00',
  '"2025-06-03T14:05:06+02:00"',
  '2025-06-03 00:00',
  '03-06-25',
  '03/06/25',
  "'03.06.25'",
  'soon',
];
const prefixes: readonly (string | null)[] = [null, 'task', 'back', 'JIRA'];

class TreeMaker {
  readonly files = new Map<string, string>();
  private readonly random: () => number;
  private readonly statuses: Statuses;
  private readonly folder: string;
  private readonly config: string;
  private readonly prefix: string;
  /** The ids of tasks, as `3` and `3.1`. */
  private readonly numbers: readonly string[];
  /** The id that two records have. */
  private readonly claimed: string | null;

  constructor(
    private readonly seed: number,
    private readonly size: number,
    ambiguous: boolean,
  ) {
    this.random = seeded(seed);
    const { folder, config, extra } = this.pick(layouts);
    const prefix = this.pick(prefixes);
    this.statuses = this.pick(statusSets);
    this.folder = folder;
    this.config = config;
    this.prefix = prefix ?? 'task';
    const said = prefix === null ? '' : `task_prefix: "${prefix}"\n`;
    const text = `project_name: "Project ${seed}"\n# a comment\n${this.statuses.yaml}labels: []\n${said}${extra}zero_padded_ids: 3\n`;
    this.files.set(config, this.chance(0.2) ? text.replaceAll('\n', '\r\n') : text);
    const numbers: string[] = [];
    for (let n = 1; numbers.length < size; n++) numbers.push(this.chance(0.2) && n > 1 ? `${n - 1}.${n}` : `${n}`);
    this.numbers = numbers;
    this.claimed = ambiguous ? this.pick(numbers) : null;
  }

  make(): BacklogTree {
    const { claimed } = this;
    this.numbers.forEach((number, index) => {
      // Both claimants done: then being ambiguous is all that blocks.
      const completed = this.chance(0.12) || number === claimed;
      this.addTask(completed ? 'completed' : 'tasks', number, index);
    });
    if (claimed !== null) this.addTask(this.chance(0.5) ? 'completed' : 'tasks', claimed, this.size);
    this.addTask('archive/tasks', '500', 500);
    this.addTask('archive/tasks', this.pick(this.numbers), 501);
    this.addTask('tasks/old', '600', 600);
    this.write('tasks/readme.md', 'No task.\n');
    this.write('drafts/draft-1 - Idea.md', '---\nid: draft-1\ntitle: Idea\nstatus: Draft\ndependencies: []\n---\n');
    this.write('milestones/m-1 - first.md', '---\nid: m-1\ntitle: "First release"\n---\n\n## Description\n');
    this.write(
      `tasks/${this.prefix.toLowerCase()}-700 - Broken.md`,
      '---\nid: x-700\ntitle: one: two\nstatus: Done\n---\n',
    );
    if (this.files.get(this.config)?.includes('task_prefix') === true) {
      this.write('tasks/other-1 - Foreign.md', '---\nid: other-1\ntitle: Foreign\nstatus: Done\n---\n');
    }
    return {
      files: this.files,
      phases: new Map([['m-1', 'First release']]),
      askable: this.numbers.filter((number) => number !== claimed).map((number) => `${this.prefix}-${number}`),
    };
  }

  private addTask(place: string, number: string, index: number): void {
    const name = `${this.prefix.toLowerCase()}-${this.chance(0.5) ? number : padded(number)}`;
    const lines = [
      `id: ${this.quoted(this.spelled(number))}`,
      `title: ${this.pick(titles)}`,
      ...this.maybe(0.93, `status: ${this.status()}`),
      ...this.maybe(0.8, `assignee: ${this.pick(people)}`),
      ...this.maybe(0.3, `reporter: ${this.pick(reporters)}`),
      ...this.maybe(0.9, `created_date: ${this.pick(dates)}`),
      ...this.maybe(0.5, `updated_date: ${this.pick(dates)}`),
      ...this.maybe(0.8, `labels: ${this.pick(labels)}`),
      ...this.maybe(0.4, `milestone: ${this.pick(['m-1', 'M-1', 'm-9', '"Release 2"'])}`),
      ...this.maybe(0.8, `dependencies: ${this.dependencies()}`),
      ...this.maybe(number.includes('.') ? 0.9 : 0.05, `parent_task_id: ${this.spelled(number.split('.')[0] ?? '')}`),
      ...this.maybe(0.6, `priority: ${this.pick(['high', 'medium', 'low', 'High', 'whenever'])}`),
      ...this.maybe(0.2, 'type: bug'),
      ...this.maybe(0.2, 'ordinal: 1000'),
    ];
    const body = '\n## Description\n\nWords.\n\n---\n\n- [ ] #1 not front matter: @dana\n';
    const text = `---\n${lines.join('\n')}\n---\n${body}`;
    const ended = this.chance(0.15) ? text.replaceAll('\n', '\r\n') : text;
    this.write(`${place}/${name} - Title-${index}.md`, (this.chance(0.08) ? '\uFEFF' : '') + ended);
  }

  private status(): string {
    const chosen = this.random();
    if (chosen < 0.08) return 'Parked';
    if (chosen < 0.12) return 'Draft';
    if (chosen < 0.15) return '';
    const name = this.pick(this.statuses.names);
    return this.chance(0.2) ? `" ${name.toUpperCase()} "` : name;
  }

  private dependencies(): string {
    const entries = Array.from({ length: Math.floor(this.random() * 3.4) }, () => this.dependency());
    if (entries.length === 0) return '[]';
    if (this.chance(0.06)) return this.spelled(this.pick(this.numbers));
    return this.chance(0.5) ? `[${entries.join(', ')}]` : entries.map((entry) => `\n  - ${entry}`).join('');
  }

  private dependency(): string {
    if (this.claimed !== null && this.chance(0.4)) return this.spelled(this.claimed);
    const chosen = this.random();
    if (chosen < 0.03) return `${this.prefix}-999`;
    if (chosen < 0.05) return 'draft-1';
    if (chosen < 0.07) return `${this.prefix}-500`;
    if (chosen < 0.08) return 'null';
    if (chosen < 0.09) return '""';
    if (chosen < 0.11) return `${this.prefix}-700`;
    const number = this.pick(this.numbers);
    return this.chance(0.15) ? `"${number}"` : this.quoted(this.spelled(number));
  }

  private spelled(number: string): string {
    const prefix = this.chance(0.3) ? this.prefix.toUpperCase() : this.prefix.toLowerCase();
    return `${prefix}-${this.chance(0.3) ? padded(number) : number}`;
  }

  private quoted(text: string): string {
    return this.chance(0.3) ? `"${text}"` : text;
  }

  private maybe(chance: number, line: string): readonly string[] {
    return this.chance(chance) ? [line] : [];
  }

  private write(path: string, text: string): void {
    this.files.set(`${this.folder}/${path}`, text);
  }

  private chance(of: number): boolean {
    return this.random() < of;
  }

  private pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.random() * from.length)];
    if (picked === undefined) throw new Error(`nothing to pick for seed ${this.seed}`);
    return picked;
  }
}

const padded = (number: string): string => number.replace(/\d+/g, (digits) => digits.padStart(3, '0'));

/**
 * @param size number of tasks, done ones included
 * @param ambiguous whether two records claim one id: such a project the tool refuses to list, it tells of single tasks
 */
export const makeTree = (seed: number, size: number, ambiguous: boolean): BacklogTree =>
  new TreeMaker(seed, size, ambiguous).make();

/** A cache folder that processes share: real ones, or played by one {@link FileLeadership} each. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FileLeadership, type FileLeadershipOptions } from '../../src/adapters/store/leader/fileLeadership';
import { systemRandom } from '../../src/adapters/random/systemRandom';
import { claimName, fetchedName, instancesFolder } from '../../src/adapters/store/sourceFolder';
import { sourceFolderName } from '../../src/adapters/store/sourceFolderName';
import type { StoredSource } from '../../src/ports/issueStore';
import { FakeClock } from '../fakes/fakeClock';
import { FakeFileWatcher } from '../fakes/fakeFileWatcher';
import { FakeLog } from '../fakes/fakeLog';
import { source, toldTo } from './leadershipContract';

/** One process. Its time passes only when it is told to: one whose time stands still is suspended. */
export class Member {
  readonly clock: FakeClock;
  readonly log = new FakeLog();
  readonly leadership: FileLeadership;
  readonly told: string[];

  constructor(options: Pick<FileLeadershipOptions, 'folder' | 'fileWatcher'>, atMs: number) {
    this.clock = new FakeClock(atMs);
    const { clock, log } = this;
    this.leadership = new FileLeadership({ ...options, kind: 'window', random: systemRandom, clock, log });
    this.told = toldTo(this.leadership);
  }

  get epoch(): number | null {
    return this.leadership.epochOf(source);
  }

  /** What was logged for people to act on. */
  warnings(): readonly string[] {
    return this.log.lines.filter((line) => line.startsWith('warn'));
  }
}

export class LeadershipSandbox {
  readonly root = mkdtempSync(join(tmpdir(), 'context-scout-leader-'));
  /** Does not exist at first. */
  readonly folder = join(this.root, 'cache');
  readonly watcher = new FakeFileWatcher();
  private readonly members: Member[] = [];
  private nowMs = Date.parse('2026-01-10T10:00:00.000Z');

  open(): Member {
    const member = new Member({ folder: this.folder, fileWatcher: this.watcher }, this.nowMs);
    this.members.push(member);
    return member;
  }

  /** Opens a process that joined {@link source}. */
  async joined(): Promise<Member> {
    const member = this.open();
    await member.leadership.join(source);
    return member;
  }

  /** Lets time pass for these members, and stand still for all others. */
  pass(ms: number, members: readonly Member[] = this.members): void {
    const stepMs = 50;
    for (let passed = 0; passed < ms; passed += stepMs) for (const { clock } of members) clock.advance(stepMs);
    this.nowMs += ms;
  }

  sourceFolder(of: StoredSource = source): string {
    return join(this.folder, sourceFolderName(of));
  }

  /** Absolute path of a file of the source. */
  file(...names: readonly string[]): string {
    return join(this.sourceFolder(), ...names);
  }

  /** Makes a file, and the folders above it. @param ageMs how long ago, by the clock of the members */
  put(file: string, text: string, ageMs = 0): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    this.age(file, ageMs);
  }

  age(file: string, ageMs: number): void {
    const seconds = (this.nowMs - ageMs) / 1000;
    utimesSync(file, seconds, seconds);
  }

  /** As the store does: written beside, and renamed. */
  write(epoch: number, of: StoredSource = source): void {
    const file = join(this.sourceFolder(of), fetchedName(epoch));
    this.put(`${file}.tmp`, String(Math.random()));
    renameSync(`${file}.tmp`, file);
  }

  /** What each claim says. */
  claims(of: StoredSource = source): Readonly<Record<string, string>> {
    const folder = this.sourceFolder(of);
    const names = readdirSync(folder).filter((name) => name.startsWith('leader.'));
    return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  }

  /** Absolute paths of the instances' files. */
  instances(): readonly string[] {
    const folder = join(this.folder, instancesFolder);
    return readdirSync(folder).map((name) => join(folder, name));
  }

  /** Makes the file of a process, and its claim of `epoch`. @param facts what the file says of the process */
  stranger(epoch: number, facts: object, ageMs = 0): string {
    const id = `window-1-stranger${epoch}`;
    const file = join(this.folder, instancesFolder, `${id}.json`);
    this.put(file, JSON.stringify(facts), ageMs);
    this.put(this.file(claimName(epoch)), id);
    return file;
  }

  async remove(): Promise<void> {
    for (const { leadership } of this.members) await leadership.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}

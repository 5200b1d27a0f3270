/** Answers for a home with sample records in a temporary folder. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sampleText } from './sampleFormat';

export class SampleTree {
  private constructor(
    readonly folder: string,
    readonly root: string,
  ) {}

  static async create(): Promise<SampleTree> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'records ')));
    const tree = new SampleTree(folder, join(folder, 'home ü'));
    await mkdir(join(tree.root, 'notes/open'), { recursive: true });
    return tree;
  }

  path(path: string): string {
    return join(this.root, path);
  }

  async write(path: string, content: string | Buffer): Promise<void> {
    await mkdir(dirname(this.path(path)), { recursive: true });
    await writeFile(this.path(path), content);
  }

  /** A record whose id is the name of its file. */
  record(path: string, title?: string, more?: string): Promise<void> {
    return this.write(path, sampleText(path.replace(/^.*\/|\.md$/g, ''), title, more));
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

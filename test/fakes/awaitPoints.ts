/** Answers for counting every call by which a program looks at the world, and for doing something right before one. */
import childProcess from 'node:child_process';
import fs, { type PathLike } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
type Holder = Record<string, unknown>;

/**
 * What awaits, and what looks at once: another process can move files between any two of these, and cannot be seen to
 * have done so between any other lines.
 */
const lookingFunctions: readonly (readonly [object, readonly string[]])[] = [
  [fs.promises, ['stat', 'lstat', 'open', 'readFile', 'readdir', 'realpath', 'access', 'opendir', 'readlink']],
  [fs, ['stat', 'lstat', 'open', 'readFile', 'readdir', 'realpath', 'access', 'createReadStream', 'read', 'fstat']],
  [fs, ['statSync', 'lstatSync', 'openSync', 'fstatSync', 'readSync', 'opendirSync', 'readdirSync', 'realpathSync']],
  [fs.realpathSync, ['native']],
  [childProcess, ['spawn', 'execFile', 'exec', 'fork']],
  [timers, ['setImmediate', 'setTimeout']],
];
const handleFunctions = ['stat', 'read', 'readFile', 'close'];

export class AwaitPoints {
  private readonly restorations: (() => void)[] = [];
  private counted = 0;
  private inside = false;
  private onCall: (count: number) => void = () => undefined;

  private constructor() {
    for (const [holder, names] of lookingFunctions) for (const name of names) this.wrap(holder as Holder, name);
  }

  /** Of this process, from now on. */
  static async watch(existing: PathLike): Promise<AwaitPoints> {
    const handle = await fs.promises.open(existing);
    const points = new AwaitPoints();
    const prototype = Object.getPrototypeOf(handle) as Holder;
    for (const name of handleFunctions) points.wrap(prototype, name);
    syncBuiltinESMExports();
    await handle.close();
    return points;
  }

  /** Calls since {@link begin}. */
  get count(): number {
    return this.counted;
  }

  /** Counts anew. @param onCall is called before each call with its number, from 1; what it calls itself is not counted */
  begin(onCall: (count: number) => void): void {
    this.counted = 0;
    this.onCall = onCall;
  }

  /** Does something whose calls are nobody's. */
  uncounted(action: () => void): void {
    const before = this.inside;
    this.inside = true;
    try {
      action();
    } finally {
      this.inside = before;
    }
  }

  end(): void {
    this.onCall = () => undefined;
  }

  restore(): void {
    for (const restore of this.restorations) restore();
    syncBuiltinESMExports();
  }

  private wrap(holder: Holder, name: string): void {
    const original = holder[name] as (AnyFunction & Holder) | undefined;
    if (original === undefined) return;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the function below has a `this` of its own
    const points = this;
    const wrapped = Object.assign(function (this: unknown, ...args: unknown[]): unknown {
      points.tell();
      return original.apply(this, args);
    }, original);
    holder[name] = wrapped;
    this.restorations.push(() => {
      holder[name] = original;
    });
  }

  private tell(): void {
    if (this.inside) return;
    this.uncounted(() => {
      this.onCall(++this.counted);
    });
  }
}

/** File operations that fail as a file of faults says, which a test writes and changes while they are used. */
import { readFileSync } from 'node:fs';
import { nodeFiles, type FileOperations } from '../../src/adapters/store/fileOperations';

export type FaultyOperation = 'open' | 'read' | 'write' | 'fsync' | 'rename' | 'remove' | 'mkdir' | 'readdir';

export type Effect =
  /** Throws the system's error of that code, and does nothing. */
  | { readonly kind: 'fail'; readonly code: string }
  /** Of a write: so many bytes, and then the disk is full. */
  | { readonly kind: 'full'; readonly bytes: number }
  /** Of a write: so many bytes, and nobody is told that there were more. */
  | { readonly kind: 'torn'; readonly bytes: number }
  /** The process is stopped (SIGSTOP) before the call, which is done when it goes on. */
  | { readonly kind: 'stop' }
  /** The process is killed before the call. */
  | { readonly kind: 'kill' };

export interface Fault {
  readonly operation: FaultyOperation;
  /** A part of the paths concerned, that of a rename's target. */
  readonly path: string;
  /** So many such calls go well before. */
  readonly after?: number;
  /** So many do not; absent: all from then on. */
  readonly times?: number;
  readonly effect: Effect;
}

/** @param faultsFile absolute path of a JSON file with a list of {@link Fault}s; no file means no faults */
export function faultyFiles(faultsFile: string): FileOperations {
  const faults = new Faults(faultsFile);
  const paths = new Map<number, string>();
  const pathOf = (handle: number): string => paths.get(handle) ?? '';
  return {
    ...nodeFiles,
    open: (path, flags) => {
      faults.meet('open', path);
      const handle = nodeFiles.open(path, flags);
      paths.set(handle, path);
      return handle;
    },
    read: (handle) => {
      faults.meet('read', pathOf(handle));
      return nodeFiles.read(handle);
    },
    write: (handle, bytes) => {
      const effect = faults.meet('write', pathOf(handle));
      if (effect === null) nodeFiles.write(handle, bytes);
      else nodeFiles.write(handle, bytes.subarray(0, effect.bytes));
      if (effect?.kind === 'full') throw systemError('ENOSPC', 'write', pathOf(handle));
    },
    fsync: (handle) => {
      faults.meet('fsync', pathOf(handle));
      nodeFiles.fsync(handle);
    },
    close: (handle) => {
      paths.delete(handle);
      nodeFiles.close(handle);
    },
    rename: (from, to) => {
      faults.meet('rename', to);
      nodeFiles.rename(from, to);
    },
    remove: (path) => {
      faults.meet('remove', path);
      nodeFiles.remove(path);
    },
    mkdir: (path) => {
      faults.meet('mkdir', path);
      nodeFiles.mkdir(path);
    },
    readdir: (path) => {
      faults.meet('readdir', path);
      return nodeFiles.readdir(path);
    },
  };
}

class Faults {
  private content = '';
  private faults: readonly Fault[] = [];
  private calls: number[] = [];

  constructor(private readonly file: string) {}

  /** What a write does instead, if anything. @throws the error the call is to fail with. */
  meet(operation: FaultyOperation, path: string): Extract<Effect, { bytes: number }> | null {
    const effect = this.effectOn(operation, path);
    switch (effect?.kind) {
      case undefined:
        return null;
      case 'fail':
        throw systemError(effect.code, operation, path);
      case 'stop':
      case 'kill':
        process.kill(process.pid, effect.kind === 'stop' ? 'SIGSTOP' : 'SIGKILL');
        waitForSignal();
        return null;
      case 'full':
      case 'torn':
        return effect;
    }
  }

  private effectOn(operation: FaultyOperation, path: string): Effect | null {
    this.readAnew();
    for (const [at, fault] of this.faults.entries()) {
      if (fault.operation !== operation || !path.includes(fault.path)) continue;
      const call = this.calls[at] ?? 0;
      this.calls[at] = call + 1;
      const { after = 0, times = Infinity } = fault;
      if (call >= after && call < after + times) return fault.effect;
    }
    return null;
  }

  private readAnew(): void {
    let content = '[]';
    try {
      content = readFileSync(this.file, 'utf8');
    } catch {
      // No faults.
    }
    if (content === this.content) return;
    this.content = content;
    this.faults = JSON.parse(content) as readonly Fault[];
    this.calls = [];
  }
}

/** A signal meets a thread when it next enters the system, not at once; it waits there. */
function waitForSignal(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
}

function systemError(code: string, syscall: string, path: string): Error {
  return Object.assign(new Error(`${code}: a fault of a test, ${syscall} '${path}'`), { code, syscall, path });
}

/** Answers for what a run was measured on, in the words a scorecard carries. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cachePath } from '../rig/paths';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly platform: string;
  readonly node: string;
  /** Version of the workbench server; null: none is installed. */
  readonly vscode: string | null;
  readonly git: string;
  /** Mean of the last minute, as the run began: what else the machine had to do. */
  readonly loadAverage: number;
}

export function thisMachine(): Machine {
  return {
    processor: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.cpus().length,
    memoryGb: Math.round(os.totalmem() / 1e9),
    platform: `${os.type()} ${os.arch()}`,
    node: process.version,
    vscode: workbenchVersion(),
    git: execFileSync('git', ['--version'], { encoding: 'utf8' }).trim(),
    loadAverage: os.loadavg()[0] ?? 0,
  };
}

export function machineLine(machine: Machine): string {
  const { processor, cores, memoryGb, platform, node, vscode, git, loadAverage } = machine;
  const programs = [`Node ${node.slice(1)}`, ...(vscode === null ? [] : [`VS Code ${vscode}`]), git];
  const load = `load average ${loadAverage.toFixed(2)} at the start`;
  return `Measured on ${processor}, ${cores} cores, ${memoryGb} GB, ${platform}; ${programs.join(', ')}; ${load}.`;
}

function workbenchVersion(): string | null {
  try {
    const folder = readdirSync(cachePath()).find((name) => /^workbench-.*\d$/.test(name));
    if (folder === undefined) return null;
    const manifest = cachePath(folder, 'node_modules', 'code-server', 'lib', 'vscode', 'package.json');
    return (JSON.parse(readFileSync(path.resolve(manifest), 'utf8')) as { version: string }).version;
  } catch {
    return null;
  }
}

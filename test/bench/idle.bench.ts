/**
 * Measures what the extension does while nobody does anything: programs, requests, snapshots, and processor time of its
 * host, beside the same window with the empty extension.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startGitHub, type GitHubServer } from '../fakes/github/gitHubServer';
import type { Figure } from './figure';
import type { HostState, Tenant } from './gaugedWindow';
import { fillServer, openIdle, type IdleWindow } from './idlePlace';

/** What a window does after its start (housekeeping of the editor, remembering of ours) is over by then. */
const settleMs = 10_000;

const note =
  'Two windows side by side on copies of the demo, each with its view shown: one with our extension (Beads by bd with its database in a file, Roadmap, GitHub with a token), one with the empty one. The editor looks for no open ports.';

/** All that can be said of a window's host at one moment. */
interface Look {
  readonly host: HostState;
  /** Calls that `git` and `bd` noted themselves, whoever made them. */
  readonly calls: readonly string[];
  /** Revision of our snapshot; null where there is none. */
  readonly revision: number | null;
}

/** What happened between two looks. */
interface Spent {
  readonly programs: number;
  /** What was started, each once, as it was noted. */
  readonly words: string;
  readonly cpuMs: number;
}

/** Needs a production build. */
export async function benchIdle(seconds: number): Promise<readonly Figure[]> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-idle-'));
  const server = await startGitHub();
  fillServer(server);
  const opened: Partial<Record<Tenant, IdleWindow>> = {};
  try {
    const empty = (opened.empty = await openIdle('empty', path.join(scratch, 'empty'), server));
    const ours = (opened.ours = await openIdle('ours', path.join(scratch, 'ours'), server));
    await delay(settleMs);
    // The garbage of the start would be collected some time later, once.
    await Promise.all([empty.window.ask('heap'), ours.window.ask('heap')]);
    await delay(settleMs);
    const before = { ours: await look(ours), empty: await look(empty) };
    const mark = server.mark();
    await delay(seconds * 1_000);
    const after = { ours: await look(ours), empty: await look(empty) };
    return [
      ...figuresOfHosts(seconds, spent(before.ours, after.ours), spent(before.empty, after.empty)),
      ...figuresOfRequests(seconds, server, mark),
      {
        figure: `snapshots published in ${seconds} idle seconds`,
        value: (after.ours.revision ?? 0) - (before.ours.revision ?? 0),
        unit: 'count',
        yardstick: null,
        target: '',
        note,
      },
    ];
  } finally {
    for (const { window } of Object.values(opened)) await window.dispose();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function look({ window, programs }: IdleWindow): Promise<Look> {
  const host = await window.ask('work');
  return { host, calls: programs.calls(), revision: await window.revision() };
}

function spent(before: Look, after: Look): Spent {
  const started = after.host.started.slice(before.host.started.length);
  const calls = after.calls.slice(before.calls.length);
  // Whatever started a program: once it has ended, the kernel has its faults on the host's account.
  const unseen = after.host.childFaults === before.host.childFaults ? 0 : 1;
  const words = [...new Set([...started, ...calls])].join('; ');
  return {
    programs: Math.max(started.length, calls.length, unseen),
    words: words === '' && unseen > 0 ? 'something that only the kernel knows of' : words,
    cpuMs: after.host.cpuMs - before.host.cpuMs,
  };
}

const figuresOfHosts = (seconds: number, ours: Spent, empty: Spent): readonly Figure[] => [
  {
    figure: `programs started in ${seconds} idle seconds`,
    value: ours.programs,
    unit: 'count',
    yardstick: { name: 'empty extension', value: empty.programs },
    target: '0',
    note: `${note} The most that any of three counted: the host, git and bd themselves, the kernel.${ours.words === '' ? '' : ` Started: ${ours.words}`}`,
  },
  {
    figure: `processor time of the host in ${seconds} idle seconds`,
    value: ours.cpuMs,
    unit: 'ms',
    yardstick: { name: 'empty extension', value: empty.cpuMs },
    target: '1.1x',
    note,
  },
];

function figuresOfRequests(seconds: number, server: GitHubServer, mark: number): readonly Figure[] {
  const requests = server.requestsSince(mark);
  const unchanged = requests.filter(({ status, points }) => status === 304 && points === 0);
  const others = requests.filter((request) => !unchanged.includes(request));
  const words = others.map(({ method, path: at, status }) => `${method} ${at} ${status}`).join('; ');
  return [
    {
      figure: `requests in ${seconds} idle seconds that are not conditional or cost points`,
      value: others.length,
      unit: 'count',
      yardstick: null,
      target: '0',
      note: words === '' ? note : `${note} Sent: ${words}`,
    },
    {
      figure: `conditional requests in ${seconds} idle seconds`,
      value: unchanged.length,
      unit: 'count',
      yardstick: { name: 'one a minute', value: Math.ceil(seconds / 60) },
      // Their moments are spread by a tenth, so that one more may fall into the time.
      target: `${Math.ceil(seconds / 54)}`,
      note,
    },
  ];
}

/** Answers for what a window of the idle bench stands on: a repository with issues of every kind, and where they are from. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { commitAll } from '../e2e/support/githubPlace';
import { giveToken } from '../e2e/support/githubAccount';
import type { GitHubServer } from '../fakes/github/gitHubServer';
import { seedRepository } from '../fakes/github/seed';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { writeRoadmap } from './generatedRoadmap';
import { openGauged, showTenant, type GaugedWindow, type Tenant } from './gaugedWindow';
import { logPrograms, type LoggedPrograms } from './loggedPrograms';
import { waitFor } from './waitFor';

const counts = { roadmap: 200, github: 200 };
/** For a busy machine. */
const patienceMs = 60_000;
const token = 'ghp_SWRsZVdpbmRvd09mRGFuYTAwMDAwMDAwMDAwMDA';

export interface IdleWindow {
  readonly window: GaugedWindow;
  readonly programs: LoggedPrograms;
}

/** Fills the server; afterwards {@link openIdle} may be called. */
export function fillServer({ state }: GitHubServer): void {
  seedRepository(state, { issues: counts.github, pulls: 4, closed: 0 });
  state.addToken(token, 'dana');
}

/**
 * Opens a window with its view shown and everything read: Beads by a `bd`, Roadmap, GitHub with an account.
 * @param scratch absolute path of a folder of its own
 */
export async function openIdle(tenant: Tenant, scratch: string, server: GitHubServer): Promise<IdleWindow> {
  const folder = path.join(scratch, 'shop');
  makeDemoWorkspace(folder);
  writeRoadmap(folder, counts.roadmap, Date.now());
  // A database that is a file is watched; one behind a server is polled, as nothing tells when others change it.
  writeFileSync(path.join(folder, '.beads', 'beads.db'), '');
  commitAll(folder, 'chore: track more issues');
  execFileSync('git', ['remote', 'add', 'github', 'https://github.com/acme/shop.git'], { cwd: folder });
  const programs = logPrograms(path.join(scratch, 'programs'), {
    git: `exec '${programOf('git')}' "$@"`,
    bd: `case "$1" in export) cat '${path.join(folder, '.beads', 'issues.jsonl')}' ;; *) echo 'bd version 1.0.0' ;; esac`,
  });
  const window = await openGauged({
    tenant,
    folder,
    machineSettings: {
      'contextScout.github.apiUrl': server.origin,
      'contextScout.beads.command': programs.file('bd'),
      'git.path': programs.file('git'),
    },
  });
  try {
    await (tenant === 'ours' ? readAll(window, programs) : showTenant(window));
    return { window, programs };
  } catch (error) {
    await window.dispose();
    throw error;
  }
}

async function readAll({ session }: GaugedWindow, programs: LoggedPrograms): Promise<void> {
  const panel = await session.showPanel();
  await panel.locator('.row[data-key]').first().waitFor({ timeout: patienceMs });
  await session.runCommand('Context Scout: Use a GitHub Token');
  await giveToken(session.page, token);
  const chip = panel.locator('.chip[data-source="github:shop"]');
  await waitFor(async () => (await chip.getAttribute('data-state')) === 'quiet', 'GitHub was not read.', patienceMs);
  await waitFor(() => programs.calls().some((call) => call.startsWith('bd export')), 'bd was not asked.', patienceMs);
}

const programOf = (name: string): string =>
  execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();

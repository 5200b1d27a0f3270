/** Answers for several windows on one folder: one asks the server for all, whichever of them goes, and no other moment is shown. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGitHub, type GitHubServer } from '../fakes/github/gitHubServer';
import type { FakeIssue } from '../fakes/github/records';
import type { SeenRequest } from '../fakes/github/seenRequests';
import { cacheOf, signalHost, SourceCache, standingHosts } from './support/extensionHosts';
import { giveToken } from './support/githubAccount';
import { commitAll, gate, makeClone, seedPlace, type GitHubPlace } from './support/githubPlace';
import { openWorkbench, type WorkbenchSession } from './support/openWorkbench';
import { Seat } from './support/seat';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-windows-'));
const folder = path.join(scratch, 'shop');
const localIssue = path.join(folder, '.roadmap', 'issues', 'backlog', '1ea1ea1e-boil.md');
const token = 'ghp_U2V2ZXJhbFdpbmRvd3NPbmVUb2tlbjAwMDAwMDAw';

/** A leader whose process ended is found out within a beat, a suspended one after three to four, of 2 s each. */
const soonMs = 20_000;
/** A server is asked again by itself within this, as it is set here. */
const pollMs = 40_000;

/** What two windows would ask, where one does. */
function askedTwice(requests: readonly SeenRequest[]): readonly string[] {
  const asked = requests.map(({ method, path: at, query, graphql }) => JSON.stringify([method, at, query, graphql]));
  return asked.filter((each, index) => asked.indexOf(each) !== index);
}

const writeLocalIssue = (title: string): void => {
  writeFileSync(localIssue, `---\nid: 1ea1ea1e\ntitle: ${title}\nstatus: todo\npriority: high\n---\n`);
};

describe.skipIf(process.platform === 'win32')('several windows on one folder', () => {
  let server: GitHubServer;
  let place: GitHubPlace;
  let workbench: WorkbenchSession;
  let cache: string;
  let github: SourceCache;
  let first: Seat;
  let second: Seat;
  let stranger: Seat;
  let edits = 0;

  const keyOf = ({ number }: FakeIssue): string => `github:shop#${number}`;
  /** Somebody changes an issue on the server. */
  const editOnServer = (): { readonly title: string; readonly mark: number } => {
    const title = `Round the total, take ${(edits += 1)}`;
    const mark = server.mark();
    server.state.edit(place.other, { title });
    return { title, mark };
  };
  const both = (title: string, patienceMs = soonMs): Promise<readonly number[]> =>
    Promise.all([first, second].map((seat) => seat.sees(keyOf(place.other), title, patienceMs)));
  const takeSeat = async (): Promise<Seat> => {
    const known = standingHosts(cache);
    const seat = await Seat.at(await workbench.openAnother(), null);
    await seat.findHost(cache, known);
    return seat;
  };
  /** The window that leads comes first. */
  const order = (): void => {
    if (github.leader === second.pid) [first, second] = [second, first];
    expect(github.leader).toBe(first.pid);
  };

  beforeAll(async () => {
    server = await startGitHub();
    server.state.addToken(token, 'acme');
    place = seedPlace(server, 12);
    makeClone(folder, place.repository);
    mkdirSync(path.dirname(localIssue), { recursive: true });
    writeLocalIssue('Boil the water');
    commitAll(folder, 'chore: keep issues');
    workbench = await openWorkbench({
      folder,
      viewport: { width: 1000, height: 900 },
      trusted: 'ask',
      userSettings: { 'contextScout.freshness.periods': { remoteTracker: 30 } },
      machineSettings: { 'contextScout.github.apiUrl': server.origin },
    });
    cache = cacheOf(workbench.serverDataDir);
    github = new SourceCache(cache, 'github-shop');
    first = await Seat.at(workbench, 'Yes, I trust the authors');
    await workbench.runCommand('Context Scout: Use a GitHub Token');
    await giveToken(workbench.page, token);
    await first.row(keyOf(place.other)).waitFor();
    await first.findHost(cache, []);
  });

  afterAll(async () => {
    await workbench.dispose();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  });

  it('show the same, and the server hears of one of them', async () => {
    await expect.poll(() => github.writtenAtMs).toBeGreaterThan(0);
    const mark = server.mark();
    second = await takeSeat();
    await second.row(keyOf(place.other)).waitFor();
    await second.chip('github:shop').locator('.chip-main').click();
    await expect
      .poll(() => second.panel.locator('#source-details').innerText())
      .toContain('Another window asks GitHub for this');
    await second.chip('github:shop').locator('.chip-main').click();
    expect(github.leader).toBe(first.pid);
    // One conditional request is the leader's own, in its time.
    expect(server.requestsSince(mark).filter(({ status }) => status !== 304)).toEqual([]);
  });

  it('show what the leader found within a second of its writing', async () => {
    const delaysMs: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { title } = editOnServer();
      const written = github.writtenAtMs;
      await first.window.runCommand('Context Scout: Sync Now');
      const [, shownAtMs = Infinity] = await both(title);
      expect(github.writtenAtMs).toBeGreaterThan(written);
      delaysMs.push(shownAtMs - github.writtenAtMs);
    }
    expect(delaysMs.sort((a, b) => a - b)[1]).toBeLessThan(1_000);
  });

  it('make the leader ask, whichever of them the person syncs in', async () => {
    const { title, mark } = editOnServer();
    await second.window.runCommand('Context Scout: Sync Now');
    await both(title);
    expect(github.leader).toBe(first.pid);
    expect(askedTwice(server.requestsSince(mark))).toEqual([]);
  });

  it('repaint both when a file of issues is edited', async () => {
    writeLocalIssue('Boil the water twice');
    await Promise.all([first, second].map((seat) => seat.sees('roadmap:shop#1ea1ea1e', 'twice', soonMs)));
  });

  it('are joined by one that is not trusted, which neither leads nor asks', async () => {
    const mark = server.mark();
    const known = standingHosts(cache);
    stranger = await Seat.at(await workbench.openAnother('apart'), "No, I don't trust the authors");
    await stranger.row('roadmap:shop#1ea1ea1e').waitFor();
    await expect.poll(() => stranger.panel.locator('body').innerText()).toContain('Restricted Mode');
    expect(await stranger.chip('github:shop').count()).toBe(0);
    expect(standingHosts(cache)).toEqual(known);
    // It knows no token: what it asked would be without.
    expect(server.requestsSince(mark).filter(({ headers }) => headers.authorization === undefined)).toEqual([]);
  });

  it('go on when the one that leads is closed: another takes over, and notices the next change by itself', async () => {
    const third = await takeSeat();
    await first.window.page.close({ runBeforeUnload: true });
    await expect.poll(() => [second.pid, third.pid].includes(github.leader ?? 0), { timeout: soonMs }).toBe(true);
    first = third;
    order();
    const { title } = editOnServer();
    await both(title, pollMs);
  }, 90_000);

  it('go on when the extension host that leads is killed', async () => {
    const { epoch } = github;
    signalHost(workbench.serverDataDir, first.pid, 'SIGKILL');
    await expect.poll(() => github.leader, { timeout: soonMs }).toBe(second.pid);
    expect(github.epoch).toBeGreaterThan(epoch);
    const { title } = editOnServer();
    await second.window.runCommand('Context Scout: Sync Now');
    await second.sees(keyOf(place.other), title, soonMs);
    await first.window.page.close();
    first = await takeSeat();
    await first.sees(keyOf(place.other), title, soonMs);
  });

  it('go on when it is suspended in the midst of asking, and nothing old appears when it wakes', async () => {
    order();
    const titles = await Promise.all([first, second].map((seat) => seat.noteTitles(keyOf(place.other))));
    const lateAnswer = gate();
    server.faults.next({ until: lateAnswer.opened });
    const { mark } = editOnServer();
    await first.window.runCommand('Context Scout: Sync Now');
    await expect.poll(() => server.countSince(mark)).toBe(1);
    signalHost(workbench.serverDataDir, first.pid, 'SIGSTOP');
    const { title } = editOnServer();
    await second.window.runCommand('Context Scout: Sync Now');
    await second.sees(keyOf(place.other), title, soonMs);
    expect(github.leader).toBe(second.pid);
    signalHost(workbench.serverDataDir, first.pid, 'SIGCONT');
    lateAnswer.open();
    await first.sees(keyOf(place.other), title, soonMs);
    const { title: next } = editOnServer();
    await first.window.runCommand('Context Scout: Sync Now');
    await both(next);
    expect(github.leader).toBe(second.pid);
    for (const seen of titles) expect((await seen()).slice(1)).toEqual([title, next]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { PanelPatch } from '../../../src/protocol/messages';
import type { PanelSurroundings } from '../../../src/vscode/panel/panelHeader';
import { PanelProjection } from '../../../src/vscode/panel/panelState';
import { statusText } from '../../../src/vscode/statusText';
import { FakeTracker } from '../../fakes/fakeTracker';
import { issueOf } from '../../fakes/issues';
import { minute, RemoteWindow } from '../app/remoteWindow';
import { UnwatchedWindow } from '../app/unwatchedWindow';

const surroundings: PanelSurroundings = { hasFolder: true, trusted: true, syncing: false, failure: null, me: [] };

interface Screen {
  readonly projection: PanelProjection;
  readonly patches: PanelPatch[];
}

/** What a panel is sent from now on. */
function screenOf(scout: RemoteWindow['scoutOf'] extends () => infer Scout ? Scout : never): Screen {
  const projection = new PanelProjection(surroundings);
  projection.update(scout.context, surroundings);
  const patches: PanelPatch[] = [];
  scout.onDidChange(({ context }) => {
    const patch = projection.update(context, surroundings);
    if (patch !== null) patches.push(patch);
  });
  return { projection, patches };
}

const rowsOf = ({ upserts, removals, order }: PanelPatch): number => upserts.length + removals.length + order.length;

describe('the moment the freshness of something changes', () => {
  let end = (): void => undefined;
  afterEach(() => {
    end();
  });

  it('reaches panel and status bar by itself, and no row goes with it', async () => {
    const at = new RemoteWindow();
    const scout = at.scoutOf();
    end = () => {
      scout.dispose();
    };
    await scout.refresh();
    await at.pass(1_000);
    const readAtMs = scout.context?.sources[0]?.confirmedAtMs ?? 0;
    const { patches } = screenOf(scout);
    // Nobody answers any more, so that what is known grows old.
    at.tracker.whileReading = () => new Promise(() => undefined);
    const kinds = new Map<number, string>();
    for (let step = 0; step < 64; step++) {
      await at.pass(15_000);
      kinds.set(at.clock.nowMs() - readAtMs, statusText(scout.context, false, at.clock.nowMs()).kind);
    }
    const turns = patches.map(({ header }) => [header.snapshotAtMs - readAtMs, header.sources[0]?.freshness]);
    expect(turns).toContainEqual([5 * minute, 'ageing']);
    expect(turns).toContainEqual([15 * minute, 'stale']);
    expect(patches.map(rowsOf)).toEqual(patches.map(() => 0));
    expect(
      at.published.every(({ changed, removed }, index) => index === 0 || changed.length + removed.length === 0),
    ).toBe(true);
    const at5 = [...kinds].find(([ageMs]) => ageMs >= 5 * minute)?.[1];
    expect([[...kinds.values()][0], at5, [...kinds.values()].at(-1)]).toEqual(['fresh', 'ageing', 'stale']);
  });

  it('sends the panel nothing while an unwatched repository is confirmed again and again', async () => {
    const at = new UnwatchedWindow([new FakeTracker([issueOf('s-1')])]).withoutGitWatch();
    end = () => {
      at.scout.dispose();
    };
    await at.scout.refresh();
    await at.pass(1_000);
    const { patches, projection } = screenOf(at.scout);
    await at.pass(2 * minute);
    expect(patches).toEqual([]);
    expect(projection.state.header.repositories[0]).toMatchObject({ freshness: 'fresh', agedSinceMs: null });
    expect(projection.state.header.repositories[0]?.unwatched).toMatch(/\w/);
    at.attention.becomes('away');
    await at.pass(2 * minute);
    expect(patches.map(({ header }) => header.repositories[0]?.freshness)).toEqual(['ageing', 'stale']);
    expect(patches.map(rowsOf)).toEqual([0, 0]);
    expect(patches.at(-1)?.header.repositories[0]?.agedSinceMs).not.toBeNull();
  });
});

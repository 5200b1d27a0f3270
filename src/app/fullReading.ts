/** Answers for reading everything anew: what there is, all of the workspace, and what servers are asked beside it. */
import type { RequestPriority } from '../ports/httpClient';
import type { Heartbeat } from './heartbeat';
import type { Lanes, ScoutScope } from './lanes';
import type { Leading } from './leading';
import type { OneMoment } from './oneMoment';
import type { Publishing } from './publishing';
import type { Servers } from './servers';
import { SingleFlight } from './singleFlight';
import type { Staleness } from './staleness';
import type { WorkspaceWatch } from './workspaceWatch';

export interface FullReadingParts {
  readonly lanes: Lanes;
  readonly moment: OneMoment;
  readonly servers: Servers;
  readonly watch: WorkspaceWatch;
  readonly leading: Leading;
  readonly heartbeat: Heartbeat;
  readonly staleness: Staleness;
  readonly publishing: Publishing;
  readonly scope: () => ScoutScope;
  /** False in a headless run, which reads once. */
  readonly stays: boolean;
  /** Work that nobody waits for. */
  readonly inBackground: (work: Promise<unknown>) => void;
}

export class FullReading {
  private readonly flight = new SingleFlight(() => this.read());
  /** Somebody waits for the next one. */
  private urgent = false;

  constructor(
    private readonly parts: FullReadingParts,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Settles when all that is in the workspace was read; what servers say may come later. All who ask before it begins
   * share it.
   * @param priority `user`: a person waits for it
   * @returns settles when servers answered
   * @throws the signal's reason when aborted.
   */
  ask(priority: RequestPriority = 'refresh'): Promise<{ readonly answered: Promise<void> }> {
    if (priority === 'user') this.urgent = true;
    return this.flight.ask();
  }

  private async read(): Promise<{ readonly answered: Promise<void> }> {
    const { lanes, moment, servers, staleness, publishing, inBackground } = this.parts;
    this.signal.throwIfAborted();
    const priority = this.urgent ? 'user' : 'refresh';
    this.urgent = false;
    await this.findAll();
    if (priority === 'user') staleness.uses.used(null);
    const answered = servers.ask(priority);
    inBackground(answered);
    await moment.reach(lanes.local);
    // What an earlier run read of them is at hand in a moment, and belongs to the first rows.
    await Promise.race([answered, servers.met()]);
    this.signal.throwIfAborted();
    // Branches are known by now.
    const whole = answered.then(() => servers.askForBranches(priority));
    inBackground(whole);
    await publishing.current();
    return { answered: whole };
  }

  private async findAll(): Promise<void> {
    const { lanes, servers, watch, leading, heartbeat, publishing } = this.parts;
    const scope = this.parts.scope();
    await lanes.find(scope);
    leading.keepOnly(lanes.sourceStates.map(({ source }) => source));
    publishing.note();
    servers.follow(scope.trackers);
    for (const { state } of lanes.repositories.values()) servers.tellBranch(state);
    await watch.watchWhatIs(lanes.sourceStates, lanes.homes, scope.trackers, this.signal);
    heartbeat.follow(this.parts.stays && lanes.homes.length > 0);
  }
}

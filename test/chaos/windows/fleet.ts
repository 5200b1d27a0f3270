/** Answers for the engines of a scenario: which of them are there, and what is done to them. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Programs } from '../programs';
import { startEngine, type Engine } from '../engine/engine';
import type { EngineArguments } from '../engine/engineMessages';
import type { Watchman } from './watchman';

/** Engines begin within this, on a busy machine too. */
const longestMs = 20_000;
/** Who leads writes far more often. */
const longestWriteMs = 500;

interface Member {
  readonly engine: Engine;
  /** Set while it is suspended. */
  goesOn: NodeJS.Timeout | null;
}

export class Fleet {
  kills = 0;
  suspensions = 0;
  private readonly members = new Map<string, Member>();
  private readonly restarts = new Set<Promise<void>>();
  private lives = 0;
  private isOver = false;

  constructor(
    private readonly programs: Programs,
    private readonly facts: Omit<EngineArguments, 'workerPath' | 'name'>,
    private readonly watchman: Watchman,
  ) {}

  /** Names of the lives that run now, and are not suspended. */
  get awake(): readonly string[] {
    const awake = [...this.members.values()].filter(
      ({ engine, goesOn }) => goesOn === null && engine.program.isRunning,
    );
    return awake.map(({ engine }) => engine.name);
  }

  /** The engine that leads; null: none that is there and awake. */
  get leader(): string | null {
    const found = [...this.members].find(
      ([, { engine, goesOn }]) => goesOn === null && this.watchman.isLeading(engine.name),
    );
    return found?.[0] ?? null;
  }

  /** The engine that leads, when there is one; null when nobody does for long. */
  async whoLeads(signal: AbortSignal): Promise<string | null> {
    const deadline = performance.now() + longestMs;
    while (this.leader === null && performance.now() < deadline && !signal.aborted) await delay(20);
    return this.leader;
  }

  /** Each life has a name of its own, so that its records are its own. */
  async start(name: string): Promise<void> {
    this.lives++;
    const life = `${name}-${this.lives}`;
    const engine = await startEngine(this.programs, { ...this.facts, name: life }, (line) => {
      this.watchman.hear(life, line);
    });
    this.members.set(name, { engine, goesOn: null });
  }

  async killAndRestart(name: string, afterMs: number): Promise<void> {
    const member = this.members.get(name);
    if (member === undefined) return;
    this.kills++;
    if (member.goesOn !== null) clearTimeout(member.goesOn);
    this.members.delete(name);
    await member.engine.program.kill();
    this.watchman.gone(member.engine.name);
    const restart = new Promise<void>((resolve) => setTimeout(resolve, afterMs))
      .then(() => (this.isOver ? undefined : this.start(name)))
      .finally(() => this.restarts.delete(restart));
    this.restarts.add(restart);
  }

  /** In the middle of a write, where it writes at all. */
  async suspend(name: string, forMs: number, afterMs: number): Promise<void> {
    const member = this.members.get(name);
    if (member === undefined || isSuspended(member)) return;
    const { program } = member.engine;
    await Promise.race([program.line('{"kind":"saving"', program.lines.length).catch(() => ''), delay(longestWriteMs)]);
    await delay(afterMs);
    if (this.members.get(name) !== member || isSuspended(member)) return;
    this.suspensions++;
    program.signal('SIGSTOP');
    member.goesOn = setTimeout(() => {
      this.goOn(member);
    }, forMs);
  }

  /** Settles when all are there, and none is suspended. */
  async allGoOn(): Promise<void> {
    await Promise.all(this.restarts);
    for (const member of this.members.values()) this.goOn(member);
  }

  async end(): Promise<void> {
    this.isOver = true;
    for (const { goesOn } of this.members.values()) if (goesOn !== null) clearTimeout(goesOn);
    await Promise.all(this.restarts);
    await Promise.all([...this.members.values()].map(({ engine }) => engine.program.kill()));
  }

  private goOn(member: Member): void {
    if (member.goesOn === null) return;
    clearTimeout(member.goesOn);
    member.goesOn = null;
    member.engine.program.signal('SIGCONT');
  }
}

const isSuspended = ({ goesOn }: Member): boolean => goesOn !== null;

/** Answers for one reading of a source, what it brings on its way, and what a failed or cancelled one leaves behind. */
import { describeFailure } from '../domain/failure';
import type { SourceReading } from '../ports/tracker';
import { neverConfirmedMs } from '../ports/issueStore';
import type { Following } from './following';
import type { LaneCall } from './lane';
import type { Leading } from './leading';
import type { Memory } from './memory';
import type { Finding, ReaderPorts } from './readers';
import { afterCancel, afterFailure, afterPartial, afterSuccess, adds, type SourceState } from './sourceState';

export interface SourceReaderPorts extends ReaderPorts {
  /**
   * A source on a server that an earlier run confirmed no longer ago than this is not asked at the first reading;
   * null: it is.
   */
  readonly trustStoredMs: number | null;
}

/** What is read, as it is by then. */
export interface SourceSubject {
  readonly state: SourceState;
  amend(change: (state: SourceState) => SourceState): void;
}

/** What a reading of a source makes use of. */
export interface SourceReadingMeans {
  readonly memory: Memory;
  readonly leading: Leading;
  readonly following: Following;
}

export interface SourceReadingEvents {
  /** Whether a working watch tells of every change of this source. */
  isWatched(sourceId: string): boolean;
  onPartial(): void;
  /** The source was read as a whole. */
  onConfirmed(reading: SourceReading, atMs: number): void;
  plan(state: SourceState): SourceState;
}

/**
 * Reads a source. When that fails the last good reading stays, be it one of an earlier run.
 * @throws the signal's reason when aborted for good.
 */
export async function readSource(
  subject: SourceSubject,
  call: LaneCall,
  means: SourceReadingMeans,
  ports: SourceReaderPorts,
  events: SourceReadingEvents,
): Promise<Finding<SourceState>> {
  if (subject.state.source.remote === undefined) return await ask(subject, call, means, ports, events);
  if (isTrusted(subject.state, ports)) return (latest) => events.plan(latest);
  try {
    const { leading, following } = means;
    if (!(await leading.stand(subject.state.source))) {
      const found = await following.read(call);
      if (found !== null && !leading.leads(subject.state.source)) return found;
    }
    if (subject.state.following) {
      const found = await following.succeed(call);
      if (found !== null) return found;
    }
  } catch (error) {
    if (!call.isCancelled) throw error;
    return (latest) => events.plan(afterCancel(latest, ports.clock.nowMs()));
  }
  return await ask(subject, call, means, ports, events);
}

/** Reads the source itself: files, a program, a server. */
async function ask(
  subject: SourceSubject,
  call: LaneCall,
  { memory, leading, following }: SourceReadingMeans,
  ports: SourceReaderPorts,
  events: SourceReadingEvents,
): Promise<Finding<SourceState>> {
  const { state } = subject;
  const { source } = state;
  const result = await readOn(subject, call, memory, events);
  // Who was suspended while it asked comes too late: another went on from there, and has newer answers.
  if (source.remote !== undefined && !leading.leads(source)) {
    await following.adopt();
    return (latest) => events.plan(latest);
  }
  const nowMs = ports.clock.nowMs();
  if (result === null) return (latest) => events.plan(afterCancel(latest, nowMs));
  if (result.ok) {
    const reading = result.value;
    events.onConfirmed(reading, nowMs);
    const isVouchedFor = !source.polled && events.isWatched(source.id);
    const pollMs = isVouchedFor ? null : ports.pollMs();
    return (latest) => events.plan(afterSuccess(latest, reading, nowMs, pollMs));
  }
  if (state.error?.failure.kind !== result.error.kind) {
    ports.log.warn(`${source.id}: ${describeFailure(result.error)} The last good data is kept.`);
  }
  return (latest) => events.plan(afterFailure(latest, result.error, nowMs));
}

/** Null: a person cancelled it. */
async function readOn(
  subject: SourceSubject,
  call: LaneCall,
  memory: Memory,
  events: SourceReadingEvents,
): Promise<Awaited<ReturnType<SourceState['source']['read']>> | null> {
  const { source } = subject.state;
  let isOver = false;
  const onPartial = (reading: SourceReading): void => {
    // What comes late may be older than what is known by then.
    if (isOver || call.signal.aborted || !adds(subject.state, reading)) return;
    const light = reading;
    subject.amend((latest) => afterPartial(latest, light));
    memory.remember(source, light, subject.state.confirmedAtMs ?? neverConfirmedMs);
    events.onPartial();
  };
  try {
    return await source.read(call.signal, {
      get priority() {
        return call.priority;
      },
      onPartial,
    });
  } catch (error) {
    if (call.isCancelled) return null;
    throw error;
  } finally {
    isOver = true;
  }
}

/** Somebody asked a moment ago, and what was said is at hand. */
function isTrusted(state: SourceState, { clock, trustStoredMs }: SourceReaderPorts): boolean {
  if (trustStoredMs === null || state.lastAttemptAtMs !== null || state.confirmedAtMs === null) return false;
  const ageMs = clock.nowMs() - state.confirmedAtMs;
  return ageMs >= 0 && ageMs <= trustStoredMs;
}

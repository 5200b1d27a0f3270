/** Answers for whether a process of this machine still runs, also where its number was given to another since. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from '../fileFailure';

/** Tells a process from all others that ever had its number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Only there the number means anything: the host, and on Linux its namespace of process numbers (containers). */
  readonly place: string;
  /** When it was started, in the system's own count; null where the system does not tell cheaply. */
  readonly startMark: string | null;
}

/** @throws never */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, place: thisPlace(), startMark: statusOf(process.pid)?.startMark ?? null };
}

let place: string | null = null;

function thisPlace(): string {
  place ??= `${hostname()} ${namespace()}`.trim();
  return place;
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** Whether its number can be asked about here. */
export const isOfThisPlace = (identity: ProcessIdentity): boolean => identity.place === thisPlace();

/** It surely runs no longer. False also where nobody can tell. */
export function isEnded(identity: ProcessIdentity): boolean {
  if (!isOfThisPlace(identity)) return false;
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return true;
  }
  const status = statusOf(identity.pid);
  if (status === null) return false;
  return status.isEnded || (identity.startMark !== null && identity.startMark !== status.startMark);
}

/** Where there is `/proc` (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html). */
function statusOf(pid: number): { readonly isEnded: boolean; readonly startMark: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name, in brackets, with anything in it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state = '', startMark] = [fields[0], fields[19]];
    return startMark === undefined ? null : { isEnded: ['Z', 'X'].includes(state), startMark };
  } catch {
    return null;
  }
}

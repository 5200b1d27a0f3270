/** Answers for what a window remembers, when, and whether it may do that for other windows. */
import * as vscode from 'vscode';
import type { ContextScoutPorts } from '../app/contextScout';
import { tellNotRemembered } from './tellNotRemembered';

/** By then the first rows are on the screen. */
const rememberAfterMs = 2_000;

/** A reading that only confirms what is stored is written this seldom. */
const confirmFilesEveryMs = 300_000;
/** Windows that follow know by this that a server was asked: before they would call its answers old. */
const confirmServersEveryMs = 180_000;

type MemoryPorts = Pick<
  ContextScoutPorts,
  'remember' | 'mayLead' | 'rememberAfterMs' | 'confirmEveryMs' | 'trustStoredMs' | 'onNotRemembered'
>;

export const windowMemory: MemoryPorts = {
  // A window on an untrusted folder writes nothing that others read.
  remember: () => vscode.workspace.isTrusted,
  mayLead: () => vscode.workspace.isTrusted,
  rememberAfterMs,
  confirmEveryMs: ({ remote }) => (remote === undefined ? confirmFilesEveryMs : confirmServersEveryMs),
  trustStoredMs: null,
  onNotRemembered: tellNotRemembered,
};

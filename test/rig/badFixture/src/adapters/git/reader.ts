// Breaks adapter-family-alone, vscode-only-there, sql-only-there and scheduler-only-there.
import type { Uri } from 'vscode';
import Bottleneck from 'bottleneck';
import initSqlJs from 'sql.js';
import { fileStore } from '../store/fileStore';
export const reader = (uri: Uri): unknown[] => [uri, fileStore, Bottleneck, initSqlJs];

// Breaks adapter-family-alone, markdown-for-trackers, vscode-only-there, sql-only-there, yaml-only-there and
// scheduler-only-there.
import type { Uri } from 'vscode';
import Bottleneck from 'bottleneck';
import { load } from 'js-yaml';
import initSqlJs from 'sql.js';
import { fileStore } from '../store/fileStore';
import { separator } from '../trackers/markdown/frontMatter';
export const reader = (uri: Uri): unknown[] => [uri, fileStore, Bottleneck, initSqlJs, load, separator];

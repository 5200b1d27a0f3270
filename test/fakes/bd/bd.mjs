#!/usr/bin/env node
/**
 * A stand-in for the `bd` program that replays what was recorded of it.
 *
 * Environment:
 *   FAKE_BD_RECORDINGS  folder with version.txt, list-all.json, ready.json, blocked.json, export.jsonl, no-database.txt
 *   FAKE_BD_MODE        words, separated by commas: no-database, no-export, no-show, garbage, array-export,
 *                       hang (never answers), rewrites (writes .beads/issues.jsonl as a side effect of each call)
 *   FAKE_BD_UPDATES     file that keeps what `bd update` was told, for later calls
 *   FAKE_BD_CALLS       file that gets one JSON line (process id and arguments) for each call
 *   BD_JSON_ENVELOPE    1: lists are printed as {schema_version, data}
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const {
  FAKE_BD_RECORDINGS: recordings = '',
  FAKE_BD_MODE: mode = '',
  FAKE_BD_CALLS: calls,
  FAKE_BD_UPDATES: updates,
} = process.env;
const modes = new Set(mode.split(','));
const args = process.argv.slice(2);
const [command = '', ...rest] = args;

const recorded = (name) => readFileSync(join(recordings, name), 'utf8');
/** Recordings made by hand have the name that the program itself gives the file. */
const exported = existsSync(join(recordings, 'export.jsonl')) ? 'export.jsonl' : 'issues.jsonl';
const parseLines = (text) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** What was told of issues by `bd update`, by id. */
const updated = updates !== undefined && existsSync(updates) ? JSON.parse(readFileSync(updates, 'utf8')) : {};
const withUpdates = (text) =>
  Object.keys(updated).length === 0
    ? text
    : `${parseLines(text)
        .map((record) => JSON.stringify({ ...record, ...updated[record.id] }))
        .join('\n')}\n`;

function update([id, ...told]) {
  if (!parseLines(recorded(exported)).some((record) => record.id === id)) {
    return fail(`Error: no issue found matching "${id}"\n`);
  }
  const fields = Object.fromEntries(told.map((option) => option.replace(/^--/, '').split(/=(.*)/s).slice(0, 2)));
  if (updates !== undefined)
    writeFileSync(updates, JSON.stringify({ ...updated, [id]: { ...updated[id], ...fields } }));
  process.stdout.write(`✓ Updated issue: ${id}\n`);
}

function print(list) {
  const envelope = process.env.BD_JSON_ENVELOPE === '1';
  process.stdout.write(`${JSON.stringify(envelope ? { schema_version: 1, data: list } : list, null, 2)}\n`);
}

function fail(text) {
  process.stderr.write(text);
  process.exitCode = 1;
}

function show(ids) {
  const records = new Map(parseLines(recorded(exported)).map((record) => [record.id, record]));
  const unknown = ids.find((id) => !records.has(id));
  if (unknown !== undefined) return fail(`Error: no issue found matching "${unknown}"\n`);
  print(
    ids.map((id) => {
      const { dependencies, ...issue } = records.get(id);
      if (dependencies === undefined) return issue;
      const targets = dependencies.flatMap(({ depends_on_id, type }) => {
        const target = records.get(depends_on_id);
        return target === undefined
          ? []
          : [{ id: target.id, title: target.title, status: target.status, dependency_type: type }];
      });
      return { ...issue, dependencies: targets };
    }),
  );
}

if (calls !== undefined) appendFileSync(calls, `${JSON.stringify({ pid: process.pid, args })}\n`);
if (modes.has('rewrites') && existsSync('.beads')) writeFileSync('.beads/issues.jsonl', recorded(exported));

if (modes.has('hang')) setInterval(() => undefined, 60_000);
else if (command === 'version') process.stdout.write(recorded('version.txt'));
else if (modes.has('no-database')) fail(recorded('no-database.txt'));
else if (modes.has('garbage')) process.stdout.write('Welcome! Nothing here is JSON.\n');
else if (command === 'export' && modes.has('no-export')) fail('Error: unknown command "export" for "bd"\n');
else if (command === 'export' && modes.has('array-export')) print(parseLines(recorded(exported)));
else if (command === 'export') process.stdout.write(withUpdates(recorded(exported)));
else if (command === 'update') update(rest);
else if (command === 'list') print(JSON.parse(recorded('list-all.json')));
else if (command === 'ready' || command === 'blocked') print(JSON.parse(recorded(`${command}.json`)));
else if (command === 'show' && modes.has('no-show')) fail('Error: show failed\n');
else if (command === 'show') show(rest.filter((argument) => !argument.startsWith('--')));
else fail(`Error: unknown command "${command}" for "bd"\n`);

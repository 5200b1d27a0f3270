// Tells what its extension host holds, has used and has started: for every file <name>.ask in GAUGE_FOLDER it writes a
// file <name>.json. It is told by the operating system, so that between two questions it does nothing.
const childProcess = require('node:child_process');
const { readFileSync, renameSync, watch, writeFileSync } = require('node:fs');
const path = require('node:path');
const { setImmediate: nextTurn } = require('node:timers/promises');
const v8 = require('node:v8');
const vm = require('node:vm');
const vscode = require('vscode');

/** What the finalizers of one collection let go, the next one frees. */
const collections = 3;

/** Programs started since activation, by the editor or any extension. */
const started = [];

exports.activate = (context) => {
  const folder = process.env.GAUGE_FOLDER;
  if (!folder) return;
  noteStarts();
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');
  const asked = new Set();
  const watcher = watch(folder, (_event, file) => {
    if (!file?.endsWith('.ask') || asked.has(file)) return;
    asked.add(file);
    void answer(path.join(folder, file.slice(0, -'.ask'.length)), collect);
  });
  context.subscriptions.push({ dispose: () => watcher.close() });
  writeFileSync(path.join(folder, 'ready'), '');
};

/** Every way to start a program without waiting for it ends in this one method. */
function noteStarts() {
  const { prototype } = childProcess.ChildProcess;
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    started.push([options.file, ...(options.args ?? []).slice(1)].join(' '));
    return spawn.call(this, options);
  };
  for (const name of ['spawnSync', 'execFileSync', 'execSync']) {
    const original = childProcess[name];
    childProcess[name] = function (program, ...rest) {
      started.push(`${program} (${name})`);
      return original.call(this, program, ...rest);
    };
  }
}

async function answer(base, collect) {
  const told = path.basename(base).startsWith('revision') ? await snapshot() : await state(base, collect);
  writeFileSync(`${base}.json.new`, JSON.stringify(told));
  renameSync(`${base}.json.new`, `${base}.json`);
}

/** Asks as any extension does. */
async function snapshot() {
  const scout = vscode.extensions.getExtension('context-scout.context-scout')?.exports;
  return { revision: scout ? (await scout.getContext()).revision : null };
}

/** Page faults of all programs that were started here and have ended, by the kernel; null where it does not tell. */
function childFaults() {
  try {
    const [, fields] = readFileSync('/proc/self/stat', 'utf8').split(/\) (?!.*\) )/s);
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: cminflt is the 11th; the name, the 2nd, is cut off.
    return Number(fields.split(' ')[8]);
  } catch {
    return null;
  }
}

async function state(base, collect) {
  // Before the collections, which are work too.
  const { user, system } = process.cpuUsage();
  const startedSoFar = [...started];
  if (path.basename(base).startsWith('heap')) {
    for (let round = 0; round < collections; round += 1) {
      collect();
      await nextTurn();
    }
  }
  const { heapUsed, rss } = process.memoryUsage();
  return {
    heapUsedBytes: heapUsed,
    residentBytes: rss,
    cpuMs: (user + system) / 1000,
    started: startedSoFar,
    childFaults: childFaults(),
    modules: Object.keys(require.cache),
  };
}

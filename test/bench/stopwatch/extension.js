// Activates the extensions named in STOPWATCH_EXTENSIONS and writes the milliseconds of each to STOPWATCH_FILE.
const { renameSync, writeFileSync } = require('node:fs');
const vscode = require('vscode');

/** The editor's own extensions have started by then. */
const quietAfterMs = 1_500;

exports.activate = async () => {
  const { STOPWATCH_EXTENSIONS, STOPWATCH_FILE } = process.env;
  if (!STOPWATCH_EXTENSIONS || !STOPWATCH_FILE) return;
  await new Promise((resolve) => setTimeout(resolve, quietAfterMs));
  const timesMs = {};
  for (const id of STOPWATCH_EXTENSIONS.split(',')) {
    const extension = vscode.extensions.getExtension(id);
    const wasActive = extension?.isActive;
    const beganMs = performance.now();
    await extension?.activate();
    timesMs[id] = extension && !wasActive ? performance.now() - beganMs : null;
  }
  writeFileSync(`${STOPWATCH_FILE}.new`, JSON.stringify(timesMs));
  renameSync(`${STOPWATCH_FILE}.new`, STOPWATCH_FILE);
};

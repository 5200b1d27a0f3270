/** The log of a headless run: on standard error, so that it never mixes with what is printed. */
import type { Log } from '../ports/log';

/** @param verbose false: errors only */
export function stderrLog(verbose: boolean): Log {
  const write = (level: string, message: string): void => void process.stderr.write(`${level}: ${message}\n`);
  const whenVerbose = (level: string) => (message: string) => {
    if (verbose) write(level, message);
  };
  return {
    debug: whenVerbose('debug'),
    info: whenVerbose('info'),
    warn: whenVerbose('warning'),
    error: (message, cause) => {
      write('error', cause instanceof Error ? `${message}: ${cause.stack ?? cause.message}` : message);
    },
  };
}

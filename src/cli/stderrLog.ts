/** The log of a headless run: on standard error, so that it never mixes with what is printed. */
import type { Log } from '../ports/log';

/** @param least what is less than this is not written */
export function stderrLog(least: 'debug' | 'warning' | 'error'): Log {
  const write = (level: string, message: string): void => void process.stderr.write(`${level}: ${message}\n`);
  const verbose = (level: string) => (message: string) => {
    if (least === 'debug') write(level, message);
  };
  return {
    debug: verbose('debug'),
    info: verbose('info'),
    warn: (message) => {
      if (least !== 'error') write('warning', message);
    },
    error: (message, cause) => {
      write('error', cause instanceof Error ? `${message}: ${cause.stack ?? cause.message}` : message);
    },
  };
}

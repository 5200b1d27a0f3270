/** Answers for what is said when the system does not watch. */

/** One sentence; codes are those of https://nodejs.org/api/errors.html#common-system-errors and of inotify(7). */
export function whyNotWatched(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOSPC':
      return 'The system watches no more files (fs.inotify.max_user_watches on Linux).';
    case 'EMFILE':
      return 'The system opens no more files or watchers (ulimit -n, fs.inotify.max_user_instances on Linux).';
    case 'EACCES':
    case 'EPERM':
      return 'The folder may not be watched: permission is missing.';
    case 'ENOSYS':
    case 'ENOTSUP':
    case 'EOPNOTSUPP':
    case 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM':
      return 'Folders cannot be watched on this system.';
    default:
      return `The folder cannot be watched: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);

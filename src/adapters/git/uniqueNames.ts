/** Answers for short names by which several folders can be told apart. */

/**
 * One name for each absolute path, in order: its last part, or as many of its last parts, joined by `/`, as it
 * takes to differ from all others (`a/shop`, `b/shop`). The paths must differ.
 */
export function uniqueNames(paths: readonly string[]): readonly string[] {
  const parts = paths.map((path) => path.split(/[\\/]+/).filter((part) => part !== ''));
  const lengths = parts.map(() => 1);
  const nameOf = (index: number): string => {
    const name = parts[index]?.slice(-(lengths[index] ?? 1)).join('/') ?? '';
    return name === '' ? '/' : name;
  };
  for (;;) {
    const names = parts.map((_, index) => nameOf(index));
    const growing = names.flatMap((name, index) => {
      const clashes = names.indexOf(name) !== names.lastIndexOf(name);
      return clashes && (lengths[index] ?? 0) < (parts[index]?.length ?? 0) ? [index] : [];
    });
    if (growing.length === 0) return names;
    for (const index of growing) lengths[index] = (lengths[index] ?? 1) + 1;
  }
}

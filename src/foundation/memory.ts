/**
 * What has been computed, kept as long as whoever made the memory keeps it: it is handed from call to call, so that no
 * module remembers anything, and calls that share one share the work.
 */
export interface Memory {
  /** What was computed under this key before, or is now. A key says which function and which arguments. */
  readonly recall: <T>(key: string, compute: () => T) => T;
}

/** A memory of nothing yet. */
export function freshMemory(): Memory {
  const known = new Map<string, unknown>();
  return {
    recall<T>(key: string, compute: () => T): T {
      if (!known.has(key)) known.set(key, compute());
      return known.get(key) as T;
    },
  };
}

/**
 * Whole numbers from 1 to 2^31 - 2 without a pattern, always the same for a seed: D. H. Lehmer's generator with the
 * multiplier 48271. For choices that must be reproducible and not good: the ensembles have a generator of their own.
 */
export function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
}

/*
 * Roots A of a covariance, K = A A^T. With pivots nothing but the independent directions is left, for integrals;
 * without them a row of A stands on the rows before it, for numbers that are drawn or tested in a given order.
 */

/**
 * The lower triangular root, row by row: at [i n + j].
 * @param smallest a variance given those before that is not above it counts as 0, and so does its column
 */
export function choleskyInto(
  root: Float64Array,
  n: number,
  entry: (i: number, j: number) => number,
  smallest: (i: number) => number,
): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let rest = entry(i, j);
      for (let c = 0; c < j; c++) rest -= root[i * n + c]! * root[j * n + c]!;
      const diagonal = root[j * n + j]!;
      root[i * n + j] = i === j ? Math.sqrt(rest > smallest(i) ? rest : 0) : diagonal > 0 ? rest / diagonal : 0;
    }
}

/**
 * The root with pivots, the largest variance that is left first, until none is: a lower trapezoidal A, rows in the
 * order of the fields. A repeated or dependent field brings no column of its own, and nothing is inverted.
 * @param smallest a variance that is not above this part of the largest counts as 0
 */
export function pivotedRoot(kernel: readonly (readonly number[])[], smallest: number): number[][] {
  const rest = kernel.map((row) => [...row]);
  const root: number[][] = kernel.map(() => []);
  const largest = Math.max(0, ...kernel.map((row, i) => row[i]!));
  const open = new Set(kernel.keys());
  while (open.size > 0) {
    const pivot = [...open].reduce((a, b) => (rest[b]![b]! > rest[a]![a]! ? b : a));
    const variance = rest[pivot]![pivot]!;
    if (variance <= smallest * largest) break;
    open.delete(pivot);
    const scale = Math.sqrt(variance);
    const column = rest.map((row) => row[pivot]! / scale);
    column.forEach((entry, i) => {
      root[i]!.push(entry);
      rest[i]!.forEach((value, j, row) => {
        row[j] = value - entry * column[j]!;
      });
    });
    for (const row of rest) row[pivot] = 0;
  }
  return root;
}

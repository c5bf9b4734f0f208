import { choleskyInto, pivotedRoot } from "./cholesky.js";

/*
 * A covariance as K = B B^T + diag(s^2): phi_i = (B z)_i + s_i w_i, with few directions z that the fields share and
 * noise w_i of each field's own. What is averaged over the w's is a function of one field at a time, so integrals are
 * over the z's alone, and there are fewer of those than fields.
 *
 * The largest sum of own variances relative to the fields', subject to K - diag(s^2) being positive, is the minimum
 * trace factor analysis of statistics: a convex problem, whose solutions lose two or three directions of a regular K
 * where a single one is certain. Solved along the central path of the barrier log det(R - T) + sum log t_i, R the
 * correlations, T = diag(t), t_i = s_i^2/K_ii. At its end the directions that are lost have 1e-15 of a variance left.
 */

/** phi = B z + s w. */
export interface Factors {
  /** B, a row a field: as many entries as directions are shared, the first column the largest. */
  readonly shared: readonly (readonly number[])[];
  /** s, a standard deviation a field. */
  readonly own: readonly number[];
}

const [firstBarrier, lastBarrier, lessBarrier] = [0.3, 3e-16, 0.08];
const stepsABarrier = 10;
/** Fields whose correlations leave less than this have no noise of their own. */
const leastOwn = 1e-9;

/** Sums that are made largest: their solutions lose different directions, and one that loses many is worth the search. */
const attempts = 4;

/**
 * Of some solutions the one with the fewest nodes.
 * @param covariance positive, singular or not
 * @param exhausted what is left of a variance below this part of the largest is nothing
 * @param width over which the functions of a field change by themselves, without noise; 0 where they have kinks
 */
export function factorsOf(covariance: readonly (readonly number[])[], exhausted: number, width: number): Factors {
  const n = covariance.length;
  const deviations = covariance.map((row, i) => Math.sqrt(Math.max(0, row[i]!)));
  const live = deviations.flatMap((deviation, i) => (deviation > 0 ? [i] : []));
  const correlations = live.map((i) => live.map((j) => covariance[i]![j]! / (deviations[i]! * deviations[j]!)));
  let best: { readonly factors: Factors; readonly cost: number } | undefined;
  for (let attempt = 0; attempt < (n < 3 ? 1 : attempts); attempt++) {
    const parts = ownParts(correlations, weightsOf(attempt, live.length), width === 0);
    const own = new Array<number>(n).fill(0);
    live.forEach((i, a) => {
      own[i] = Math.sqrt(parts[a]!) * deviations[i]!;
    });
    const factors = factorsWith(covariance, own, exhausted);
    const cost = costOf(factors, width);
    if (best === undefined || cost < best.cost) best = { factors, cost };
    if (rankOf(factors) <= Math.max(1, n - 2)) break;
  }
  return best!.factors;
}

/** How many directions are shared. */
export const rankOf = ({ shared }: Factors): number => Math.max(0, ...shared.map((row) => row.length));

/** Equal weights first; then some that differ by up to e either way, the same every time. */
const weightsOf = (attempt: number, n: number): number[] =>
  Array.from({ length: n }, (_, i) =>
    attempt === 0 ? 1 : Math.exp(2 * (((attempt * 7 + i * 13) * 0.6180339887498949 + attempt ** 2 * 0.2236) % 1) - 1),
  );

function factorsWith(covariance: readonly (readonly number[])[], noise: readonly number[], exhausted: number): Factors {
  const rest = covariance.map((row, i) => row.map((entry, j) => (i === j ? entry - noise[i]! ** 2 : entry)));
  // Nothing is left where it is little beside the variances themselves.
  const [largest, largestLeft] = [covariance, rest].map((matrix) => Math.max(0, ...matrix.map((row, i) => row[i]!)));
  const isNothing = largestLeft! <= exhausted * largest!;
  const shared = isNothing ? covariance.map(() => []) : pivotedRoot(rest, (exhausted * largest!) / largestLeft!);
  // What the path has left of lost directions is noise: so the variances are exact.
  const own = shared.map((row, i) => {
    const variance = covariance[i]![i]!;
    const left = variance - row.reduce((sum, b) => sum + b * b, 0);
    return left > exhausted * variance ? Math.sqrt(left) : 0;
  });
  return { shared, own };
}

/** About how many nodes: along a direction as many as the functions that it moves make it narrow. */
function costOf(factors: Factors, width: number): number {
  let cost = 1;
  for (let j = 0; j < rankOf(factors); j++) {
    const spread = factors.shared.reduce((sum, row, i) => {
      const b = row[j] ?? 0;
      return b === 0 ? sum : sum + b ** 2 / (factors.own[i]! ** 2 + width ** 2);
    }, 1);
    cost *= 6 * Math.sqrt(spread);
  }
  return cost;
}

/**
 * The part of each field's variance that is its own: t >= 0 with R - diag(t) >= 0 and the largest weighted sum.
 * @param isBalanced the sum of logarithms instead, which leaves no field without noise that can have some
 */
function ownParts(
  correlations: readonly (readonly number[])[],
  weights: readonly number[],
  isBalanced: boolean,
): Float64Array {
  const n = correlations.length;
  const none = new Float64Array(n);
  if (n < 2) return none.fill(1);
  const [root, inverse, hessian] = [new Float64Array(n * n), new Float64Array(n * n), new Float64Array(n * n)];
  const [gradient, step] = [new Float64Array(n), new Float64Array(n)];
  const leaves = (parts: Float64Array): boolean => {
    for (let i = 0; i < n; i++) {
      if (!(parts[i]! > 0)) return false;
      for (let j = 0; j < n; j++) root[i * n + j] = correlations[i]![j]! - (i === j ? parts[i]! : 0);
    }
    return factorise(root, n);
  };
  let start = 0.5;
  while (start > leastOwn && !leaves(none.fill(start))) start /= 2;
  if (start <= leastOwn) return none.fill(0);
  let parts = none.map(() => start / 2);
  for (let barrier = firstBarrier; barrier > lastBarrier; barrier *= lessBarrier)
    for (let turn = 0; turn < stepsABarrier; turn++) {
      if (!leaves(parts)) return parts;
      inverseOf(root, n, inverse);
      for (let i = 0; i < n; i++) {
        const own = parts[i]!;
        gradient[i] = (isBalanced ? weights[i]! / own : weights[i]! + barrier / own) - barrier * inverse[i * n + i]!;
        for (let j = 0; j < n; j++)
          hessian[i * n + j] =
            barrier * inverse[i * n + j]! ** 2 + (i === j ? (isBalanced ? weights[i]! : barrier) * own ** -2 : 0);
      }
      if (!factorise(hessian, n)) return parts;
      solve(hessian, n, gradient, step);
      const gain = step.reduce((sum, change, i) => sum + change * gradient[i]!, 0);
      const before = parts;
      let length = 1;
      do {
        parts = before.map((part, i) => part + length * step[i]!);
        length /= 2;
      } while (!leaves(parts) && length > 1e-6);
      if (length <= 1e-6) {
        parts = before;
        break;
      }
      if (gain < 0.01 * barrier) break;
    }
  return parts;
}

/** The lower triangular root in the place of a matrix; false where it is not positive. */
function factorise(matrix: Float64Array, n: number): boolean {
  choleskyInto(matrix, n, (i, j) => matrix[i * n + j]!, nothing);
  for (let i = 0; i < n; i++) if (!(matrix[i * n + i]! > 0)) return false;
  return true;
}

const nothing = (): number => 0;

/** x of L L^T x = b. */
function solve(root: Float64Array, n: number, right: Float64Array, into: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let rest = right[i]!;
    for (let c = 0; c < i; c++) rest -= root[i * n + c]! * into[c]!;
    into[i] = rest / root[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let rest = into[i]!;
    for (let c = i + 1; c < n; c++) rest -= root[c * n + i]! * into[c]!;
    into[i] = rest / root[i * n + i]!;
  }
}

function inverseOf(root: Float64Array, n: number, into: Float64Array): void {
  const [unit, column] = [new Float64Array(n), new Float64Array(n)];
  for (let j = 0; j < n; j++) {
    unit.fill(0)[j] = 1;
    solve(root, n, unit, column);
    for (let i = 0; i < n; i++) into[i * n + j] = column[i]!;
  }
}

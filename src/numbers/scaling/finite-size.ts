import { UserError } from "../../foundation/errors.js";
import { type PlanarSolution, planarSolution, type RidgeModel } from "./planar-solution.js";

/*
 * The first finite-size correction of the solvable model of neural scaling laws. Matrices are real, so that the first correction is one crosscap, of relative order
 * 1/N: the twisted ladder closed on itself,
 *
 *   F_1 = (1/2) log det(1 - K),   det(1 - K) = (1 - S_2 r^2/N)(1 - S_2 p^2/T) - (S - S_2)^2 r^2 p^2/NT,   r = c_u/a,   p = c_x/b,
 *
 * with sources tau (on W, times Lambda) and zeta (on U): a = c_u + zeta, c_u = N - S c_u/a, b = c_x + tau, c_x = T - S c_x/b, D = gamma/(a b), in units s = 1. Then
 *
 *   loss_1 = gamma d_tau d_zeta F_1,   noise_1 = d_gamma(gamma d_tau F_1),   |theta|^2_1 = d_gamma(gamma d_zeta F_1),   train_1 = - (gamma^2/T) d_gamma d_zeta F_1.
 *
 * Derivatives are taken with numbers that have two nilpotent parts, exact to rounding. This correction is in no paper that we know of.
 */

/** x + e_1 x_1 + e_2 x_2 + e_1 e_2 x_12 with e_1^2 = e_2^2 = 0: a value, its derivatives by two parameters, the mixed one. */
type Dual = readonly [number, number, number, number];

const real = (x: number): Dual => [x, 0, 0, 0];
const plus = (x: Dual, y: Dual, factor = 1): Dual => [
  x[0] + factor * y[0],
  x[1] + factor * y[1],
  x[2] + factor * y[2],
  x[3] + factor * y[3],
];
const times = (x: Dual, y: Dual): Dual => [
  x[0] * y[0],
  x[0] * y[1] + x[1] * y[0],
  x[0] * y[2] + x[2] * y[0],
  x[0] * y[3] + x[1] * y[2] + x[2] * y[1] + x[3] * y[0],
];
/** f(x) from f, f' and f'' at the value of x. */
const through = (x: Dual, [f, first, second]: readonly [number, number, number]): Dual => [
  f,
  first * x[1],
  first * x[2],
  first * x[3] + second * x[1] * x[2],
];
const inverse = (x: Dual): Dual => through(x, [1 / x[0], -1 / x[0] ** 2, 2 / x[0] ** 3]);
const squareRoot = (x: Dual): Dual => {
  const root = Math.sqrt(x[0]);
  return through(x, [root, 1 / (2 * root), -1 / (4 * root ** 3)]);
};
const logarithm = (x: Dual): Dual => through(x, [Math.log(x[0]), 1 / x[0], -1 / x[0] ** 2]);

/** The first finite-size corrections, in the units of the planar values. */
export interface FiniteSizeCorrection {
  readonly loss: number;
  /** Of the labels' noise in the loss. */
  readonly noise: number;
  /** Of the train loss of a sample on labels without noise. */
  readonly train: number;
  /** Of <|theta|^2>. */
  readonly norm: number;
}

/** sum_I (lambda_I/(lambda_I + D))^k for k = 1, ..., 4. */
function powerSums(spectrum: Float64Array, d: number): [number, number, number, number] {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  for (let i = spectrum.length - 1; i >= 0; i--) {
    const fraction = spectrum[i]! / (spectrum[i]! + d);
    const square = fraction * fraction;
    sums[0] += fraction;
    sums[1] += square;
    sums[2] += square * fraction;
    sums[3] += square * square;
  }
  return sums;
}

/**
 * The correction of relative order 1/N to the planar solution: sums over the spectrum, no integral (at this order the two differ).
 * @param spectrum lambda_1, ..., lambda_M, all positive
 * @throws UserError as `planarSolution` does, and at gamma = 0, where the derivatives are limits that this way does not take
 */
export function finiteSizeCorrection(
  spectrum: Float64Array,
  model: RidgeModel,
  planar: PlanarSolution = planarSolution(spectrum, model),
): FiniteSizeCorrection {
  if (model.ridge === 0)
    throw new UserError(
      "network",
      "gamma = 0: the first finite-size correction is computed at a positive ridge; give a small one",
    );
  const { features: n, samples: t, ridge, scale } = model;
  const { d } = planar;
  const [s1, s2, s3, s4] = powerSums(spectrum, d);
  // d S_k/d D = - k (S_k - S_{k+1})/D.
  const firstOf: readonly [number, number, number] = [s1, -(s1 - s2) / d, (2 * (s1 - 2 * s2 + s3)) / d ** 2];
  const secondOf: readonly [number, number, number] = [s2, (-2 * (s2 - s3)) / d, (6 * (s2 - 2 * s3 + s4)) / d ** 2];

  /** a = c_u + zeta from a^2 - (N + zeta - S) a - zeta S = 0, and b likewise. */
  const dressed = (size: number, gap: number, source: Dual, first: Dual): Dual => {
    // The value of N - S is known without cancellation.
    const difference = plus(source, plus(plus(real(size), first, -1), real(gap - (size - first[0]))));
    const root = squareRoot(plus(times(difference, difference), times(source, first), 4));
    const sum = plus(difference, root);
    return [sum[0] / 2, sum[1] / 2, sum[2] / 2, sum[3] / 2];
  };
  const free = (tau: Dual, zeta: Dual, gamma: Dual): Dual => {
    // D a b - gamma = 0 by Newton's steps with the derivative of the value: each makes one nilpotent order more right.
    let lifted: Dual = real(d);
    const at = (): { a: Dual; b: Dual; sum: Dual } => {
      const sum = through(lifted, firstOf);
      return { a: dressed(n, planar.gaps.features, zeta, sum), b: dressed(t, planar.gaps.samples, tau, sum), sum };
    };
    for (let turn = 0; turn < 3; turn++) {
      const { a, b } = at();
      const rest = plus(times(lifted, times(a, b)), gamma, -1);
      const slope = a[0] * b[0] - d * firstOf[1] * (a[0] + b[0]);
      lifted = plus(lifted, [0, rest[1], rest[2], rest[3]], -1 / slope);
    }
    const { a, b, sum } = at();
    const second = through(lifted, secondOf);
    const r = plus(real(1), times(zeta, inverse(a)), -1);
    const p = plus(real(1), times(tau, inverse(b)), -1);
    const [rr, pp] = [times(r, r), times(p, p)];
    const off = plus(sum, second, -1);
    const product = times(plus(real(1), times(second, rr), -1 / n), plus(real(1), times(second, pp), -1 / t));
    return logarithm(plus(product, times(times(off, off), times(rr, pp)), -1 / (n * t)));
  };

  const gamma = ridge / scale;
  const none = real(0);
  const [e1, e2]: [Dual, Dual] = [
    [0, 1, 0, 0],
    [0, 0, 1, 0],
  ];
  const [, , , both] = free(e1, e2, real(gamma));
  const [, byTau, , tauGamma] = free(e1, none, [gamma, 0, 1, 0]);
  const [, byZeta, , zetaGamma] = free(none, e1, [gamma, 0, 1, 0]);
  return {
    loss: (gamma * both) / 2,
    noise: (byTau + gamma * tauGamma) / 2,
    train: (-gamma * gamma * zetaGamma) / (2 * t),
    norm: (byZeta + gamma * zetaGamma) / (2 * scale),
  };
}

import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { UserError } from "../../foundation/errors.js";
import type { Forecast } from "../../foundation/forecast.js";
import type { Activation } from "../activations/activation.js";
import { parseActivation } from "../activations/parse-activation.js";
import { type BlockMeasure, type DrawingTask, seedOfBlock } from "../drawing/blocks.js";
import { type Normals, normals } from "../drawing/normals.js";
import { meanOf } from "./nonlinear.js";
import type { RidgeModel } from "./planar-solution.js";

/*
 * Ridge regressions on drawn data. Features u and training data x are drawn; the mean over the teacher and over the labels' noise, and the test loss over all test data, are then exact: the regression is
 * carried out for every direction of the teacher at once. With phi = u x (N x T), q = (gamma + phi phi^T)^-1 and Q = (gamma + phi^T phi)^-1 the trained weights of the teacher's direction i are row i of
 * x phi^T q = x Q phi^T; the smaller of the two inverses is taken. The matrices are those of the library ml-matrix (docs/scaling-laws.md says what else was tried).
 */

/** What is measured of a regression, in this order, in the units of the planar solution. */
export const measuredOf = ["loss", "noise", "train", "norm"] as const;

/** Matrices of a draw: u is N x M, x is M x T. */
export interface Draw {
  readonly u: Matrix;
  readonly x: Matrix;
}

/** A matrix of unit normals, each row times its factor. */
function drawn(random: Normals, rows: number, columns: number, factor: (row: number) => number): Matrix {
  const list = new Float64Array(columns);
  return new Matrix(
    Array.from({ length: rows }, (_, i) => {
      random.fill(list, columns);
      const scale = factor(i);
      return list.map((value) => scale * value);
    }),
  );
}

/** The features' map and the training data of a draw. */
export function drawnData(random: Normals, spectrum: Float64Array, { features, samples, scale }: RidgeModel): Draw {
  const root = Math.sqrt(scale);
  return {
    u: drawn(random, features, spectrum.length, () => root),
    x: drawn(random, spectrum.length, samples, (i) => Math.sqrt(spectrum[i]!)),
  };
}

/** sum_ij a_ij b_ij. */
function inner(a: Matrix, b: Matrix): number {
  let sum = 0;
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.columns; j++) sum += a.get(i, j) * b.get(i, j);
  return sum;
}

/** (gamma + gram)^-1 of a Gram matrix. @throws UserError where it has none to the precision of doubles */
function resolvent(gram: Matrix, ridge: number): Matrix {
  const shifted = gram.clone();
  for (let i = 0; i < shifted.rows; i++) shifted.set(i, i, shifted.get(i, i) + ridge);
  const root = new CholeskyDecomposition(shifted);
  if (!root.isPositiveDefinite())
    throw new UserError(
      "network",
      `a drawn regression at gamma = ${ridge} has no solution in doubles\nexpected a larger ridge, or N and T that differ more`,
    );
  return root.solve(Matrix.eye(shifted.rows));
}

/** The test data, as features see them. */
interface TestData {
  /** The variance of direction i among the test data. */
  readonly variances: Float64Array;
  /** The mean square omega_i of the teacher's weight there. */
  readonly teacher: Float64Array;
  /** < phi x_i > over the test data, N x M. */
  readonly overlap: Matrix;
  /** < phi phi^T > over the test data, N x N. */
  readonly covariance: Matrix;
}

/** Loss, noise, train loss a sample and |theta|^2 of a draw, averaged over teacher, labels' noise and test data. */
export function measures(x: Matrix, phi: Matrix, ridge: number, test: TestData): number[] {
  const { variances, teacher, overlap, covariance } = test;
  const [n, t] = [phi.rows, phi.columns];
  const isNarrow = n <= t;
  const q = resolvent(isNarrow ? phi.mmulByTranspose() : phi.transpose().mmulByTranspose(), ridge);
  // The smaller side's unknowns of every direction, columns.
  const seen = isNarrow ? phi.mmul(x.transpose()) : x.transpose();
  const solved = q.mmul(seen);
  const theta = isNarrow ? solved : phi.mmul(solved);
  const ofTest = covariance.mmul(theta);
  // What is left of the samples is a sum of squares, and no difference; x (1 - phi^T q phi) = gamma x Q.
  const fitted = isNarrow ? theta.transpose().mmul(phi) : undefined;
  // What each direction of the teacher has: its loss, what its samples have, its weights.
  let [loss, train, norm] = [0, 0, 0];
  for (let i = 0; i < x.rows; i++) {
    let [seenByTest, quadratic, size] = [0, 0, 0];
    for (let a = 0; a < n; a++) {
      const weight = theta.get(a, i);
      seenByTest += weight * overlap.get(a, i);
      quadratic += weight * ofTest.get(a, i);
      size += weight * weight;
    }
    const omega = teacher[i]!;
    loss += omega * (variances[i]! - 2 * seenByTest + quadratic);
    norm += omega * size;
    if (!isNarrow) {
      for (let b = 0; b < t; b++) train += omega * (ridge * solved.get(b, i)) ** 2;
    } else {
      for (let b = 0; b < t; b++) train += omega * (x.get(i, b) - (fitted as Matrix).get(i, b)) ** 2;
    }
  }
  return [loss, noiseOf(phi, q, covariance, ridge, isNarrow), train / t, norm];
}

/** What unit noise of the labels adds: tr(phi^T q C q phi), C the covariance of the test data's features. */
function noiseOf(phi: Matrix, q: Matrix, covariance: Matrix, ridge: number, isNarrow: boolean): number {
  if (!isNarrow) {
    const byNoise = phi.mmul(q);
    return inner(byNoise, covariance.mmul(byNoise));
  }
  // q phi phi^T q = q - gamma q^2.
  const moved = q.mmul(covariance);
  return moved.trace() - ridge * inner(moved, q);
}

/** The test data of linear features: all of them, by their covariance. */
export function linearTest(u: Matrix, { variances, teacher }: Pick<TestData, "variances" | "teacher">): TestData {
  const overlap = u.clone().mulRowVector(Array.from(variances));
  return { variances, teacher, overlap, covariance: overlap.mmul(u.transpose()) };
}

/** What all draws of a task share. */
interface Shared {
  readonly task: RegressionTask;
  readonly variances: Float64Array;
  readonly teacher: Float64Array;
  readonly features?: CentredFeatures;
}

/** Features sigma(u x), and the mean of each over data. */
interface CentredFeatures {
  readonly of: (x: number) => number;
  /** < sigma >_v. */
  readonly mean: (variance: number) => number;
}

/** Regressions as they can be sent to a thread. */
export interface RegressionTask extends DrawingTask {
  readonly kind: "regressions";
  readonly spectrum: Float64Array;
  readonly model: RidgeModel;
  /** Features sigma(u x), their means removed. */
  readonly activation?: { readonly name: string; readonly kinks: readonly number[] };
  readonly seed: number;
  /** Regressions a block. */
  readonly blockSize: number;
}

/** Test samples of a draw whose features are not linear, as many for each feature: their covariance has no formula. */
const samplesAFeature = 20;
const fewestTestSamples = 1000;
const testSamples = ({ model: { features } }: RegressionTask): number =>
  Math.max(fewestTestSamples, samplesAFeature * features);

/** The measures of one draw. */
function measuresOfDraw(random: Normals, { task, variances, teacher, features }: Shared): number[] {
  const { spectrum, model } = task;
  const { u, x } = drawnData(random, spectrum, model);
  const phi = u.mmul(x);
  if (features === undefined) return measures(x, phi, model.ridge, linearTest(u, { variances, teacher }));
  const means = Array.from({ length: u.rows }, (_, a) =>
    features.mean(u.getRow(a).reduce((sum, value, i) => sum + value * value * spectrum[i]!, 0)),
  );
  const centred = (linear: Matrix): Matrix => {
    for (let a = 0; a < linear.rows; a++)
      for (let t = 0; t < linear.columns; t++) linear.set(a, t, features.of(linear.get(a, t)) - means[a]!);
    return linear;
  };
  const count = testSamples(task);
  const fresh = drawn(random, spectrum.length, count, (i) => Math.sqrt(variances[i]!));
  const seen = centred(u.mmul(fresh));
  return measures(x, centred(phi), model.ridge, {
    variances: Float64Array.from(fresh.to2DArray(), (row) => row.reduce((sum, v) => sum + v * v, 0) / count),
    teacher,
    overlap: seen.mmul(fresh.transpose()).div(count),
    covariance: seen.mmulByTranspose().div(count),
  });
}

/** Begins to measure the blocks of a task: the means of {@link measuredOf} over the block's draws. */
export async function begunRegressions(task: RegressionTask): Promise<BlockMeasure> {
  const { spectrum, model, activation } = task;
  const ones = new Float64Array(spectrum.length).fill(1);
  const shared: Shared = {
    task,
    variances: model.test === undefined ? spectrum : spectrum.map((lambda, i) => lambda * model.test![i]!),
    teacher: model.teacher ?? ones,
    ...(activation === undefined
      ? {}
      : { features: centredFeatures(await parseActivation(activation.name, activation.kinks)) }),
  };
  return (index) => {
    const random = normals(seedOfBlock(task.seed, index));
    const sums = new Float64Array(measuredOf.length);
    for (let draw = 0; draw < task.blockSize; draw++)
      measuresOfDraw(random, shared).forEach((value, i) => {
        sums[i]! += value / task.blockSize;
      });
    return { index, values: sums };
  };
}

const centredFeatures = (activation: Activation): CentredFeatures => ({
  of: activation.value,
  mean: (variance) => meanOf(activation, variance),
});

/** Seconds a multiplication of ml-matrix takes, in products and in inverses. */
const [aProduct, anInverse] = [3e-9, 5e-9];

/** How long so many regressions take on so many threads, and how much memory. */
export function regressionForecast(task: RegressionTask, count: number, threads: number): Forecast {
  const {
    spectrum: { length: m },
    model: { features: n, samples: t },
    activation,
  } = task;
  const [small, large] = [Math.min(n, t), Math.max(n, t)];
  const products =
    n * m * t + small * small * large + small * small * m + (n > t ? n * t * m : m * t * n) + 2 * n * n * m;
  const forTest = activation === undefined ? 0 : testSamples(task) * n * (2 * m + n);
  const entries = n * m * 3 + m * t * 2 + n * t * 2 + (activation === undefined ? 0 : testSamples(task) * (m + n));
  return {
    seconds: (count * (aProduct * (products + forTest) + anInverse * 2 * small ** 3 + 8e-8 * entries)) / threads,
    bytes: threads * 8 * (2 * entries + 4 * n * n),
  };
}

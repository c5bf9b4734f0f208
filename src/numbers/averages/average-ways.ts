import type { Activation } from "../activations/activation.js";
import { expectation } from "../analysis/expectation.js";
import { hermiteInto } from "../analysis/hermite.js";
import type { Expectation, Layout } from "../analysis/integrands.js";
import { factorials, type Jet, multiplyJets, powersOf } from "../analysis/jets.js";
import type { AverageIndex } from "./exact-averages.js";

/*
 * The two ways to < d^m Delta^p >_K by quadrature. What rounding does to a value is not guessed but measured: sigma's
 * Taylor coefficients at a place and a hair away differ by what the series says, and by rounding; from there on bounds
 * are carried along, each product's from those of its factors.
 */

/** < sigma^2 >, and where the nodes were that it needed. */
export interface SecondMoment {
  readonly value: number;
  readonly error: number;
  readonly layout: Layout;
  /** Where sigma is not smooth and nobody has said so, in standard deviations. */
  readonly suspects: readonly number[];
}

/** Averages with their errors, infinite where a way gives none. */
export type Way = Pick<Expectation, "values" | "errors" | "failures">;

/** Where the rule has to look: at the kinks, and at 0 on a scale of 1 in phi, where activations bend. */
export const surroundings = (kinks: Activation["kinks"], root: number) => ({
  breaks: kinks.map(({ at }) => at / root),
  scale: 1 / root,
});

const hair = 2 ** -36;

/**
 * Sigma's first Taylor coefficients at x, two more than the order says, and what rounding, of x and of what they are
 * computed by, does to each, in units of epsilon.
 */
export function measured(
  { taylor }: Activation,
  x: number,
  order: number,
): { readonly sigma: Jet; readonly rounding: number[] } {
  const near = x === 0 ? 2 ** -60 : x * (1 + hair);
  const distance = near - x;
  const [here, there] = [taylor(x, order + 2), taylor(near, order)];
  const rounding = there.map((c, j) => {
    const [own, next, after] = [here[j], here[j + 1], here[j + 2]] as [number, number, number];
    const moved = own + distance * ((j + 1) * next + (((j + 2) * (j + 1)) / 2) * distance * after);
    return Math.abs(c - moved) / Number.EPSILON + Math.abs(own) + (j + 1) * Math.abs(next * x);
  });
  return { sigma: here, rounding };
}

const nameOf = ({ m, p }: AverageIndex, kernel: number): string =>
  `<${m === 0 ? "" : `d^${m} `}Delta${p === 1 ? "" : `^${p}`}> at K = ${kernel}`;

/** K^{-m/2} < Delta^p He_m(z) >. */
export function byHermite(
  activation: Activation,
  kernel: number,
  { value: subtracted, layout }: SecondMoment,
  indices: readonly AverageIndex[],
): Way {
  const { value, kinks } = activation;
  const root = Math.sqrt(kernel);
  const count = indices.length;
  const [largestM, largestP] = [Math.max(0, ...indices.map(({ m }) => m)), Math.max(1, ...indices.map(({ p }) => p))];
  const powers = new Float64Array(largestP + 1);
  const [hermite, sizes] = [new Float64Array(largestM + 1), new Float64Array(largestM + 1)];
  const integrands = (z: number, into: Float64Array, bounds: boolean): void => {
    const sigma = value(root * z);
    const square = sigma * sigma;
    const delta = square - subtracted;
    powers[0] = 1;
    for (let p = 1; p <= largestP; p++) powers[p] = delta * powers[p - 1]!;
    hermiteInto(hermite, z);
    for (let i = 0; i < count; i++) {
      const { m, p } = indices[i]!;
      into[i] = powers[p]! * hermite[m]!;
    }
    if (!bounds) return;
    const [own = Number.NaN] = measured(activation, root * z, 0).rounding;
    const ofSigma = Number.isFinite(own) ? own : 4 * Math.abs(sigma);
    const ofDelta = 2 * Math.abs(sigma) * ofSigma + square + Math.abs(delta);
    hermiteInto(sizes, Math.abs(z), 1);
    for (let i = 0; i < count; i++) {
      const { m, p } = indices[i]!;
      into[count + i] =
        p * Math.abs(powers[p - 1]! * hermite[m]!) * ofDelta +
        Math.abs(powers[p]!) * (p * Math.abs(hermite[m]!) + (m > 1 ? sizes[m]! / 2 : 0));
    }
  };
  const { values, errors, failures } = expectation(integrands, count, {
    ...surroundings(kinks, root),
    layout,
    describe: (i) => nameOf(indices[i]!, kernel),
  });
  const scale = indices.map(({ m }) => kernel ** (-m / 2));
  return {
    values: values.map((x, i) => scale[i]! * x),
    errors: errors.map((error, i) => scale[i]! * (error + 2 * Number.EPSILON * Math.abs(values[i]!))),
    failures,
  };
}

/** The Taylor coefficients of the powers of Delta, and what rounding does to each, in units of epsilon. */
interface Powers {
  readonly of: readonly Jet[];
  readonly rounding: readonly Jet[];
}

/** The powers of Delta from sigma's Taylor coefficients; bounds from those of sigma, or none. */
function deltaPowers(sigma: Jet, subtracted: number, largest: number, rounding?: Jet): Powers {
  const delta = multiplyJets(sigma, sigma);
  delta[0]! -= subtracted;
  const of = powersOf(delta, largest);
  if (rounding === undefined) return { of, rounding: [] };
  const size = sigma.map(Math.abs);
  const ofSquare = multiplyJets(
    size,
    size.map((s, j) => 2 * rounding[j]! + s),
  );
  ofSquare[0]! += Math.abs(delta[0]!);
  const deltaSize = delta.map(Math.abs);
  const bounds: Jet[] = [[], ofSquare];
  let power: Jet = deltaSize;
  for (let p = 2; p <= largest; p++) {
    // Of a product, what rounding does to a factor times the other, and the product's own.
    const ofFactor = multiplyJets(power, ofSquare).map((x) => p * x);
    power = multiplyJets(power, deltaSize);
    const own = power;
    bounds.push(ofFactor.map((x, j) => x + p * own[j]!));
  }
  return { of, rounding: bounds };
}

/**
 * < (Delta^p)^(m) >, with the jumps at the kinks.
 * @param onGaussian how many of the derivatives the Gaussian takes instead; 0 for an activation with kinks
 */
export function byDerivatives(
  activation: Activation,
  kernel: number,
  { value: subtracted, layout }: SecondMoment,
  indices: readonly AverageIndex[],
  onGaussian: (m: number) => number = () => 0,
): Way {
  const { taylor, kinks } = activation;
  const root = Math.sqrt(kernel);
  const count = indices.length;
  const taken = indices.map(({ m }) => onGaussian(m));
  const own = indices.map(({ m }, i) => m - taken[i]!);
  const largestM = Math.max(0, ...own);
  const largestP = Math.max(1, ...indices.map(({ p }) => p));
  const factorial = factorials(largestM);
  const largestTaken = Math.max(0, ...taken);
  const [hermite, sizes] = [new Float64Array(largestTaken + 1), new Float64Array(largestTaken + 1)];
  const integrands = (z: number, into: Float64Array, bounds: boolean): void => {
    const x = root * z;
    const found = bounds ? measured(activation, x, largestM) : undefined;
    const sigma = found ? found.sigma.slice(0, largestM + 1) : taylor(x, largestM);
    const { of, rounding } = deltaPowers(sigma, subtracted, largestP, found?.rounding);
    hermiteInto(hermite, z);
    if (bounds) hermiteInto(sizes, Math.abs(z), 1);
    for (let i = 0; i < count; i++) {
      const { p } = indices[i]!;
      const [m, n] = [own[i]!, taken[i]!];
      const factor = factorial[m]! * (n === 0 ? 1 : kernel ** (-n / 2));
      into[i] = factor * hermite[n]! * of[p]![m]!;
      if (bounds)
        into[count + i] =
          factor * (Math.abs(hermite[n]!) * rounding[p]![m]! + (n > 1 ? sizes[n]! * Math.abs(of[p]![m]!) : 0));
    }
  };
  if (kernel === 0) {
    const found = new Float64Array(2 * count);
    integrands(0, found, true);
    return {
      values: found.slice(0, count),
      errors: found.slice(count).map((bound, i) => 4 * Number.EPSILON * (bound + Math.abs(found[i]!))),
      failures: new Map(),
    };
  }
  const { values, errors, failures } = expectation(integrands, count, {
    ...surroundings(kinks, root),
    layout,
    describe: (i) => nameOf(indices[i]!, kernel),
  });
  const [jump, jumpSizes] = [new Float64Array(largestM + 1), new Float64Array(largestM + 1)];
  for (const { at, left, right } of kinks) {
    const [below, above] = [left, right].map((side) => {
      const sigma = side(largestM);
      return deltaPowers(
        sigma,
        subtracted,
        largestP,
        sigma.map((c, j) => 4 * Math.abs(c) + (j + 1) * Math.abs(at * (sigma[j + 1] ?? 0))),
      );
    }) as [Powers, Powers];
    const place = at / root;
    const weight = Math.exp((-place * place) / 2) / Math.sqrt(2 * Math.PI * kernel);
    hermiteInto(jump, place);
    hermiteInto(jumpSizes, Math.abs(place), 1);
    const ofWeight = 4 + place * place;
    for (let i = 0; i < count; i++) {
      const { m, p } = indices[i]!;
      // The j-th derivative jumps: the m-th one holds that jump times the (m-1-j)-th derivative of a delta function.
      for (let j = 0; j < m; j++) {
        const [from, to] = [below.of[p]![j]!, above.of[p]![j]!];
        const bound = below.rounding[p]![j]! + above.rounding[p]![j]!;
        const factor = factorial[j]! * kernel ** (-(m - 1 - j) / 2) * weight;
        const polynomial = jump[m - 1 - j]!;
        values[i]! += (to - from) * factor * polynomial;
        errors[i]! +=
          Number.EPSILON *
          factor *
          (Math.abs(polynomial) * (4 * bound + ofWeight * Math.abs(to - from)) +
            4 * jumpSizes[m - 1 - j]! * Math.abs(to - from));
      }
    }
  }
  return { values, errors, failures };
}

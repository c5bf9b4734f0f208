import { leastBetween } from "../analysis/minimum.js";
import { logGrid, rootBetween } from "../analysis/root.js";
import { affine, type Nilpotent, plus, times, varied } from "./nilpotent.js";
import { diverges, type PlanarSolution, planarSolution, productOfWeights, type RidgeModel } from "./planar-solution.js";

/*
 * The ridge and the sizes that make the planar loss of the solvable model of neural scaling laws least. The loss is a function of D, gamma/s = D (N - S)(T - S), so the best ridge is looked for among
 * the D from that without a ridge on: every D at which the derivative of the loss changes sign from - to +, and no ridge, are compared. Derivatives are exact sums over the spectrum.
 *
 * Without noise, and with teacher and test data like the training data, it is where (N - S)(T - S)(S_2 - S_3) = (S - S_2)^3: for a power law of many directions gamma/s grows as N T D.
 */

/** The best ridge, and the planar solution there. */
export interface OptimalRidge {
  /** gamma; 0 where no ridge is best. */
  readonly ridge: number;
  readonly planar: PlanarSolution;
}

/** How many D are looked at for a change of sign. */
const looks = 96;

/**
 * The ridge with the least loss + noise times what the labels' noise adds.
 * @param noise nu = sigma_eps^2 M/sigma_w^2
 * @throws UserError as `planarSolution` does
 */
export function optimalRidge(spectrum: Float64Array, model: Omit<RidgeModel, "ridge">, noise = 0): OptimalRidge {
  const { features: n, samples: t, scale, bulk = 0 } = model;
  const canBeWithout = n !== t || (bulk === 0 && spectrum.length <= n);
  const largest = spectrum.reduce((most, lambda) => Math.max(most, lambda), 0);
  const trace = spectrum.reduce((sum, lambda) => sum + lambda, bulk);
  const without = canBeWithout ? planarSolution(spectrum, { ...model, ridge: 0 }) : undefined;
  // At N = T and no ridge D is where S = N.
  const least = without?.d ?? planarSolution(spectrum, { ...model, samples: t * (1 + 1e-9), ridge: 0 }).d;
  const from = least > 0 ? least * (1 + 1e-12) : 1e-14 * Math.min(largest, trace / n);
  // Much noise asks for a ridge past all eigenvalues: there the loss is t_1 - 2 t_2/D + noise (N t_2 + t_1^2)/(N T D^2).
  const grid = logGrid(from, Math.max(2 * from, 1e6 * (largest + trace) * (1 + noise / trace)), looks);
  const slopes = grid.map((d) => slopeAt(spectrum, model, noise, d));
  const candidates = grid.flatMap((d, i) => {
    const [slope, next] = [slopes[i]!, slopes[i + 1] ?? 0];
    if (!(slope < 0 && next > 0)) return [];
    const root = rootBetween((x) => slopeAt(spectrum, model, noise, Math.exp(x)), Math.log(d), Math.log(grid[i + 1]!));
    const first = firstSum(spectrum, Math.exp(root), bulk);
    const ridge = scale * Math.exp(root) * (n - first) * (t - first);
    return ridge > 0 ? [{ ridge, planar: planarSolution(spectrum, { ...model, ridge }) }] : [];
  });
  // Where the loss only falls at the end the best student says 0, and any ridge past all others is as good.
  const last = grid.at(-1)!;
  const end = (): OptimalRidge => {
    const ridge = scale * last * n * t;
    return { ridge, planar: planarSolution(spectrum, { ...model, ridge }) };
  };
  const all = [
    ...(without === undefined ? [] : [{ ridge: 0, planar: without }]),
    ...candidates,
    ...(candidates.length === 0 || slopes.at(-1)! < 0 ? [end()] : []),
  ];
  const total = ({ planar }: OptimalRidge): number =>
    // Noise that is not there costs nothing, even where it would be without bound.
    planar.loss + (noise === 0 ? 0 : noise * planar.noise.excess);
  return all.reduce((best, other) => (total(other) < total(best) ? other : best));
}

function firstSum(spectrum: Float64Array, d: number, bulk: number): number {
  let sum = bulk / d;
  for (let i = spectrum.length - 1; i >= 0; i--) sum += spectrum[i]! / (spectrum[i]! + d);
  return sum;
}

/** The derivative of loss + noise times excess by log D. */
function slopeAt(spectrum: Float64Array, model: Omit<RidgeModel, "ridge">, noise: number, d: number): number {
  const { features: n, samples: t, teacher, test, bulk = 0 } = model;
  const plain = movingSums(spectrum, d);
  const weighted = (weights: Float64Array | undefined) =>
    weights === undefined ? plain : movingSums(spectrum, d, weights);
  const [ofTeacher, ofTest, ofBoth] = [weighted(teacher), weighted(test), weighted(productOfWeights(model))];
  const inBulk = varied(bulk / d, [-bulk / d]);
  const whole = ({ first, second }: MovingSums) => ({
    first: plus(first, inBulk),
    second,
    difference: plus(plus(first, second, -1), inBulk),
  });
  const own = whole(plain);
  const [u, x] = [affine(own.first, -1, n), affine(own.first, -1, t)];
  const m = own.difference;
  const determinant = plus(times(plus(u, x), m), times(u, x));
  const rho = whole(ofTest);
  const omega = plus(ofTeacher.first, ofTeacher.second, -1);
  const ladders = plus(
    times(rho.difference, plus(times(ofTeacher.second, plus(x, m)), times(m, omega))),
    times(rho.second, plus(times(omega, plus(u, m)), times(m, ofTeacher.second))),
  );
  // Of a quotient over det the slope is (numerator' - quotient det')/det.
  const over = (numerator: Nilpotent): Nilpotent => {
    const value = numerator[0]! / determinant[0]!;
    return varied(value, [(numerator[1]! - value * determinant[1]!) / determinant[0]!]);
  };
  const loss = times(varied(d, [d]), plus(plus(ofBoth.first, ofBoth.second, -1), over(ladders)));
  const excess = over(plus(times(u, rho.second), times(m, rho.first)));
  return loss[1]! + noise * excess[1]!;
}

/** S_1 and S_2 with their derivatives by log D. */
interface MovingSums {
  readonly first: Nilpotent;
  readonly second: Nilpotent;
}

function movingSums(spectrum: Float64Array, d: number, weights?: Float64Array): MovingSums {
  let [first, second, bySlope, bySecond] = [0, 0, 0, 0];
  for (let i = spectrum.length - 1; i >= 0; i--) {
    const inverse = 1 / (spectrum[i]! + d);
    const fraction = spectrum[i]! * inverse;
    const [rest, own] = [d * inverse, weights === undefined ? fraction : weights[i]! * fraction];
    first += own;
    second += own * fraction;
    bySlope -= own * rest;
    bySecond -= 2 * own * fraction * rest;
  }
  return { first: varied(first, [bySlope]), second: varied(second, [bySecond]) };
}

/** Sizes at a given cost, and the loss there. */
export interface OptimalSizes {
  readonly features: number;
  readonly samples: number;
  readonly ridge: number;
  /** On clean labels, with what noise adds, in units C sigma_w^2/2M. */
  readonly loss: number;
}

/** A cost N^p T^q. */
export interface Cost {
  readonly value: number;
  readonly powers: readonly [features: number, samples: number];
}

/** How many N are looked at. */
const sizesLookedAt = 97;

/**
 * The sizes that make the loss least at a given cost N^p T^q, as real numbers: every minimum inside the curve of that cost, the best first; its ends, where one of the two is 1, are no minima. Without a ridge and with p = q there are two, dual to
 * each other, on either side of the peak of double descent.
 * @param ridge gamma, or the best at every N and T
 */
export function optimalSizes(
  spectrum: Float64Array,
  model: Omit<RidgeModel, "features" | "samples" | "ridge">,
  { value, powers: [p, q] }: Cost,
  { ridge, noise = 0 }: { readonly ridge: number | "optimal"; readonly noise?: number },
): OptimalSizes[] {
  const [from, to] = [0, Math.log(value) / p];
  const at = (logN: number): OptimalSizes => {
    const sizes = { features: Math.exp(logN), samples: Math.exp((Math.log(value) - p * logN) / q) };
    const found =
      ridge === "optimal"
        ? optimalRidge(spectrum, { ...model, ...sizes }, noise)
        : { ridge, planar: solutionOrPeak(spectrum, { ...model, ...sizes, ridge }) };
    const { planar } = found;
    const loss = planar?.loss ?? Number.POSITIVE_INFINITY;
    const added = noise === 0 ? 0 : noise * (planar?.noise.excess ?? Number.POSITIVE_INFINITY);
    return { ...sizes, ridge: found.ridge, loss: loss + added };
  };
  const places = Array.from({ length: sizesLookedAt }, (_, i) => from + ((to - from) * i) / (sizesLookedAt - 1));
  const totals = places.map((place) => at(place).loss);
  const minima = places.flatMap((place, i) => {
    const [before, after] = [totals[i - 1], totals[i + 1]];
    if (before === undefined || after === undefined || !(totals[i]! < before && totals[i]! <= after)) return [];
    return [at(leastBetween((x) => at(x).loss, places[i - 1] ?? place, places[i + 1] ?? place))];
  });
  return minima.sort((a, b) => a.loss - b.loss);
}

/** The planar solution, or undefined at its pole. */
function solutionOrPeak(spectrum: Float64Array, model: RidgeModel): PlanarSolution | undefined {
  return diverges(spectrum, model) ? undefined : planarSolution(spectrum, model);
}

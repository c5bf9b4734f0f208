import { memoised } from "../../foundation/memoised.js";
import type { Activation } from "../activations/activation.js";
import { pivotedRoot } from "../analysis/cholesky.js";
import { expectation } from "../analysis/expectation.js";
import { familyOf, trapezoid } from "../analysis/integrands.js";
import { factorials, type Jet, powersOf } from "../analysis/jets.js";
import { density, evenNodes } from "../analysis/rules.js";
import { kernelAt, largestVariance, type Pairs } from "../networks/pairs.js";
import { exhausted, type Field, fieldsOf, memoisedByPairs, type ProductAverages } from "./pair-fields.js";

/*
 * Averages over several inputs of an activation without kinks. For each set of inputs the trapezoidal rule in all their
 * independent normals z, phi = A z: its error is exponentially small in 1/h in every direction, and the step that one
 * field needs by itself serves all, since no field moves faster along a z than along its own. What stands at an input,
 * a derivative of a power of sigma, is computed once a node; an average is then a sum of products of such lists.
 */

/** A grid with more nodes than this is not made: nested panels take over. */
const mostNodes = 1_500_000;
const steps = [0.6, 0.5, 0.42, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1];
const tolerance = 3e-12;

/** The powers of sigma that grids are made for: an average uses the first that is high enough. */
const powerSteps = [4, 8];

/** The nodes of some inputs. */
interface Grid {
  readonly weights: Float64Array;
  /** (sigma^times)^(derivatives) of each input at each node. */
  readonly lists: readonly ((field: Field) => Float64Array)[];
}

/**
 * < D_legs prod sigma sigma > for an activation that is smooth, with a covariance that may be singular.
 * @param kernel the covariance, an entry a pair
 * @param nested the averages where a grid would be too large
 */
export function gridAverages(
  activation: Activation,
  kernel: ArrayLike<number>,
  pairs: Pairs,
  nested: ProductAverages,
): ProductAverages {
  const largest = largestVariance(kernel, pairs);
  const ruleOf = memoised((times: number) => ({ rule: ruleFor(activation, largest, times) }), String);
  const gridOf = memoised(
    ({ present, times }: { readonly present: readonly number[]; readonly times: number }): Grid | null => {
      const { rule } = ruleOf(times);
      return rule === undefined
        ? null
        : gridFor(activation, pivotedRoot(kernelAt(kernel, pairs, present), exhausted), rule);
    },
    ({ present, times }) => [times, ...present].join(),
  );
  return memoisedByPairs((externals, legs) => {
    const { fields, factor } = fieldsOf(externals, legs, pairs);
    // A derivative by what is not there vanishes.
    if (fields.some(({ times }) => times === 0)) return 0;
    const highest = Math.max(...fields.map(({ times }) => times));
    const present = fields.map(({ input }) => input);
    const grid = gridOf({ present, times: powerSteps.find((power) => power >= highest) ?? highest });
    if (grid === null) return nested(externals, legs);
    const lists = fields.map((field, at) => grid.lists[at]!(field));
    return factor * productSum(grid.weights, lists);
  });
}

function productSum(weights: Float64Array, lists: readonly Float64Array[]): number {
  let total = 0;
  for (let n = 0; n < weights.length; n++) {
    let product = weights[n]!;
    for (const list of lists) product *= list[n]!;
    total += product;
  }
  return total;
}

/**
 * The step that the averages of one field need, with sigma to some power, and how far out they are made; undefined
 * where the step is too small for a grid.
 */
function ruleFor(
  activation: Activation,
  variance: number,
  highest: number,
): { readonly step: number; readonly reach: number } | undefined {
  const root = Math.sqrt(variance);
  const [powers, derivatives] = [
    [2, highest],
    [0, 2, 4],
  ];
  const count = powers.length * derivatives.length;
  const at = (z: number, into: Float64Array, bounds: boolean): void => {
    const jets = [activation.taylor(root * z, 4)];
    powers.forEach((times, t) => {
      const lists = derivativesOfPower(jets, times);
      derivatives.forEach((n, d) => {
        const i = t * derivatives.length + d;
        into[i] = lists[n]![0]!;
        if (bounds) into[count + i] = Math.abs(into[i]);
      });
    });
  };
  const describe = () => `a power of ${activation.name}`;
  const { values, failures, layout } = expectation(at, count, { breaks: [], scale: 1 / root, describe });
  for (const reason of failures.values()) throw reason;
  const { reach } = layout;
  const family = familyOf(at, count, describe);
  const step = steps.find((h) => {
    const sums = trapezoid(family, h, reach);
    return sums.values.every((sum, f) => Math.abs(sum - values[f]!) <= tolerance * sums.sizes[f]!);
  });
  return step === undefined ? undefined : { step, reach };
}

/**
 * About how many nodes a grid over some independent normals has, those within a ball, as {@link gridAverages} makes it
 * for averages in which an input stands at most four times; none where that would be too many.
 */
export function gridSize(activation: Activation, variance: number): (normals: number) => number {
  const rule = ruleFor(activation, variance, powerSteps[0]!);
  return (normals) => {
    const side = rule === undefined ? mostNodes : Math.floor(rule.reach / rule.step);
    return (2 * side + 1) ** normals > 2 * mostNodes ? 0 : ballVolume(normals) * (side + 0.5) ** normals;
  };
}

/** The volume of a unit ball. */
const ballVolume = (dimension: number): number =>
  dimension < 2 ? 2 ** dimension : (2 * Math.PI * ballVolume(dimension - 2)) / dimension;

/** The nodes within reach, all of them or none. */
function gridFor(
  activation: Activation,
  root: readonly (readonly number[])[],
  { step, reach }: { readonly step: number; readonly reach: number },
): Grid | null {
  const rank = Math.max(0, ...root.map((row) => row.length));
  if ((2 * Math.floor(reach / step) + 1) ** rank > 2 * mostNodes) return null;
  const places = evenNodes(reach, step);
  const weights: number[] = [];
  const fields: number[][] = root.map(() => []);
  const z = new Array<number>(rank).fill(0);
  const visit = (axis: number, square: number, weight: number): void => {
    if (axis === rank) {
      weights.push(weight);
      root.forEach((row, i) => {
        fields[i]?.push(row.reduce((phi, a, c) => phi + a * z[c]!, 0));
      });
      return;
    }
    for (const value of places) {
      const next = square + value * value;
      if (next > reach * reach) continue;
      z[axis] = value;
      visit(axis + 1, next, weight * step * density(value));
    }
  };
  visit(0, 0, 1);
  return { weights: Float64Array.from(weights), lists: fields.map((phi) => listsOf(activation, phi)) };
}

/** The derivatives of the powers of sigma at given values of a field, each list made when it is first asked for. */
function listsOf({ taylor }: Activation, phi: readonly number[]): (field: Field) => Float64Array {
  // A field that depends on some of the z's only has the same value at many nodes.
  const places = new Map<number, number>();
  const place = Int32Array.from(phi, (x) => {
    const known = places.get(x);
    if (known !== undefined) return known;
    places.set(x, places.size);
    return places.size - 1;
  });
  const values = [...places.keys()];
  let jets: readonly Jet[] = [];
  /** By the power of sigma: its derivatives, a list over the values for each. */
  let powers = new Map<number, Float64Array[]>();
  return memoised(
    ({ times, derivatives }: Field): Float64Array => {
      if (derivatives >= (jets[0]?.length ?? 0)) {
        const order = Math.max(derivatives, 4);
        jets = values.map((x) => taylor(x, order));
        powers = new Map();
      }
      const found = powers.get(times) ?? derivativesOfPower(jets, times);
      powers.set(times, found);
      const list = found[derivatives]!;
      if (list.length === place.length) return list;
      const spread = new Float64Array(place.length);
      for (let n = 0; n < place.length; n++) spread[n] = list[place[n]!]!;
      return spread;
    },
    ({ times, derivatives }) => `${times},${derivatives}`,
  );
}

/** All derivatives of sigma^times, from the Taylor coefficients of sigma at each value. */
function derivativesOfPower(jets: readonly Jet[], times: number): Float64Array[] {
  const length = jets[0]?.length ?? 0;
  const lists = Array.from({ length }, () => new Float64Array(jets.length));
  const factorial = factorials(length);
  jets.forEach((jet, n) => {
    const power = powersOf(jet, times)[times]!;
    for (let d = 0; d < length; d++) lists[d]![n] = factorial[d]! * power[d]!;
  });
  return lists;
}

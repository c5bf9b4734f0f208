import { bench, describe } from "vitest";
import type { Activation } from "../src/numbers/activations/activation.js";
import { activationNamed } from "../src/numbers/activations/activations.js";
import { pivotedRoot } from "../src/numbers/analysis/cholesky.js";
import { evenRule, productNodes } from "../src/numbers/averages/nodes.js";
import { quadratureAverages } from "../src/numbers/averages/panel-averages.js";
import { sharedAverages } from "../src/numbers/averages/shared-averages.js";
import { signAverages } from "../src/numbers/averages/sign-averages.js";
import { pairsOf } from "../src/numbers/networks/pairs.js";

/* Averages over several inputs: directions that inputs share, beside a grid over all of them and nested panels. */

const named = (name: string): Activation => activationNamed(name) as Activation;

/** Inputs in no special position. */
const kernel = [
  [1, 0.4, 0.2, 0.3],
  [0.4, 1.2, 0.5, 0.1],
  [0.2, 0.5, 0.9, 0.35],
  [0.3, 0.1, 0.35, 1.1],
];
const first = (n: number): number[][] => kernel.slice(0, n).map((row) => row.slice(0, n));

/** One average by the trapezoidal rule in as many normals as there are inputs, to eleven digits. */
function byGrid(activation: Activation, covariance: readonly (readonly number[])[]): number {
  const root = pivotedRoot(covariance, 1e-13);
  let total = 0;
  productNodes(
    root.map(() => evenRule(0.4, 7.5)),
    7.5,
  )(({ z, weights, count }) => {
    for (let n = 0; n < count; n++) {
      let product = weights[n] as number;
      for (const row of root) {
        let phi = 0;
        row.forEach((a, j) => {
          phi += a * (z[j]?.[n] as number);
        });
        product *= activation.value(phi);
      }
      total += product;
    }
  });
  return total;
}

describe.each([3, 4])("tanh, %i inputs", (inputs) => {
  const covariance = first(inputs);
  const ways = sharedAverages(named("tanh"));
  bench("all averages of four sigmas and two legs, by shared directions", () => {
    ways.over(covariance).averages({ times: 4, derivatives: 4 });
  });
  bench("one average of as many sigmas as inputs, by a grid over all", () => {
    byGrid(named("tanh"), covariance);
  });
});

describe("relu, three inputs", () => {
  const covariance = first(3);
  const pairs = pairsOf(3);
  const flat = pairs.list.map(([i, j]) => covariance[i]?.[j] as number);
  const ways = sharedAverages(named("relu"));
  bench("all averages of four sigmas and a leg, in closed form", () => {
    signAverages(named("relu"), covariance, { times: 4, derivatives: 2 });
  });
  bench("the same by shared directions", () => {
    ways.over(covariance).averages({ times: 4, derivatives: 2 });
  });
  bench("one of them by nested panels", () => {
    quadratureAverages(named("relu"), flat, pairs)([1, 5], [0]);
  });
});

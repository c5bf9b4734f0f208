import { bench, describe } from "vitest";
import { compile } from "../src/answer/compile.js";
import { evaluateGraph } from "../src/code/graph.js";
import { leadingSymbols, stationaryGraph } from "../src/code/stationary.js";
import { certifyUnlisted } from "../src/proof/kernel.js";
import { integralAt } from "../src/routes/kernel/integral.js";
import { loopSeries } from "../src/routes/kernel/loop-series.js";
import { leadingSeries } from "../src/routes/kernel/series.js";
import { plainExpansion } from "../src/symbols/symbols.js";
import { leadingSum } from "../src/theory/kernel/closed-form.js";

/* Sums with and without diagrams, and their proofs. */

describe("V_20 at leading order: 11,947 diagrams, 2,710 monomials", () => {
  const sum = leadingSum(10);
  bench("in closed form", () => {
    leadingSum(10);
  });
  bench("proved: integral modulo a prime, Poisson neurons", () => {
    certifyUnlisted({ k: 10, loops: [0, 0], ...plainExpansion, sum });
  });
  bench("by the stationary value", () => {
    leadingSeries(10);
  });
  bench("by the diagrams, with certificate", () => {
    compile("V_20");
  });
});

describe("V_30 at leading order: 13,332,732 diagrams, 107,599 monomials", () => {
  bench(
    "in closed form",
    () => {
      leadingSum(15);
    },
    { iterations: 3, time: 0 },
  );
});

describe("V_12 at 2 loops: 9,269 diagrams, 1,077 monomials", () => {
  bench("by cumulants", () => {
    loopSeries(6, 2);
  });
  bench("alone, proved", () => {
    compile("V_12 at 2 loops", { sumOnly: true });
  });
  bench("by the diagrams, with certificate", () => {
    compile("V_12 at 2 loops");
  });
});

describe("V_40 at a point", () => {
  const symbols = leadingSymbols(20, undefined);
  const graph = stationaryGraph(20, symbols, undefined);
  const values = symbols.map((_, i) => 1 + i / 8);
  bench("the recursion's 28,371 operations, interpreted", () => {
    evaluateGraph(graph, values, {
      constant: ({ num, den }) => Number(num) / Number(den),
      add: (a, b) => a + b,
      multiply: (a, b) => a * b,
      inverse: (a) => 1 / a,
    });
  });
  bench("the integral modulo a prime", () => {
    integralAt({ k: 20, orders: 0, ...plainExpansion }, ({ name }) => 1 + name.length);
  });
});

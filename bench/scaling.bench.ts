import { spawnSync } from "node:child_process";
import { bench, describe } from "vitest";
import { planarSolution, powerLaw } from "../src/numbers/scaling/planar-solution.js";
import { begunRegressions } from "../src/numbers/scaling/regressions.js";
import { lossOfOrder } from "../src/routes/scaling/loop-equations.js";
import { lossCircles, monomialOf, rungsOf } from "../src/theory/scaling/diagram.js";
import { everyPairing } from "../src/theory/scaling/every-pairing.js";
import { planarSteps } from "../src/theory/scaling/planar.js";

/*
 * Scaling laws: the solver beside one pass over its spectrum, planar diagrams beside a walk that looks at each afresh, loop equations beside
 * every pairing, regressions beside the same in NumPy where that is present.
 */

function timed<T>(work: () => T): { readonly result: T; readonly seconds: number } {
  const start = performance.now();
  const result = work();
  return { result, seconds: (performance.now() - start) / 1000 };
}

const fastest = (times: number, work: () => void): number =>
  Math.min(...Array.from({ length: times }, () => timed(work).seconds));

const million = powerLaw(1_000_000, 0.7);
const pass = fastest(5, () => {
  let sum = 0;
  for (const lambda of million) sum += lambda / (lambda + 1e-6);
  if (sum < 0) throw new Error("no sum");
});
console.table(
  (
    [
      ["N = 1000, T = 4000", 1000, 4000, 1e-6],
      ["N = T = 1000", 1000, 1000, 1],
      ["N = 600,000, T = 700,000", 600_000, 700_000, 1e-3],
      ["N = 1000, T = 4000, no ridge", 1000, 4000, 0],
    ] as const
  ).map(([model, features, samples, ridge]) => {
    const seconds = fastest(5, () => void planarSolution(million, { features, samples, ridge, scale: 1e-6 }));
    return {
      model,
      "ms at M = 10^6": Number((seconds * 1000).toFixed(1)),
      "passes over the spectrum": Number((seconds / pass).toFixed(1)),
    };
  }),
);

const walked = (order: number): number => {
  let count = 0;
  for (const { circle } of lossCircles(order))
    for (const { rungs, latent } of planarSteps(circle)) count += rungs + latent < 0 ? 0 : 1;
  return count;
};
const afresh = (order: number): number => {
  let count = 0;
  for (const { circle } of lossCircles(order))
    for (const { pairing } of planarSteps(circle)) {
      const diagram = { circle, pairing };
      count += monomialOf(diagram).factors.length + rungsOf(diagram).length < 0 ? 0 : 1;
    }
  return count;
};
walked(6);
console.table(
  [7, 8].map((order) => {
    const ours = timed(() => walked(order));
    const other = timed(() => afresh(order));
    return {
      order,
      diagrams: ours.result,
      "a second, with monomial and rungs": Math.round(ours.result / ours.seconds),
      "time counted afresh / carried along": Number((other.seconds / ours.seconds).toFixed(1)),
    };
  }),
);

const pairings = (order: number): number => {
  let count = 0;
  for (const { circle } of lossCircles(order)) for (const _ of everyPairing(circle)) count++;
  return count;
};
console.table(
  [4, 5, 6].map((order) => ({
    order,
    "loop equations, s": Number(timed(() => lossOfOrder(order)).seconds.toFixed(3)),
    "every pairing, s": order > 4 ? "not waited for" : Number(timed(() => pairings(order)).seconds.toFixed(3)),
  })),
);

/** The same regressions in NumPy, so many: seconds, or undefined where it is absent. */
function inNumPy(n: number, t: number, m: number, draws: number): number | undefined {
  const program = `
import time
import numpy as np
n, t, m, draws = ${n}, ${t}, ${m}, ${draws}
rng = np.random.default_rng(1)
lam = np.arange(1, m + 1.0) ** -1.7
start = time.perf_counter()
total = 0.0
for _ in range(draws):
    x = rng.standard_normal((m, t)) * np.sqrt(lam)[:, None]
    u = rng.standard_normal((n, m)) / np.sqrt(m)
    phi = u @ x
    z = np.linalg.solve(phi @ phi.T + 0.05 * np.eye(n), phi)
    theta = x @ z.T
    a = theta @ u
    total += (((np.eye(m) - a) ** 2) @ lam).sum() + (((z.T @ u) ** 2) @ lam).sum()
print(time.perf_counter() - start)
`;
  const { status, stdout } = spawnSync("/usr/bin/python3", ["-c", program], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : undefined;
}

const ours = async (n: number, t: number, m: number, draws: number): Promise<number> => {
  const spectrum = powerLaw(m, 0.7);
  const model = { features: n, samples: t, ridge: 0.05, scale: 1 / m };
  const measured = await begunRegressions({ kind: "regressions", spectrum, model, seed: 1, blockSize: draws });
  measured(0);
  return timed(() => measured(1)).seconds;
};
const sizes = [
  [10, 20, 60, 400],
  [40, 40, 130, 60],
  [100, 200, 300, 8],
  [300, 300, 600, 1],
] as const;
const rows = [];
for (const [n, t, m, draws] of sizes) {
  const seconds = await ours(n, t, m, draws);
  const numpy = inNumPy(n, t, m, draws);
  rows.push({
    "N, T, M": `${n}, ${t}, ${m}`,
    "ms a regression": Number(((seconds * 1000) / draws).toFixed(2)),
    "ours / NumPy's": numpy === undefined ? "absent" : Number((seconds / numpy).toFixed(1)),
  });
}
console.table(rows);

describe("the planar diagrams of order 6", () => {
  bench("carried along", () => {
    walked(6);
  });
  bench("counted afresh", () => {
    afresh(6);
  });
});

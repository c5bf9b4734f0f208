import { spawnSync } from "node:child_process";
import { bench, describe } from "vitest";
import { actionUnproved } from "../src/answer/action/action.js";
import { actionByFlow } from "../src/routes/action/flow.js";
import { leadingByFlow, leadingCoupling } from "../src/routes/action/legendre.js";
import { actionByMoments } from "../src/routes/action/moments.js";
import { actionDiagrams, actionSum, actionTerm } from "../src/theory/action/diagrams.js";
import { traceDiagrams } from "../src/theory/action/traces.js";

/*
 * The action of a layer: its three routes beside each other, and the moments beside the same sums in SymPy where that is
 * present.
 */

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const byDiagrams = (order: number): number => {
  const terms = Array.from({ length: order }, (_, i) => [...actionDiagrams(i + 1)].map((found) => actionTerm(found)));
  return actionSum(terms.flat(), order).length;
};

actionByFlow(3);
console.table(
  [2, 4, 6, 8, 10].map((order) => {
    const [flow, moments] = [timed(() => actionByFlow(order)), timed(() => actionByMoments(order))];
    const diagrams = order <= 6 ? timed(() => byDiagrams(order)) : undefined;
    return {
      "through order": order,
      "flow, ms": Math.round(flow),
      "moments over flow": Number((moments / flow).toFixed(1)),
      "diagrams over flow": diagrams === undefined ? "" : Number((diagrams / flow).toFixed(1)),
    };
  }),
);
console.log(
  `orders 1 to 4 by three routes with the certificate: ${Math.round(timed(() => actionUnproved("action through order 1/n^4", { thorough: true })))} ms`,
);
console.log(
  `general inputs, orders 1 to 3: ${Math.round(timed(() => actionUnproved("action through order 1/n^3 with general inputs")))} ms, of which ${Math.round(timed(() => [1, 2, 3].map((p) => [...traceDiagrams(p)].length)))} ms are the list`,
);

/** The moments' route in SymPy, through an order: the same sums, collected by its polynomials. */
const sympy = (order: number): string => `
import time
from sympy import symbols, Rational, binomial, factorial, Poly, rf
from sympy.utilities.iterables import partitions
q, n, k, t = symbols("q n k t")
V = {b: symbols("V%d" % (2 * b)) for b in range(2, ${order + 2})}
start = time.perf_counter()
# k is 1/K, t is 1/n'.
gens = (q, n, k, t) + tuple(V.values())
ratio = [Poly(0, *gens) for _ in range(${order + 1})]
ratio[0] = Poly(1, *gens)
for m in range(2, ${2 * order + 1}):
    basis = Poly(0, *gens)
    for i in range(m + 1):
        rising = Poly(1, *gens)
        for j in range(i + 1, m + 1):
            rising = rising * Poly(n / 2 + j - 1, *gens)
        basis += rising * Poly(Rational((-1) ** (m + i), 2 ** i * factorial(i) * factorial(m - i)) * q ** i * k ** (m + i), *gens)
    for part in partitions(m):
        if 1 in part:
            continue
        p = m - sum(part.values())
        if p > ${order}:
            continue
        weight = factorial(m)
        term = 1
        for b, times in part.items():
            weight = weight / (factorial(b) ** times * factorial(times))
            term = term * V[b] ** times
        ratio[p] += basis * Poly(weight * term * t ** p, *gens)
log = [Poly(0, *gens)]
for p in range(1, ${order + 1}):
    total = ratio[p]
    for i in range(1, p):
        total -= log[i] * ratio[p - i] * Rational(i, p)
    log.append(total)
print((time.perf_counter() - start) * 1000, len(log[-1].terms()))
`;
for (const order of [2, 4]) {
  const { status, stdout } = spawnSync("/usr/bin/python3", ["-c", sympy(order)], { encoding: "utf8" });
  if (status !== 0) {
    console.log("no SymPy here to compare with");
    break;
  }
  const [milliseconds = 0, terms] = stdout.trim().split(" ").map(Number);
  const own = Math.min(...Array.from({ length: 3 }, () => timed(() => actionByMoments(order))));
  console.log(
    `through order ${order}, ${terms} monomials: SymPy's polynomials take ${Math.round(milliseconds)} ms, ${(milliseconds / own).toFixed(0)} times as long as these moments`,
  );
}

describe("leading couplings through order 20", () => {
  bench("the closed form", () => {
    for (let p = 1; p <= 20; p++) leadingCoupling(p);
  });
  bench("the Hamilton-Jacobi flow", () => {
    leadingByFlow(20);
  });
});

describe("the action through order 4", () => {
  bench("flow", () => {
    actionByFlow(4);
  });
  bench("moments", () => {
    actionByMoments(4);
  });
  bench("diagrams", () => {
    byDiagrams(4);
  });
});

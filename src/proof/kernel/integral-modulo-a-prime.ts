import { orderOfMonomial } from "../../algebra/orders.js";
import { pointOf, provingPoints, valuesModuloPrime } from "../../algebra/residues.js";
import { loopRange } from "../../graphs/counting.js";
import { integralAt } from "../../routes/kernel/integral.js";
import type { CheckOf } from "../certificate.js";
import type { UnlistedClaim } from "../claims.js";

/** The sum, order by order, against the integral over g at points without a pattern, modulo a prime. */
export const integralModuloAPrime: CheckOf<UnlistedClaim> = {
  name: "integral modulo a prime",
  of: "sums without diagrams",
  cannotSee: "with a probability of some 10^-12 a sum that differs",
  look({ k, loops, sum, about, blobs }) {
    const orders = loopRange(loops);
    const values = provingPoints.map(pointOf);
    const found = valuesModuloPrime(sum, values, (m) => orderOfMonomial(m) - (k - 1));
    const expected = values.map((value) =>
      integralAt({ k, orders: loops[1], about, blobs }, ({ name }) => value(name)),
    );
    const differs = orders.find((order) =>
      provingPoints.some((i) => (found[i]?.[order] ?? 0) !== expected[i]?.[order]),
    );
    const stray = found.some((parts) => parts.some((_, order) => order < loops[0] || order > loops[1]));
    const passed = differs === undefined && !stray;
    return {
      passed,
      detail: passed
        ? `all ${sum.size} monomials at ${provingPoints.length} points: each order is the cumulant of < exp(n c(t/n, g)) > over g`
        : differs === undefined
          ? "the sum has terms of orders that were not asked for"
          : `at order ${differs} beyond leading the sum is ${provingPoints.map((i) => found[i]?.[differs] ?? 0).join(" and ")}, the integral over g ${provingPoints.map((i) => expected[i]?.[differs]).join(" and ")}`,
    };
  },
};

import { oddFactorial, stirlingRow } from "../../algebra/integers.js";
import * as Q from "../../algebra/rational.js";
import type { CheckOf } from "../certificate.js";
import type { CorrelatorClaim } from "../claims.js";

/** The coefficients against (2m-1)!! pairings times the set partitions of m pairs. */
export const pairings: CheckOf<CorrelatorClaim> = {
  name: "pairings",
  of: "every correlator",
  cannotSee: "deltas, inputs and widths",
  look({ fields, connected, sum }) {
    const total = [...sum.values()].reduce((n, { coefficient }) => Q.add(n, coefficient), Q.zero);
    const partitions = connected ? 1n : stirlingRow(fields.length / 2).reduce((count, blocks) => count + blocks, 0n);
    const pairingCount = oddFactorial(fields.length / 2);
    const expected = pairingCount * partitions;
    return {
      passed: Q.equals(total, Q.rational(expected)),
      detail: `the coefficients add up to ${Q.toText(total)}; ${pairingCount} pairings times ${partitions} set partitions are ${expected}`,
    };
  },
};

import { type Polynomial, type Summand, sorted, toPlain } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";

/** The first monomial in which two sums that should be the same differ, in words. */
export function firstDifference(sum: Polynomial, series: Polynomial, where = "in the series"): string {
  const differing = (p: Polynomial, q: Polynomial): Summand | undefined =>
    sorted(p).find(({ coefficient, monomial }) => {
      const other = q.get(monomial.key);
      return other === undefined || !Q.equals(other.coefficient, coefficient);
    });
  const found = differing(sum, series) ?? (differing(series, sum) as Summand);
  const [plain] = toPlain(new Map([[found.monomial.key, found]]));
  const coefficientIn = (p: Polynomial) => Q.toText(p.get(found.monomial.key)?.coefficient ?? Q.zero);
  const powers = Object.entries(plain?.powers ?? {}).map(([name, power]) => (power === 1 ? name : `${name}^${power}`));
  return `${powers.join(" ") || "1"} has ${coefficientIn(sum)} in the sum and ${coefficientIn(series)} ${where}`;
}

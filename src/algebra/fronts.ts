import type { TheorySymbol } from "../symbols/symbols.js";
import { accumulator, addTerm, type Monomial, type Polynomial, restrict, type Summand, sorted } from "./polynomial.js";

/** The part of a sum with the same vertices, mean corrections and widths in front of the averages. */
export interface Front {
  readonly front: Monomial;
  /** A polynomial in the averages alone. */
  readonly bracket: Polynomial;
}

const isAverage = ({ kind }: TheorySymbol): boolean => kind === "average" || kind === "second-moment";

/** Groups terms by the part of each that stands in front, groups and their terms in the order in which they come. */
export function groupedBy(terms: Iterable<Summand>, inFront: (symbol: TheorySymbol) => boolean): Front[] {
  const groups = new Map<string, { front: Monomial; bracket: ReturnType<typeof accumulator> }>();
  for (const { coefficient, monomial } of terms) {
    const front = restrict(monomial, inFront);
    const group = groups.get(front.key) ?? { front, bracket: accumulator() };
    groups.set(front.key, group);
    addTerm(
      group.bracket,
      coefficient,
      restrict(monomial, (symbol) => !inFront(symbol)),
    );
  }
  return [...groups.values()];
}

/** Groups a sum by what stands in front of the averages; fronts and terms in the fixed order of the sum. */
export const byFront = (sum: Polynomial): Front[] => groupedBy(sorted(sum), (symbol) => !isAverage(symbol));

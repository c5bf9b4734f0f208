import { accumulator, addTerm, type Monomial, type Polynomial, restrict, sorted } from "../algebra/polynomial.js";
import type { TheorySymbol } from "../algebra/symbols.js";

/** The part of a sum with the same vertices, mean corrections and widths in front of the averages. */
export interface Front {
  readonly front: Monomial;
  /** A polynomial in the averages alone. */
  readonly bracket: Polynomial;
}

const isAverage = ({ kind }: TheorySymbol): boolean => kind === "average" || kind === "second-moment";

/** Groups a sum by what stands in front of the averages; fronts and terms in the fixed order of the sum. */
export function byFront(sum: Polynomial): Front[] {
  const groups = new Map<string, { front: Monomial; bracket: ReturnType<typeof accumulator> }>();
  for (const { coefficient, monomial } of sorted(sum)) {
    const front = restrict(monomial, (symbol) => !isAverage(symbol));
    const group = groups.get(front.key) ?? { front, bracket: accumulator() };
    groups.set(front.key, group);
    addTerm(group.bracket, coefficient, restrict(monomial, isAverage));
  }
  return [...groups.values()];
}

import type { Monomial, Polynomial } from "./polynomial.js";

/** The power of 1/n that a monomial carries, all widths counted alike. */
export const orderOfMonomial = ({ factors }: Monomial): number =>
  factors.reduce((total, { symbol, power }) => (symbol.kind === "width" ? total - power : total), 0);

/** The terms through the given power of 1/n. */
export const throughOrder = (p: Polynomial, order: number): Polynomial =>
  new Map([...p].filter(([, { monomial }]) => orderOfMonomial(monomial) <= order));

/** The terms with the given power of 1/n. */
export const ofOrder = (p: Polynomial, order: number): Polynomial =>
  new Map([...p].filter(([, { monomial }]) => orderOfMonomial(monomial) === order));

/** The terms with the given power of 1/n and more. */
export const fromOrder = (p: Polynomial, order: number): Polynomial =>
  new Map([...p].filter(([, { monomial }]) => orderOfMonomial(monomial) >= order));

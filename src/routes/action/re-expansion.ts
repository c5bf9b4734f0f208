import { factorial } from "../../algebra/integers.js";
import {
  type Accumulator,
  accumulator,
  addProductTo,
  addTo,
  constant,
  derivative,
  type Polynomial,
  renameSymbols,
  single,
  symbolTerm,
  times,
  unit,
  zeroPolynomial,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import {
  commonWidth,
  type Expansion,
  fieldsSquared,
  kernelSymbol,
  meanShift,
  vertex,
  width,
} from "../../symbols/symbols.js";

/*
 * From the action about the full mean with full vertices to another expansion, by substitution: K = K_0 + K_1/n' + ...
 * by Taylor's formula, V_2b = V_2b[0] + V_2b[1]/n' + ... term by term; n' = n_{l-1}.
 */

/** Powers of 1/n', cut off at an order. */
type Orders = readonly Polynomial[];

/** S_1, ..., S_order of another expansion, entry 0 left empty. @param parts those about the full mean, entry 0 empty */
export function reExpandedAction(parts: readonly Polynomial[], { about, blobs }: Expansion): Polynomial[] {
  const order = parts.length - 1;
  const orders = Array.from({ length: order + 1 }, accumulator);
  parts.forEach((part, p) => {
    // Each order brings those above it; the Gaussian part has a slope too.
    const written = blobs === "expanded" ? withSeries(part, order) : [part];
    written.forEach((own, more) => {
      addShifted(orders, own, p + more, about);
    });
  });
  if (about === "K_0") addGaussianShifts(orders);
  return orders.map((part, p) => (p === 0 ? zeroPolynomial : atKernel(part, about)));
}

/** (K_1/n' + K_2/n'^2 + ...)^i by powers of 1/n'. */
function shiftPower(i: number, order: number): Orders {
  let power: Orders = Array.from({ length: order + 1 }, (_, p) => (p === 0 ? constant(Q.one) : zeroPolynomial));
  for (let j = 0; j < i; j++) {
    const before = power;
    power = before.map((_, p) => {
      const total = accumulator();
      for (let s = 1; s <= p; s++)
        addProductTo(total, times(symbolTerm(meanShift(s)), symbolTerm(width(1), -s)), before[p - s] as Polynomial);
      return total;
    });
  }
  return power;
}

/** Adds a polynomial of order p at K = K_0 + ..., K standing for K_0. */
function addShifted(orders: readonly Accumulator[], part: Polynomial, p: number, about: Expansion["about"]): void {
  const order = orders.length - 1;
  if (p > order) return;
  let slope = part;
  for (let i = 0; i <= (about === "K_0" ? order - p : 0); i++) {
    shiftPower(i, order - p).forEach((shift, s) => {
      addProductTo(orders[p + s] as Accumulator, slope, shift, Q.rational(1n, factorial(i)));
    });
    slope = derivative(slope, kernelSymbol);
  }
}

/** What q/2K + (n/2) log K has beyond its value at K_0. */
function addGaussianShifts(orders: readonly Accumulator[]): void {
  const order = orders.length - 1;
  let slope = times(times(symbolTerm(fieldsSquared), symbolTerm(kernelSymbol, -2)), constant(Q.rational(-1, 2)));
  const logarithm = accumulator();
  addTo(logarithm, slope);
  addTo(logarithm, times(times(symbolTerm(commonWidth), symbolTerm(kernelSymbol, -1)), constant(Q.rational(1, 2))));
  slope = logarithm;
  for (let i = 1; i <= order; i++) {
    shiftPower(i, order).forEach((shift, s) => {
      addProductTo(orders[s] as Accumulator, slope, shift, Q.rational(1n, factorial(i)));
    });
    slope = derivative(slope, kernelSymbol);
  }
}

/** A polynomial with each V_2b as its series: entry s has s more powers of 1/n'. */
function withSeries(part: Polynomial, order: number): Polynomial[] {
  const orders = Array.from({ length: order + 1 }, accumulator);
  for (const { coefficient, monomial: m } of part.values()) {
    let products: Orders = Array.from({ length: order + 1 }, (_, s) =>
      s === 0 ? single(coefficient, unit) : zeroPolynomial,
    );
    for (const { symbol, power } of m.factors)
      for (let i = 0; i < (symbol.kind === "vertex" ? power : 1); i++) {
        const before = products;
        products =
          symbol.kind === "vertex"
            ? before.map((_, s) => {
                const total = accumulator();
                for (let own = 0; own <= s; own++)
                  addProductTo(
                    total,
                    times(symbolTerm(vertex(symbol.degree, own)), symbolTerm(width(1), -own)),
                    before[s - own] as Polynomial,
                  );
                return total;
              })
            : before.map((product) => times(product, symbolTerm(symbol, power)));
      }
    products.forEach((product, s) => {
      addTo(orders[s] as Accumulator, product);
    });
  }
  return orders;
}

/** K, which stood for K_0, by its name. */
const atKernel = (part: Polynomial, about: Expansion["about"]): Polynomial =>
  about === "K_0" ? renameSymbols(part, (symbol) => (symbol.name === kernelSymbol.name ? meanShift(0) : symbol)) : part;

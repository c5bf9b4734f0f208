import { type Polynomial, symbolTerm, times, zeroPolynomial } from "../../algebra/polynomial.js";
import { type Expansion, meanShift, type TheorySymbol, vertex, width } from "../../symbols/symbols.js";

/* The cumulants of a layer's kernel by powers of 1/n_{l-1}, in each expansion. */

/** The cumulant kappa_b of the kernel at a power p of 1/n_{l-1}; of b = 1 what the mean has beyond the kernel that the expansion is about. */
export function cumulantOfOrder(b: number, p: number, { about, blobs }: Expansion): Polynomial {
  const own = b === 1 ? (about === "K_0" && p > 0 ? meanShift(p) : undefined) : vertexOfOrder(b, p - b + 1, blobs);
  return own === undefined ? zeroPolynomial : times(symbolTerm(own), symbolTerm(width(1), -p));
}

const vertexOfOrder = (b: number, own: number, blobs: Expansion["blobs"]): TheorySymbol | undefined =>
  blobs === "expanded" ? (own >= 0 ? vertex(b, own) : undefined) : own === 0 ? vertex(b) : undefined;

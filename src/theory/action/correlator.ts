import { setPartitions } from "../../algebra/partitions.js";
import { type Accumulator, accumulator, addTerm, type Polynomial } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { DefectError } from "../../foundation/errors.js";
import type { Pair } from "../../symbols/symbols.js";
import { deltasOf, type Field, inOrder, pairings, placesOf, termOf } from "../kernel/correlator.js";
import { loopClasses, openLine } from "./ghosts.js";

/*
 * Correlators of fields as an integral over functions, e^{-S} expanded about the Gaussian (docs/theory-action.md, "Two
 * descriptions"). The bilinear vertices of S contracted with the fields make open lines, each between two of the
 * fields, and closed loops; the vertices without fields are the determinant's loops. A line with m fluctuations of the
 * kernel is a sum over compositions of m, a loop over cyclic ones; what is left is averaged with the cumulants of the
 * fluctuations, order by order.
 */

/** What the parts of all diagrams come to, with m fluctuations each, from 0 and from 1 on. */
export interface LinesAndLoops {
  /** The sum of the open lines with m fluctuations: 1, 1, 0, 0, ... */
  readonly lines: readonly Q.Rational[];
  /** Of the closed loops over n: those of bosons and the determinant's, which cancel. */
  readonly loops: readonly { readonly bosons: Q.Rational; readonly determinant: Q.Rational }[];
}

/** The sums of lines and loops with at most so many fluctuations. */
export const linesAndLoops = (most: number): LinesAndLoops => ({
  lines: Array.from({ length: most + 1 }, (_, m) => (m === 0 ? Q.one : openLine(m).sum)),
  loops: Array.from({ length: most }, (_, i) => ({
    bosons: [...loopClasses(i + 1)].reduce((sum, { boson }) => Q.add(sum, boson.value), Q.zero),
    // (-1)^m n/2m tr (Gamma g)^m, the vertices of S that have no fields.
    determinant: Q.rational(i % 2 === 0 ? -1 : 1, 2 * (i + 1)),
  })),
});

/**
 * < phi_i(x) phi_j(x') ... > by powers of 1/n_{l-1}, through the action. The sums are written in K, V_2b and Kronecker
 * deltas as those of {@link correlatorSum}.
 * @throws DefectError where a closed loop, or a line with two fluctuations, would be left
 */
export function correlatorByAction(
  fields: readonly Field[],
  connected: boolean,
  parts = linesAndLoops(Math.max(1, fields.length - 2)),
): Polynomial[] {
  const k = fields.length / 2;
  const orders = Array.from({ length: k }, accumulator);
  requireWhatIsLeft(parts);
  const [none = Q.one, once = Q.one] = parts.lines;
  const places = placesOf(fields);
  for (const { pairing, times } of pairings(fields)) {
    const deltas = deltasOf(pairing);
    const lines = pairing.map(([f, g]): Pair => inOrder(f.input, g.input, places));
    // Each line carries K or one fluctuation; fluctuations have no mean, so they are in blocks of two at least.
    for (const carrying of subsets(k)) {
      const free = lines.filter((_, i) => !carrying.includes(i));
      for (const blocks of setPartitions(carrying.length)) {
        if (blocks.some(({ length }) => length < 2)) continue;
        if (connected && blocks.length + free.length !== 1) continue;
        const cumulants = blocks.map((block) => block.map((i) => lines[carrying[i] as number] as Pair));
        const order = carrying.length - blocks.length;
        addTerm(
          orders[order] as Accumulator,
          // What a line comes to without a fluctuation, and with one.
          Q.multiply(Q.rational(times), Q.multiply(Q.power(none, free.length), Q.power(once, carrying.length))),
          termOf(deltas, [...free.map((line) => [line]), ...cumulants], places),
        );
      }
    }
  }
  return orders;
}

function requireWhatIsLeft({ lines, loops }: LinesAndLoops): void {
  const wrong = lines.findIndex((sum, m) => !Q.equals(sum, m <= 1 ? Q.one : Q.zero));
  if (wrong >= 0) throw new DefectError(`an open line with ${wrong} fluctuations of the kernel comes to something`);
  const loop = loops.findIndex(({ bosons, determinant }) => !Q.isZero(Q.add(bosons, determinant)));
  if (loop >= 0) throw new DefectError(`closed loops with ${loop + 1} fluctuations of the kernel do not cancel`);
}

/** The sets of numbers below n. */
function* subsets(n: number): Generator<number[]> {
  for (let bits = 0; bits < 2 ** n; bits++)
    yield Array.from({ length: n }, (_, i) => i).filter((i) => (bits >> i) % 2 === 1);
}

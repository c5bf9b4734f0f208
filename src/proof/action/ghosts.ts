import * as Q from "../../algebra/rational.js";
import { leastTurn, loopsByContraction } from "../../routes/action/wick.js";
import {
  classSum,
  type LoopClass,
  type LoopProduct,
  loopCounts,
  type OpenLine,
  productSum,
} from "../../theory/action/ghosts.js";
import type { CheckOf } from "../certificate.js";

/* The checks of loops of bosons and ghosts. */

/** The loops with m attachments, several at once where that was asked for, and the open line. */
export interface LoopsClaim {
  readonly attachments: number;
  readonly classes: readonly LoopClass[];
  readonly products: readonly LoopProduct[];
  readonly open: OpenLine;
}

/** The most attachments whose contractions are all carried out: less than a second; of certify some twenty. */
const mostContracted = 7;

const counts: CheckOf<LoopsClaim> = {
  name: "necklaces and bracelets",
  of: "loops",
  cannotSee: "values",
  look({ attachments, classes }) {
    const { bosons, ghosts } = loopCounts(attachments);
    const listed = classes.reduce((sum, own) => sum + own.ghosts.length, 0);
    return {
      passed: bosons === BigInt(classes.length) && ghosts === BigInt(listed),
      detail: `boson loops: ${classes.length} listed, ${bosons} bracelets less one; ghost loops: ${listed}, ${ghosts} necklaces less one`,
    };
  },
};

const contraction: CheckOf<LoopsClaim> = {
  name: "every contraction",
  of: `loops with ${mostContracted} attachments at most`,
  cannotSee: "a wrong vertex: both routes have the same",
  look({ attachments, classes }) {
    if (attachments > mostContracted) return undefined;
    const [bosons, ghosts] = [loopsByContraction(attachments, "bosons"), loopsByContraction(attachments, "ghosts")];
    const isRight = (value: Q.Rational | undefined, own: Q.Rational): boolean =>
      value !== undefined && Q.equals(value, own);
    const wrong = classes.find(
      (own) =>
        !isRight(bosons.get(leastTurn(own.boson.parts, true)), own.boson.value) ||
        own.ghosts.some(({ parts, value }) => !isRight(ghosts.get(leastTurn(parts, false)), value)),
    );
    return wrong === undefined
      ? {
          passed: bosons.size === classes.length,
          detail: `boson loops: ${bosons.size}, ghost loops: ${ghosts.size}, by contracting the fields of all vertices in every way, with the same values`,
        }
      : { passed: false, detail: `the loop (${wrong.boson.parts.join(",")}) has another value by contractions` };
  },
};

const logarithm: CheckOf<LoopsClaim> = {
  name: "logarithm",
  of: "loops",
  cannotSee: "how the sum is shared among classes",
  look({ attachments: m, classes }) {
    const sum = classes.reduce((total, { boson }) => Q.add(total, boson.value), Q.zero);
    const expected = Q.rational(m % 2 === 0 ? -1 : 1, 2 * m);
    return {
      passed: Q.equals(sum, expected),
      detail: `the boson loops add up to ${Q.toText(sum)}, the term of order ${m} of (1/2) log(1 + x) is ${Q.toText(expected)}`,
    };
  },
};

const cancellation: CheckOf<LoopsClaim> = {
  name: "cancellation",
  of: "loops",
  cannotSee: "a factor that bosons and ghosts share",
  look({ classes, products }) {
    const isZero = classes.every((own) => Q.isZero(classSum(own)));
    const wrong = products.find((product) => !Q.isZero(productSum(product)));
    return {
      passed: isZero && wrong === undefined,
      detail: `every class adds up to 0, of ${classes.length}${products.length === 0 ? "" : `, and every product of loops, of ${products.length}`}`,
    };
  },
};

const openLine: CheckOf<LoopsClaim> = {
  name: "open line",
  of: "loops",
  cannotSee: "lines with other numbers of attachments",
  look({ open: { attachments, lines, sum } }) {
    const expected = attachments === 1 ? Q.one : Q.zero;
    const all = 2 ** (attachments - 1);
    return {
      passed: Q.equals(sum, expected) && lines.length === all,
      detail: `lines: ${lines.length}, compositions: ${all}; they add up to ${Q.toText(sum)}`,
    };
  },
};

/** Every check of loops. */
export const loopChecks: readonly CheckOf<LoopsClaim>[] = [counts, contraction, logarithm, cancellation, openLine];

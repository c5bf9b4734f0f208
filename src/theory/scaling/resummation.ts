import {
  accumulator,
  addTerm,
  constant,
  minus,
  monomial,
  type Polynomial,
  plus,
  product,
  symbolTerm,
  times,
  zeroPolynomial,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import {
  cutOff,
  dressedData,
  dressedFeatures,
  features,
  firstSum,
  ridge,
  samples,
  secondSum,
  type TheorySymbol,
} from "../../symbols/symbols.js";
import type { Letter } from "./circles.js";
import {
  arcAt,
  type Corner,
  cornersFrom,
  type LadderState,
  type LadderStep,
  ladderStart,
  ladderSteps,
  type Stretch,
} from "./grammar.js";

/*
 * The sum over all planar diagrams in closed form, from the grammar of arcs and rungs:
 *
 * - what stands beneath an arc dresses its line: c_u = s N times the sum over stretches of a neuron face, c_x = T times that over stretches of a sample face, without the line's lambda_I;
 * - along a latent face arcs of u and of x alternate, each pair with - lambda_I c_u c_x/gamma = - lambda_I/D: a chain is a geometric series, D/(lambda_I + D), times the arcs that are more of one kind;
 * - a ladder is a walk from Lambda to w through the states of the grammar, a matrix of two rows when the faces of neurons and samples are taken together with the rungs about them, as blocks.
 *
 * Sums over I are S_k = sum (lambda_I/(lambda_I + D))^k. Units: s = 1, so that gamma stands for gamma/s.
 */

const isOfU = (letter: Letter): boolean => letter === "u" || letter === "U";

/** The arcs of a stretch of a latent face that stand before the repetition begins: along it all arcs alternate. */
function arcsAlong({ from, to }: Stretch): Letter[] {
  const corners = cornersFrom(from);
  return corners.slice(0, corners.indexOf(to)).map((corner) => arcAt(corner).letter);
}

/** Lambda_I (D/(lambda_I + D))^2 and its like, summed over I: lambda^p (1 - f)^2 = D^p f^p (1 - f)^(2-p), f = lambda/(lambda + D). */
function faceSum(marks: number): Polynomial {
  const [s1, s2] = [symbolTerm(firstSum), symbolTerm(secondSum)];
  if (marks === 1) return times(symbolTerm(cutOff), minus(s1, s2));
  if (marks === 2) return times(symbolTerm(cutOff, 2), s2);
  throw new RangeError(`a latent face with ${marks} lines and marks`);
}

/** What a step of a ladder weighs, but for the faces of neurons and samples: a latent face with its chains, and the sign and 1/gamma of each line of u. */
function latentWeight({ from, left, right, rung }: LadderStep): Polynomial {
  const arcs = [...arcsAlong(left), ...arcsAlong(right)];
  const ofU = arcs.filter(isOfU).length;
  const ofX = arcs.length - ofU;
  const entered = isOfU(arcAt(from.left).letter) ? 0 : 1;
  const leaves = rung === "end" || isOfU(rung) ? 0 : 1;
  const sign = Q.rational(ofU % 2 === 0 ? 1 : -1);
  const lines = monomial(
    [
      [dressedFeatures, ofU],
      [dressedData, ofX],
      [ridge, -ofU],
    ].filter(([, power]) => power !== 0) as [TheorySymbol, number][],
  );
  const total = accumulator();
  for (const { coefficient, monomial: own } of faceSum(entered + ofX + leaves).values())
    addTerm(
      total,
      Q.multiply(sign, coefficient),
      monomial([...own.factors, ...lines.factors].map(({ symbol, power }) => [symbol, power])),
    );
  return total;
}

/** A block of two rungs about a face of neurons or of samples. */
export type Block = "n" | "s";

/** What a block weighs: two lines, the stretches of the face on either side, and one face instead of the two that both stretches would close. */
const blockWeights: { readonly [block in Block]: Polynomial } = {
  // (-1/gamma)^2 N (c_u/N)^2.
  n: symbolTermOf([dressedFeatures, 2], [ridge, -2], [features, -1]),
  // T (c_x/T)^2.
  s: symbolTermOf([dressedData, 2], [samples, -1]),
};

function symbolTermOf(...factors: readonly (readonly [TheorySymbol, number])[]): Polynomial {
  return product(factors.map(([symbol, power]) => symbolTerm(symbol, power)));
}

/** A state of the ladder between blocks: behind Lambda or a block s (its last line is one of x), or behind a block n. */
export type Behind = "start" | "n";

/** A transition of the ladder: from a state over a block to another, or to the end. */
export interface Transition {
  readonly from: Behind;
  readonly block: Block | "end";
  readonly to: Behind | "end";
  /** The latent face with its chains, summed over I. */
  readonly face: Polynomial;
  /** That with the block. */
  readonly weight: Polynomial;
  /** The step of the grammar that it begins with. */
  readonly step: LadderStep;
}

const key = ({ left, right }: LadderState): string => `${left}${right}`;

/** The ladder with blocks for its faces of neurons and samples: found by walking through the grammar. */
export function transitions(): Transition[] {
  const steps = ladderSteps();
  const nameOf = (state: LadderState): Behind => (key(state) === key(ladderStart) ? "start" : "n");
  return steps
    .filter(({ from }) => from.index === "latent")
    .map((step): Transition => {
      const face = latentWeight(step);
      const { from, to } = step;
      if (to === undefined) return { from: nameOf(from), block: "end", to: "end", face, weight: face, step };
      // Out of a face of neurons or samples there is one way, the second line of the block.
      const [out, ...others] = steps.filter((next) => key(next.from) === key(to));
      if (out?.to === undefined || others.length > 0) throw new RangeError("a block that does not end");
      const block: Block = to.index === "neuron" ? "n" : "s";
      return {
        from: nameOf(from),
        block,
        to: nameOf(out.to),
        face,
        weight: simplified(times(face, blockWeights[block])),
        step,
      };
    });
}

/** With gamma = D c_u c_x. */
function simplified(p: Polynomial): Polynomial {
  const total = accumulator();
  for (const { coefficient, monomial: own } of p.values()) {
    const power = own.factors.find(({ symbol }) => symbol === ridge)?.power ?? 0;
    const factors: (readonly [TheorySymbol, number])[] = [
      ...own.factors.filter(({ symbol }) => symbol !== ridge).map((factor) => [factor.symbol, factor.power] as const),
      ...(power === 0
        ? []
        : ([
            [cutOff, power],
            [dressedFeatures, power],
            [dressedData, power],
          ] as const)),
    ];
    addTerm(total, coefficient, monomial(factors));
  }
  return total;
}

/** The sum over ladders as a quotient of polynomials in D, S, S_2, N and T. */
export interface LadderSum {
  readonly numerator: Polynomial;
  /** det(1 - K). */
  readonly determinant: Polynomial;
  /** P, the ladders without rungs. */
  readonly withoutRungs: Polynomial;
}

/** The sum over ladders: y = end + K y for the two states, solved by Cramer's rule. */
export function ladderSum(list: readonly Transition[] = transitions()): LadderSum {
  const weight = (from: Behind, to: Behind | "end"): Polynomial =>
    list
      .filter((found) => found.from === from && found.to === to)
      .reduce((sum, found) => plus(sum, found.weight), zeroPolynomial);
  const one = constant(Q.one);
  const [ss, sn, ns, nn] = [weight("start", "start"), weight("start", "n"), weight("n", "start"), weight("n", "n")];
  const [endS, endN] = [weight("start", "end"), weight("n", "end")];
  const determinant = minus(times(minus(one, ss), minus(one, nn)), times(sn, ns));
  const numerator = plus(times(endS, minus(one, nn)), times(sn, endN));
  return { numerator: simplified(numerator), determinant: simplified(determinant), withoutRungs: simplified(endS) };
}

/** The closed form's other pieces: what stands beneath the arcs of each kind, found from the grammar. */
export interface Rainbow {
  readonly corner: Corner;
  /** What runs on the face beneath which the arcs stand. */
  readonly face: "neuron" | "sample";
  /** What the dressed line is called: c_u or c_x. */
  readonly line: TheorySymbol;
  /** The stretch of a latent face beneath each of its arcs. */
  readonly under: Stretch;
  /** The stretch's chain closed on the arc, summed over I: c_x S/T and its like, without its sign. */
  readonly closed: Polynomial;
}

/** The two rainbows: on a neuron face arcs of u over chains, on a sample face arcs of x over chains. */
export function rainbows(): Rainbow[] {
  return (["u", "X"] as const).map((corner): Rainbow => {
    const { under, letter } = arcAt(corner);
    // sum_I lambda (arcs) D/(lambda + D) = D S (arcs); each arc of u has 1/gamma.
    const arcs = arcsAlong(under);
    const ofU = arcs.filter(isOfU).length;
    const ofX = arcs.length - ofU;
    const perGamma = -ofU - (isOfU(letter) ? 1 : 0);
    const whole = symbolTermOf(
      [cutOff, 1],
      [firstSum, 1],
      [dressedFeatures, ofU],
      [dressedData, ofX],
      [ridge, perGamma],
    );
    return {
      corner,
      face: isOfU(letter) ? "neuron" : "sample",
      line: isOfU(letter) ? dressedFeatures : dressedData,
      under,
      closed: simplified(whole),
    };
  });
}

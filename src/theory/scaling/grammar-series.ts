import { constant, type Polynomial, symbolTerm, zeroPolynomial } from "../../algebra/polynomial.js";
import {
  constantSeries,
  type PolynomialSeries,
  raisedSeries,
  seriesProduct,
  seriesSum,
} from "../../algebra/polynomial-series.js";
import * as Q from "../../algebra/rational.js";
import { features, samples, spectralMoment } from "../../symbols/symbols.js";
import type { Letter } from "./circles.js";
import {
  type Arc,
  arcAt,
  indexOfCorner,
  type LadderState,
  ladderStart,
  ladderSteps,
  rulesFrom,
  type Stretch,
} from "./grammar.js";

/*
 * Planar sums by the grammar, without a diagram: each rule is an equation between power series in s/gamma, solved order by order. A stretch of a latent face is a series for each number of lines of x on it, since the
 * face's t_e needs them all when it is closed. Signs, (-1)^m at order m, are left out: all diagrams of an order have the same.
 */

/** A power series in s/gamma. */
type Series = PolynomialSeries;

/** Of a latent stretch entry e has e lines of x on it; of others all is in entry 0. */
type Marked = Series[];

const isLineOfU = (letter: Letter): boolean => letter === "u" || letter === "U";

const none = (order: number): Series => constantSeries(zeroPolynomial, order);
const [product, sum, raised] = [seriesProduct, seriesSum, raisedSeries];

function markedProduct(a: Marked, b: Marked, order: number): Marked {
  const result: Marked = [];
  for (const [e, x] of a.entries())
    for (const [f, y] of b.entries()) result[e + f] = sum(result[e + f] ?? none(order), product(x, y));
  return result;
}

/** A face that is closed, with so many more marks on it than its stretches have. */
const closed = (stretch: Marked, index: ReturnType<typeof indexOfCorner>, marks: number, order: number): Series =>
  stretch.reduce((total, series, e) => {
    const symbol = index === "neuron" ? features : index === "sample" ? samples : spectralMoment(e + marks);
    return sum(total, product(series, constantSeries(symbolTerm(symbol), order)));
  }, none(order));

const keyOf = ({ from, to }: Stretch): string => `${from}${to}`;

/** All stretches that the circles need, through an order. */
function stretchesThrough(order: number): (stretch: Stretch) => Marked {
  const rules = rulesFrom(ladderSteps().flatMap(({ left, right }) => [left, right]));
  let known = new Map<string, Marked>(rules.map(({ stretch }) => [keyOf(stretch), []]));
  /** An arc: its line, a power of s/gamma where that is of u, and the face that it closes. */
  const arcOf = ({ letter, under }: Arc): Series => {
    const inside = known.get(keyOf(under)) as Marked;
    const face = closed(inside, indexOfCorner(under.from), isLineOfU(letter) ? 0 : 1, order);
    return isLineOfU(letter) ? raised(face) : face;
  };
  // A turn makes one arc more right; arcs of u alternate with those of x along latent faces and bring one order each.
  for (let turn = 0; turn <= 2 * order + 2; turn++)
    known = new Map(
      rules.map(({ stretch, index, mayBeEmpty, arc, rest }) => {
        const behind = known.get(keyOf(rest)) as Marked;
        const mark = index === "latent" && !isLineOfU(arc.letter) ? 1 : 0;
        const head = arcOf(arc);
        const result: Marked = [];
        behind.forEach((series, e) => {
          result[e + mark] = product(head, series);
        });
        for (let e = 0; e < mark; e++) result[e] ??= none(order);
        if (mayBeEmpty) {
          result[0] = sum(result[0] ?? none(order), constantSeries(constant(Q.one), order));
        }
        return [keyOf(stretch), result];
      }),
    );
  return (stretch) => known.get(keyOf(stretch)) as Marked;
}

/** The planar traces and the planar loss through an order, without signs. */
export interface GrammarSums {
  /** gamma <tr q> and gamma <tr Q>. */
  readonly traces: { readonly q: readonly Polynomial[]; readonly Q: readonly Polynomial[] };
  /** The loss, with the part that has no rungs. */
  readonly loss: readonly Polynomial[];
  readonly withoutRungs: readonly Polynomial[];
}

/** Planar sums through an order by the grammar. */
export function grammarSums(order: number): GrammarSums {
  const stretchOf = stretchesThrough(order);
  const steps = ladderSteps();
  const stateKey = ({ left, right }: LadderState): string => `${left}${right}`;
  const faceOf = (step: (typeof steps)[number]): Series => {
    const { from, left, right, rung } = step;
    const entered = entryMark(from);
    const own = rung !== "end" && !isLineOfU(rung) ? 1 : 0;
    const both = markedProduct(stretchOf(left), stretchOf(right), order);
    const face = closed(both, from.index, entered + own, order);
    return rung !== "end" && isLineOfU(rung) ? raised(face) : face;
  };
  const faces = steps.map(faceOf);
  const states = [...new Set(steps.map(({ from }) => stateKey(from)))];
  let values = new Map(states.map((state) => [state, none(order)]));
  const start = stateKey(ladderStart);
  // Each rung of u brings an order, and between two of them there are at most two others.
  for (let turn = 0; turn <= 4 * order + 4; turn++)
    values = new Map(
      states.map((state) => [
        state,
        steps.reduce((total, { from, to }, i) => {
          if (stateKey(from) !== state) return total;
          const next = to === undefined ? undefined : (values.get(stateKey(to)) as Series);
          return sum(total, next === undefined ? (faces[i] as Series) : product(faces[i] as Series, next));
        }, none(order)),
      ]),
    );
  const ends = steps.flatMap(({ from, rung }, i) =>
    stateKey(from) === start && rung === "end" ? [faces[i] as Series] : [],
  );
  const trace = (corner: Letter): Series =>
    closed(stretchOf({ from: corner, to: corner }), indexOfCorner(corner), 0, order);
  return {
    traces: { q: trace("u"), Q: trace("X") },
    loss: values.get(start) as Series,
    withoutRungs: ends.reduce((total, end) => sum(total, end), none(order)),
  };
}

/** Whether the line that a state was entered by is one of x, as Lambda counts for one at the start: it is a mark on the face. */
const entryMark = ({ left, index }: LadderState): 0 | 1 =>
  index === "latent" && !isLineOfU(arcAt(left).letter) ? 1 : 0;

import { binomial } from "../../algebra/integers.js";
import type { Monomial } from "../../algebra/polynomial.js";
import { DefectError, UserError } from "../../foundation/errors.js";
import { printRequest, type Request } from "../../language/request.js";
import { scalingRequest } from "../../language/support.js";
import {
  dualOf,
  type Faces,
  facesOf,
  lossCircles,
  missingFaces,
  monomialOf,
  parseScalingId,
  rungsOf,
  type ScalingDiagram,
  scalingId,
} from "../../theory/scaling/diagram.js";
import { everyPairing } from "../../theory/scaling/every-pairing.js";
import { largestWalk, planarCount, planarPairings } from "../../theory/scaling/planar.js";

/* The diagrams of scaling laws one by one: a stream of constant memory, and one of them by its id. */

/** A diagram with what it stands for. */
export interface ScalingRow {
  readonly id: string;
  readonly order: number;
  /** What the circle is a part of. */
  readonly part: ScalingDiagram["circle"]["kind"];
  /** The circle's letters, a point where Lambda stands. */
  readonly word: string;
  /** The pairs of letters, counted from 0. */
  readonly pairs: readonly (readonly [number, number])[];
  /** How often it counts in the loss: a diagram of L2 twice; 1 for traces. */
  readonly weight: number;
  readonly monomial: Monomial;
  /** How many faces less than planar. */
  readonly genus: number;
  /** Of L3 the block word, empty without rungs; planar diagrams alone have one. */
  readonly rungs?: string;
  /** The id of the dual diagram; its own where it is self-dual. */
  readonly dual: string;
}

/** The record of a diagram. */
export function scalingRow(diagram: ScalingDiagram): ScalingRow {
  const { circle, pairing } = diagram;
  const { kind, letters, blocks } = circle;
  const genus = missingFaces(diagram);
  const middle = 4 * blocks[0];
  const spelt = letters.join("");
  return {
    id: scalingId(diagram),
    order: letters.length / 4,
    part: kind,
    word: kind === "L2" || kind === "L3" ? `${spelt.slice(0, middle)}.${spelt.slice(middle)}` : spelt,
    pairs: [...pairing].flatMap((other, i) => (other > i ? [[i, other] as const] : [])),
    weight: kind === "L2" ? 2 : 1,
    monomial: monomialOf(diagram),
    genus,
    ...(kind === "L3" && genus === 0 ? { rungs: rungsOf(diagram) } : {}),
    dual: scalingId(dualOf(diagram)),
  };
}

/** How a stream is cut. */
export interface ScalingStreamOptions {
  readonly limit?: number;
  /** Every m-th diagram only, beginning with the i-th. */
  readonly shard?: readonly [i: number, m: number];
  /** A stream of more is refused. */
  readonly maxTerms?: number;
}

/** The largest order whose pairings of every genus are listed. */
const largestPairings = 5;

/** How many diagrams a planar request has; undefined where the faces of every pairing would have to be counted. */
export function planarDiagrams(source: string | Request): bigint | undefined {
  const {
    orders: [from, to],
    genus,
  } = scalingRequest(source);
  if (genus !== 0) return undefined;
  let count = 0n;
  for (let order = Math.max(1, from); order <= to; order++)
    for (const { circle } of lossCircles(order)) count += planarCount(circle);
  return count;
}

/**
 * The diagrams of a request in order, each with what it stands for; those of order 0 have no lines and no diagram. Shards of planar diagrams begin at their place and pass nothing over.
 * @throws UserError where the request cannot be read or has too many diagrams
 */
export function* scalingDiagrams(
  source: string | Request,
  options: ScalingStreamOptions = {},
): Generator<ScalingDiagram> {
  const request = scalingRequest(source);
  const {
    orders: [from, to],
    genus,
  } = request;
  const { limit = Number.POSITIVE_INFINITY, shard: [i, m] = [1, 1], maxTerms } = options;
  const most = genus === 0 ? largestWalk : largestPairings;
  if (to > most)
    throw new UserError(
      "budget",
      `the diagrams of order ${to}${genus === 0 ? "" : " that are not planar"}\nexpected order ${most} at most`,
    );
  const count = planarDiagrams(request);
  if (maxTerms !== undefined && count !== undefined && count > BigInt(maxTerms))
    throw new UserError(
      "budget",
      `${count} diagrams; the budget is ${maxTerms}\nexpected --max-terms ${count}, or a lower order`,
    );
  let index = 0;
  let listed = 0;
  for (let order = Math.max(1, from); order <= to; order++)
    for (const { circle } of lossCircles(order)) {
      const pairings = genus === 0 ? planarPairings(circle) : everyPairing(circle);
      for (const pairing of pairings) {
        const diagram = { circle, pairing };
        if (genus !== 0 && genus !== "every" && missingFaces(diagram) !== genus) continue;
        if (index++ % m !== i - 1) continue;
        if (listed++ >= limit) return;
        yield diagram;
      }
    }
}

/** One diagram, with what it stands for and why. */
export interface ScalingExplanation {
  readonly kind: "scaling explanation";
  readonly diagram: ScalingDiagram;
  readonly row: ScalingRow;
  readonly faces: Faces;
  readonly dual: ScalingRow;
}

/** Whether an id is one of a diagram of scaling laws. */
export const isScalingId = (id: string): boolean => /^[LqQ]\d/.test(id.trim());

/** @throws UserError for a text that is no id */
export function explainScaling(id: string): ScalingExplanation {
  let diagram: ScalingDiagram;
  try {
    diagram = parseScalingId(id.trim());
  } catch (error) {
    throw new UserError("id", `${(error as Error).message}\nexpected an id as diagrams and tables show it: L1-1.0100`);
  }
  return {
    kind: "scaling explanation",
    diagram,
    row: scalingRow(diagram),
    faces: facesOf(diagram),
    dual: scalingRow(dualOf(diagram)),
  };
}

/** How many diagrams a request has, by orders and parts. */
export interface ScalingCount {
  readonly kind: "scaling count";
  readonly text: string;
  readonly orders: readonly {
    readonly order: number;
    readonly L2: bigint;
    readonly L3: bigint;
    /** Of L3 those without rungs. */
    readonly withoutRungs: bigint;
    /** With those of L2 twice. */
    readonly weighted: bigint;
  }[];
}

/** f_m = binomial(3m, m)/(2m + 1), the planar diagrams of a trace or of L2 (Fuss and Catalan). */
const fussCatalan = (m: number): bigint => binomial(3 * m, m) / BigInt(2 * m + 1);

/** The largest order that is counted. */
const largestCounted = 2000;

/**
 * Counts the planar diagrams of a request without listing them, by formula; where the table of intervals is quick, it must say the same.
 * @throws UserError for other genus, whose faces would have to be counted one by one, and past order 2000; DefectError where table and formula differ
 */
export function countScaling(source: string | Request): ScalingCount {
  const request = scalingRequest(source);
  const {
    orders: [from, to],
    genus,
  } = request;
  if (genus !== 0)
    throw new UserError(
      "request/unsupported",
      `how many diagrams have ${genus === "every" ? "any genus" : `${genus} faces less than planar`} is no count by formula\nexpected planar diagrams: scaling ${from === to ? "at" : "through"} order ${to}; expand has the others' numbers with their monomials`,
    );
  if (to > largestCounted) throw new UserError("budget", `order ${to}\nexpected ${largestCounted} at most`);
  const orders = Array.from({ length: to - Math.max(1, from) + 1 }, (_, i) => {
    const order = Math.max(1, from) + i;
    const one = fussCatalan(order);
    const weighted = (2n * binomial(3 * order, order)) / 3n;
    let withoutRungs = 0n;
    for (let a = 1; a < order; a++) withoutRungs += fussCatalan(a) * fussCatalan(order - a);
    const found = { order, L2: one, L3: weighted - 2n * one, withoutRungs, weighted };
    if (order <= largestWalk && weighted !== byTables(order))
      throw new DefectError(`two counts of the planar diagrams of order ${order} differ`);
    return found;
  });
  return { kind: "scaling count", text: printRequest(request), orders };
}

const byTables = (order: number): bigint =>
  lossCircles(order).reduce((sum, { circle, weight }) => sum + BigInt(weight) * planarCount(circle), 0n);

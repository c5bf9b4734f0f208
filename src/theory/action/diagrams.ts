import { factorial } from "../../algebra/integers.js";
import {
  accumulator,
  addTerm,
  addTo,
  constant,
  type Monomial,
  monomial,
  type Polynomial,
  single,
  times,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { diagramClasses } from "../../graphs/classes.js";
import { type Diagram, type DiagramClass, DiagramError, orderOf } from "../../graphs/diagram.js";
import { formatId, parseId } from "../../graphs/id.js";
import {
  commonWidth,
  type Expansion,
  fieldsSquared,
  kernelOf,
  meanShift,
  plainExpansion,
  type TheorySymbol,
  vertex,
  width,
} from "../../symbols/symbols.js";

/*
 * The action of a layer by diagrams (docs/theory-action.md, route C). log P is the sum of connected diagrams of blobs,
 * the cumulants of the kernel, and vertices of one kind, the derivatives of log p_0: a vertex with m legs stands for
 *
 *     h^(m) = (-1)^m (m-1)! K^{-m} (n - m q/K)/2,
 *
 * and a diagram for the product of these and of the blobs over |Aut|. Its power of 1/n_{l-1} is legs less blobs, and
 * the orders that blobs have of their own.
 */

/** A diagram of the action, and all that it stands for. */
export interface ActionTerm {
  readonly id: string;
  readonly diagram: Diagram;
  readonly automorphisms: bigint;
  /** The power of 1/n_{l-1}. */
  readonly order: number;
  readonly loops: number;
  /** V_2b and K_p with the powers of n_{l-1}. */
  readonly blobs: Monomial;
  /** The product of the h^(m): a polynomial in q, n and K^{-1}. */
  readonly vertices: Polynomial;
  /** What it adds to S: -vertices blobs/|Aut|. */
  readonly value: Polynomial;
}

/** The diagrams with a power of 1/n_{l-1}, those with the most vertices (and so the highest powers of q) first. */
export function* actionDiagrams(order: number, expansion: Expansion = plainExpansion): Generator<DiagramClass> {
  for (let vertices = order + 1; vertices >= 1; vertices--)
    yield* simpleClasses(vertices, order + 1 - vertices, expansion);
}

/** The diagrams with so many vertices of one kind: as many Delta's, one at each. */
export const simpleClasses = (vertices: number, order: number, expansion?: Expansion): Generator<DiagramClass> =>
  diagramClasses({ k: vertices, order, largestP: 1, ...(expansion ? { expansion } : {}) });

/** h^(m), m >= 1. */
function vertexValue(m: number, kernel: TheorySymbol): Polynomial {
  const total = accumulator();
  const weight = Q.rational((m % 2 === 0 ? 1n : -1n) * factorial(m - 1), 2n);
  addTerm(
    total,
    weight,
    monomial([
      [commonWidth, 1],
      [kernel, -m],
    ]),
  );
  addTerm(
    total,
    Q.multiply(weight, Q.rational(-m)),
    monomial([
      [fieldsSquared, 1],
      [kernel, -m - 1],
    ]),
  );
  return total;
}

/** What a diagram stands for. */
export function actionTerm(
  { diagram, automorphisms }: DiagramClass,
  expansion: Expansion = plainExpansion,
): ActionTerm {
  const kernel = kernelOf(expansion);
  const { vertices: nodes, blobs: cumulants, edges } = diagram;
  const order = nodes.length - 1 + orderOf(diagram);
  const blobs = monomial([
    ...cumulants.map(
      ({ degree, order: own }) => [degree === 1 ? meanShift(own ?? 1) : vertex(degree, own), 1] as const,
    ),
    [width(1), -order],
  ]);
  const vertices = nodes.reduce<Polynomial>(
    (product, { legs }) => times(product, vertexValue(legs, kernel)),
    constant(Q.one),
  );
  return {
    id: actionId(diagram),
    diagram,
    automorphisms,
    order,
    loops: edges.length - nodes.length - cumulants.length + 1,
    blobs,
    vertices,
    value: times(vertices, single(Q.rational(-1n, automorphisms), blobs)),
  };
}

/** The sum of the diagrams' values, order by order: entry p is S_p. */
export function actionSum(terms: Iterable<ActionTerm>, orders: number): Polynomial[] {
  const sums = Array.from({ length: orders + 1 }, accumulator);
  for (const { order, value } of terms) addTo(sums[order] as ReturnType<typeof accumulator>, value);
  return sums;
}

/** The part of a polynomial with a power of q, without it. */
export const couplingOf = (action: Polynomial, power: number): Polynomial => {
  const total = accumulator();
  for (const { coefficient, monomial: m } of action.values()) {
    const own = m.factors.find(({ symbol }) => symbol.name === fieldsSquared.name)?.power ?? 0;
    if (own !== power) continue;
    addTerm(
      total,
      coefficient,
      monomial(
        m.factors.flatMap(({ symbol, power: p }) => (symbol.name === fieldsSquared.name ? [] : [[symbol, p] as const])),
      ),
    );
  }
  return total;
};

const mark = "S-";

/** The id of a diagram of the action: S- and the ids' spelling of its legs, vertices without a number: S-ab.a.b. */
export const actionId = (d: Diagram): string => mark + formatId(d).replaceAll(/(^|\.)1/g, "$1");

/** Whether a text is meant as such an id. */
export const isActionId = (id: string): boolean => id.startsWith(mark);

/** Reads an id. @throws DiagramError for a text that is none */
export function parseActionId(id: string): Diagram {
  // The name Qa is a blob's in ids of hundreds of blobs; here it would be taken for the fields of T-Qa.
  if (!isActionId(id) || id.includes("Q") || /(?:^S-|\.)(?:[^a-zA-Z.]|\.|$)/.test(id))
    throw new DiagramError(
      `${JSON.stringify(id.slice(0, 60))} is no diagram of an action: S- and the blobs on which each vertex's legs end, as in S-ab.a.b`,
    );
  const inner = id
    .slice(mark.length)
    .split(".")
    .map((part) => `1${part}`)
    .join(".");
  try {
    return parseId(inner);
  } catch (error) {
    if (!(error instanceof DiagramError)) throw error;
    // Errors name the id as it was given.
    throw new DiagramError(error.message.replaceAll(JSON.stringify(inner), JSON.stringify(id)));
  }
}

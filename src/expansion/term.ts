import { factorial } from "../algebra/integers.js";
import {
  type Monomial,
  monomial,
  multiplyMonomials,
  type Polynomial,
  scale,
  times,
  timesMonomial,
} from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { vertex, width } from "../algebra/symbols.js";
import { type Diagram, externalPairs, jSums, legMatrix, loops } from "../diagram/diagram.js";
import { formatId } from "../diagram/id.js";
import { vertexFunctionTable } from "./vertex-function.js";

/** One class of diagrams with every factor of its contribution, apart and multiplied out. Plain data. */
export interface Term {
  readonly id: string;
  readonly diagram: Diagram;
  readonly loops: number;
  readonly jSums: number;
  /** The number of factors 1/2, one a leg. */
  readonly halves: number;
  readonly automorphisms: bigint;
  /** k! / (prod p! |Aut|). */
  readonly symmetry: Q.Rational;
  /** How many labelled diagrams the class holds: the count behind "+ perms.". */
  readonly labellings: bigint;
  /** n_{l-1}^{-(k-r)}. */
  readonly widths: Monomial;
  /** The product of V_2b / n_{l-2}^{b-1} over the blobs. */
  readonly blobs: Monomial;
  /** The product of the vertex functions C_p^(m), multiplied out. */
  readonly bracket: Polynomial;
  /** Everything multiplied: (1/2)^halves x symmetry x widths x blobs x bracket. */
  readonly polynomial: Polynomial;
}

/** A class of diagrams as the enumeration knows it: the diagram in canonical form and the order of its group. */
export interface DiagramClass {
  readonly diagram: Diagram;
  readonly automorphisms: bigint;
}

/** The vertex functions that a term is built with: (p, m) -> C_p^(m). */
export type VertexFunctions = (p: number, m: number) => Polynomial;

/**
 * k! / (prod p! |Aut|): the symmetry factor of a class, and the number of its labellings (which differs where parallel
 * legs can be exchanged: no labelling of the externals sees that).
 */
export function symmetryOf({ diagram, automorphisms }: DiagramClass): { symmetry: Q.Rational; labellings: bigint } {
  const content = diagram.vertices.reduce((product, { p }) => product * factorial(p), 1n);
  const symmetry = Q.rational(factorial(externalPairs(diagram)), content * automorphisms);
  if (diagram.edges.length === jSums(diagram) + diagram.blobs.length - 1) return { symmetry, labellings: symmetry.num };
  const parallel = legMatrix(diagram)
    .flat()
    .reduce((product, multiplicity) => product * factorial(multiplicity), 1n);
  return { symmetry, labellings: Q.multiply(symmetry, Q.rational(parallel)).num };
}

/** n_{l-1}^{-(k-r)}: each of the k sums over neurons that is not free brings 1/n_{l-1}. */
export const widthPower = (d: Diagram): Monomial => monomial([[width(1), jSums(d) - externalPairs(d)]]);

/** The product of V_2b / n_{l-2}^{b-1} over the blobs. */
export const blobContent = (d: Diagram): Monomial =>
  d.blobs.reduce(
    (product, { degree }) => multiplyMonomials(product, monomial([[vertex(degree), 1], [width(2), 1 - degree]])),
    monomial([]),
  );

/** The product of the vertex functions of a diagram. */
export const bracketOf = (d: Diagram, vertexFunctions: VertexFunctions): Polynomial =>
  d.vertices
    .map(({ p, legs }) => vertexFunctions(p, legs))
    .reduce((product, factor) => times(product, factor));

/**
 * Turns classes of diagrams into terms: diagram -> number of j sums, powers of the widths, halves, symmetry factor,
 * vertex functions, and their product. Source: the weight of a diagram in docs/theory.md.
 */
export function weigh(
  diagramClass: DiagramClass,
  vertexFunctions: VertexFunctions = vertexFunctionTable(),
): Term {
  const { diagram, automorphisms } = diagramClass;
  const { symmetry, labellings } = symmetryOf(diagramClass);
  const halves = diagram.edges.length;
  const widths = widthPower(diagram);
  const blobs = blobContent(diagram);
  const bracket = bracketOf(diagram, vertexFunctions);
  const coefficient = Q.multiply(symmetry, Q.rational(1n, 2n ** BigInt(halves)));
  return {
    id: formatId(diagram),
    diagram,
    loops: loops(diagram),
    jSums: jSums(diagram),
    halves,
    automorphisms,
    symmetry,
    labellings,
    widths,
    blobs,
    bracket,
    polynomial: timesMonomial(scale(bracket, coefficient), multiplyMonomials(widths, blobs)),
  };
}

/** The order of the published table: loops, j sums, halves, then the larger blobs and the larger vertices first. */
export function publishedOrder(a: Term, b: Term): number {
  return (
    a.loops - b.loops ||
    a.jSums - b.jSums ||
    a.halves - b.halves ||
    descending(blobDegrees(a), blobDegrees(b)) ||
    descending(vertexContents(a), vertexContents(b)) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

const blobDegrees = (t: Term): number[] => t.diagram.blobs.map(({ degree }) => degree).sort((x, y) => y - x);

const vertexContents = (t: Term): number[] =>
  t.diagram.vertices
    .map(({ p, legs }) => [p, legs] as const)
    .sort(([p, m], [q, n]) => q - p || n - m)
    .flat();

function descending(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (b[i] as number) - (a[i] as number);
    if (difference !== 0) return difference;
  }
  return b.length - a.length;
}

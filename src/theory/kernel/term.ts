import { inTurn } from "../../algebra/integers.js";
import {
  type Accumulator,
  accumulator,
  addProductTo,
  addTerm,
  addTo,
  type Monomial,
  monomial,
  multiplyMonomials,
  type Polynomial,
  product,
  renameMonomial,
  renameSymbols,
  single,
  times,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { memoised } from "../../foundation/memoised.js";
import {
  type Blob,
  type Diagram,
  type DiagramClass,
  DiagramError,
  externalPairs,
  type FunctionVertex,
  jSums,
  kindIn,
  loops,
  orderOf,
} from "../../graphs/diagram.js";
import { formatId } from "../../graphs/id.js";
import { commonWidth, meanShift, type Pair, type TheorySymbol, vertex, width } from "../../symbols/symbols.js";
import { symmetryOf } from "./symmetry.js";
import { vertexFunction } from "./vertex-function.js";

/** One class of diagrams with every factor of its contribution, apart and multiplied out. Plain data. */
export interface Term {
  readonly id: string;
  readonly diagram: Diagram;
  readonly loops: number;
  /** The power of 1/n beyond leading: the loops, and the orders of tadpoles and of expanded blobs. */
  readonly order: number;
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
  /** The product of the vertex functions C_p^(m), multiplied out when it is asked for. */
  readonly bracket: Polynomial;
  /** Everything multiplied, when it is asked for: (1/2)^halves x symmetry x widths x blobs x bracket. */
  readonly polynomial: Polynomial;
  /** With labelled externals, what is more to say. */
  readonly labelled?: LabelledPart;
}

/**
 * What a term for general inputs has beside the others. Its diagram has labelled externals, its blobs and bracket are
 * tensors with summed indices, a leg's 1/2 is inside its D_a, and its symmetry factor is 1/|Aut| with the labels in
 * place.
 */
export interface LabelledPart {
  /** The external pairs at each function vertex, in the order of its labels. */
  readonly inputs: readonly (readonly Pair[])[];
  /** The polynomial of each function vertex. */
  readonly vertices: readonly Polynomial[];
  /** How many more labellings the row stands for: "+ 2 perms."; the polynomial is that of this one. */
  readonly perms: bigint;
  /** How many labelled diagrams are the same because externals are equal: a factor of the row. */
  readonly copies: bigint;
}

/** n_{l-1}^{-(k-r)}: each of the k sums over neurons that is not free brings 1/n_{l-1}. */
export const widthPower = (d: Diagram): Monomial => monomial([[width(1), jSums(d) - externalPairs(d)]]);

/** What a blob carries: V_2b, a term V_2b[p] of its series, or the tadpole K_p. */
export const blobSymbol = ({ degree, order }: Blob): TheorySymbol =>
  degree === 1 ? meanShift(order as number) : vertex(degree, order);

/**
 * The product over the blobs of V_2b / n_{l-2}^{b-1}; a term p of the vertex's own series brings n_{l-2}^{-p} more. A
 * tadpole (b = 1) is a term K_p / n_{l-2}^p of the mean shift.
 */
export const blobContent = (d: Diagram): Monomial =>
  monomial(
    d.blobs.flatMap((blob): [TheorySymbol, number][] => [
      [blobSymbol(blob), 1],
      [width(2), 1 - blob.degree - (blob.order ?? 0)],
    ]),
  );

/** The bracket of a diagram: the product of its vertex functions. */
export type Brackets = (d: Diagram) => Polynomial;

/** How many brackets are remembered before the memory is emptied: a stream of any length stays small. */
const rememberedBrackets = 4_000;

/**
 * Brackets that remember what they have computed, the last `most`: diagrams with the same function vertices, which are
 * many, share theirs. One such table a compilation.
 */
export function bracketTable(most = rememberedBrackets): Brackets {
  const content = ({ p, legs }: FunctionVertex) => `${p},${legs}`;
  const vertexContent = memoised(({ p, legs }: FunctionVertex) => vertexFunction(p, legs), content);
  return memoised(
    ({ vertices }: Diagram) => product(vertices.map(vertexContent)),
    ({ vertices }) => vertices.map(content).sort().join(";"),
    most,
  );
}

/** What is known of a class without its polynomial. */
export type Unweighed = Pick<
  Term,
  "id" | "diagram" | "loops" | "order" | "jSums" | "halves" | "automorphisms" | "symmetry" | "labellings"
>;

/** A class with its numbers: loops, j sums, halves, symmetry factor and labellings. */
export const unweighed = (diagramClass: DiagramClass): Unweighed => {
  const { diagram, automorphisms } = diagramClass;
  return {
    id: formatId(diagram),
    diagram,
    loops: loops(diagram),
    order: orderOf(diagram),
    jSums: jSums(diagram),
    halves: diagram.edges.length,
    automorphisms,
    ...symmetryOf(diagramClass),
  };
};

/**
 * Turns a class of diagrams into a term: number of j sums, powers of the widths, halves, symmetry factor, vertex
 * functions, and their product. Source: the weight of a diagram in docs/theory.md.
 */
export function weigh(diagramClass: DiagramClass, brackets: Brackets = bracketTable()): Term {
  const numbers = unweighed(diagramClass);
  const { diagram } = numbers;
  requireNoKinds(diagram);
  const factors = { ...numbers, widths: widthPower(diagram), blobs: blobContent(diagram) };
  return {
    ...factors,
    get bracket() {
      return brackets(diagram);
    },
    get polynomial() {
      return times(brackets(diagram), single(coefficientOf(factors), frontOf(factors)));
    },
  };
}

/** What stands before the bracket of a term: its number, and its widths and blobs. */
export const coefficientOf = ({ symmetry, halves }: Pick<Term, "symmetry" | "halves">): Q.Rational =>
  Q.multiply(symmetry, Q.rational(1n, 2n ** BigInt(halves)));
export const frontOf = ({ widths, blobs }: Pick<Term, "widths" | "blobs">): Monomial =>
  multiplyMonomials(widths, blobs);

/**
 * The sum of terms, each the product of its factors. Those with the same bracket, which are many, are added up before
 * anything is multiplied out.
 */
export function sumOfTerms(terms: readonly Term[]): Polynomial {
  const byBracket = new Map<Polynomial, Accumulator>();
  const sum = accumulator();
  for (const term of terms) {
    if (term.labelled !== undefined) {
      addTo(sum, term.polynomial);
      continue;
    }
    const { bracket } = term;
    const fronts = byBracket.get(bracket) ?? accumulator();
    byBracket.set(bracket, fronts);
    addTerm(fronts, coefficientOf(term), frontOf(term));
  }
  for (const [bracket, fronts] of byBracket) addProductTo(sum, bracket, fronts);
  return sum;
}

/** @throws DiagramError for a diagram of another subject */
function requireNoKinds(diagram: Diagram): void {
  const kind = kindIn(diagram);
  if (kind !== undefined)
    throw new DiagramError(
      `the diagram ${formatId(diagram)} has the kind ${kind}: those of V_2k and K have no kinds of vertices, blobs or legs`,
    );
}

/** n in place of n_{l-1} and n_{l-2}. */
const oneWidth = (symbol: TheorySymbol): TheorySymbol => (symbol.kind === "width" ? commonWidth : symbol);

/** A monomial for a network whose layers all have the same width. */
export const monomialWithEqualWidths = (m: Monomial): Monomial => renameMonomial(m, oneWidth);

/** A sum for such a network, collected. */
export const withEqualWidths = (sum: Polynomial): Polynomial => renameSymbols(sum, oneWidth);

/** A term for such a network. */
export const termWithEqualWidths = (term: Term): Term => ({
  ...term,
  widths: monomialWithEqualWidths(term.widths),
  blobs: monomialWithEqualWidths(term.blobs),
  polynomial: withEqualWidths(term.polynomial),
});

/** Sorts terms as the published table does: order, j sums, halves, then larger blobs and larger vertices first. */
export const inPublishedOrder = (terms: readonly Term[]): Term[] =>
  terms
    .map((term) => ({ term, key: publishedKey(term) }))
    .sort((a, b) => inTurn(a.key, b.key) || (a.term.id < b.term.id ? -1 : 1))
    .map(({ term }) => term);

/** Numbers that sort terms when compared in turn; what should come first when larger is negated. */
function publishedKey({ order, jSums: r, halves, diagram }: Term): number[] {
  const blobs = [...diagram.blobs]
    .sort((a, b) => b.degree - a.degree || (a.order ?? 0) - (b.order ?? 0))
    .flatMap(({ degree, order: p = 0 }) => [-degree, p]);
  const contents = [...diagram.vertices]
    .sort((a, b) => b.p - a.p || b.legs - a.legs)
    .flatMap(({ p, legs }) => [-p, -legs]);
  return [order, r, halves, ...blobs, ...contents];
}

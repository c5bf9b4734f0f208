import { factorial } from "../algebra/integers.js";
import { orderOfLabels } from "./automorphisms.js";
import { classOf } from "./canonical.js";
import { type Diagram, type DiagramClass, legMatrix, parallelExchanges, withExternals } from "./diagram.js";
import { formatId } from "./id.js";

/*
 * The labelled diagrams of a class: its Delta's told apart by their external pairs, each diagram once. An automorphism
 * that moves a function vertex makes another labelling of every labelling, since no two function vertices have the same
 * labels; so of each orbit one is kept, the least, which is known by comparing the smallest labels of a few pairs of
 * vertices (docs/enumeration.md, "Labelled diagrams"). Nothing is held in memory but the labelling in hand.
 */

/** A diagram with labelled externals in canonical form. */
export interface LabelledDiagram {
  readonly diagram: Diagram;
  /** |Aut| with the labels in place: exchanges of parallel legs, and of equal blobs with the same legs. */
  readonly automorphisms: bigint;
  /** Where some externals are equal: how many labelled diagrams become this one. */
  readonly multiplicity: bigint;
}

/**
 * The automorphisms that leave every function vertex where it is: parallel legs, and equal blobs with the same legs.
 */
export function unseenByLabels(d: Diagram): bigint {
  const matrix = legMatrix(d);
  const columns = new Map<string, number>();
  d.blobs.forEach(({ order }, b) => {
    const legs = `${matrix.map((row) => row[b]).join()}^${order}`;
    columns.set(legs, (columns.get(legs) ?? 0) + 1);
  });
  return [...columns.values()].reduce((exchanges, times) => exchanges * factorial(times), parallelExchanges(d));
}

/**
 * The labelled diagrams of the class of an unlabelled diagram.
 * @param contents what each external pair is, as a number: pairs with the same number are equal. The smallest label with a number
 *   stands first among equal ones
 */
export function* labellings(d: Diagram, contents: readonly number[]): Generator<LabelledDiagram> {
  const automorphisms = unseenByLabels(d);
  const areDistinct = new Set(contents).size === contents.length;
  const seen = new Set<string>();
  for (const labels of labelsAtVertices(d)) {
    // Labelled diagrams that differ by an exchange of equal externals are one: known by the contents at each vertex.
    const coloured = classOf(coloursAt(d, labels, contents));
    if (!areDistinct) {
      const key = formatId(coloured.diagram);
      if (seen.has(key)) continue;
      seen.add(key);
    }
    yield {
      diagram: withLabels(coloured.diagram, contents),
      automorphisms,
      multiplicity: areDistinct ? 1n : multiplicityOf(coloured, contents, automorphisms),
    };
  }
}

/** prod_c n_c! / (prod over vertices and contents of multiplicities! x automorphisms that move vertices). */
function multiplicityOf(coloured: DiagramClass, contents: readonly number[], unseen: bigint): bigint {
  const permutations = productOfFactorials(contents);
  const within = coloured.diagram.vertices.reduce(
    (all, { externals = [] }) => all * productOfFactorials(externals),
    1n,
  );
  return (permutations * unseen) / (within * coloured.automorphisms);
}

function productOfFactorials(values: readonly number[]): bigint {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].reduce((product, n) => product * factorial(n), 1n);
}

/**
 * The diagram with contents in place of labels: no diagram that others should see, but one with the right symmetries.
 */
const coloursAt = (d: Diagram, labels: readonly (readonly number[])[], contents: readonly number[]): Diagram => ({
  ...d,
  vertices: d.vertices.map((vertex, v) => ({
    ...vertex,
    externals: (labels[v] as readonly number[]).map((label) => contents[label - 1] as number).sort((a, b) => a - b),
  })),
});

/** A diagram with labels in place of the contents: of equal externals the smaller labels stand first. */
function withLabels(coloured: Diagram, contents: readonly number[]): Diagram {
  const left = new Map<number, number[]>();
  contents.forEach((content, i) => {
    left.set(content, [...(left.get(content) ?? []), i + 1]);
  });
  return withExternals(
    coloured,
    coloured.vertices.map(({ externals = [] }) => externals.map((content) => left.get(content)?.shift() as number)),
  );
}

/**
 * The ways to tell the Delta's of a diagram apart: the labels at each function vertex, one of each orbit of the
 * automorphisms, in lexicographic order.
 */
export function* labelsAtVertices(d: Diagram): Generator<number[][]> {
  const sizes = d.vertices.map(({ p }) => p);
  const k = sizes.reduce((total, p) => total + p, 0);
  const before = sizes.map((): number[] => []);
  const after = sizes.map((): number[] => []);
  for (const [v, w] of orderOfLabels(d)) {
    after[v]?.push(w);
    before[w]?.push(v);
  }
  const chosen: number[][] = [];
  const keyOf = (v: number): number => chosen[v]?.[0] ?? 0;
  const isFree = Array.from({ length: k + 1 }, () => true);

  /** Whether the smallest label that is left has a vertex to go to. */
  function canGoOn(next: number): boolean {
    const least = isFree.indexOf(true, 1);
    if (least < 0) return true;
    for (let v = next; v < sizes.length; v++)
      if ((before[v] as number[]).every((w) => w >= next || keyOf(w) < least)) return true;
    return false;
  }
  function* choose(v: number): Generator<number[][]> {
    if (v === sizes.length) {
      yield chosen.map((labels) => [...labels]);
      return;
    }
    const smallest = Math.max(0, ...(before[v] as number[]).filter((w) => w < v).map(keyOf));
    const largest = Math.min(k + 1, ...(after[v] as number[]).filter((w) => w < v).map(keyOf));
    for (const labels of subsets(smallest + 1, sizes[v] as number)) {
      if ((labels[0] as number) >= largest) return;
      chosen[v] = labels;
      for (const label of labels) isFree[label] = false;
      if (canGoOn(v + 1)) yield* choose(v + 1);
      for (const label of labels) isFree[label] = true;
    }
  }
  /** The sets of so many free labels, all at least `from`, in lexicographic order. */
  function* subsets(from: number, size: number): Generator<number[]> {
    if (size === 0) {
      yield [];
      return;
    }
    for (let label = from; label <= k; label++)
      if (isFree[label]) for (const rest of subsets(label + 1, size - 1)) yield [label, ...rest];
  }
  yield* choose(0);
}

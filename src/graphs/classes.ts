import { plainExpansion } from "../symbols/symbols.js";
import { augmentedClasses } from "./augmentation.js";
import { type BlobStyle, type DecoratedCore, diagramOf, singleNode } from "./cores.js";
import { type DiagramClass, loops } from "./diagram.js";
import { forestCounts } from "./forest-counts.js";
import {
  type Forests,
  type ForestTables,
  forestTables,
  type Kind,
  rowOf,
  segmentOf,
  type Trees,
  treesIn,
} from "./forests.js";
import { largestKernelLoops } from "./kernels.js";
import { type LoopCursor, type LoopRun, loopCursor } from "./loop-cursor.js";
import { type BlobTree, blobTree, type FunctionTree, functionTree } from "./planted.js";
import type { Cursor } from "./runs.js";
import { type TreeRun, tabledWeight, treeCursor } from "./tree-cursor.js";
import type { WantedClasses, WantedRuns } from "./wanted.js";

/** Runs of classes with the same number of loops, and the tables that they are made from. */
export type ClassCursor =
  | { readonly kind: "trees"; readonly tables: ForestTables; readonly cursor: Cursor<TreeRun> }
  | { readonly kind: "loops"; readonly tables: ForestTables; readonly cursor: LoopCursor };

/** The numbers of loops that wanted classes have. */
function loopsOf({ order, expansion: { about, blobs } = plainExpansion }: WantedClasses): number[] {
  const fewest = about === "K_0" || blobs === "expanded" ? 0 : order;
  return Array.from({ length: order - fewest + 1 }, (_, i) => fewest + i);
}

export const runsOf = (
  { k, order, expansion = plainExpansion, largestP = k }: WantedClasses,
  loops: number,
): WantedRuns => ({
  k,
  excess: order - loops,
  expansion,
  largestP,
});

/** The most rows of forests that tables hold: some 200 MB. */
const largestTables = 4_000_000;

/** Whether there are kernels for so many loops, and tables of bounded size serve. */
function isTabled({ k, excess, expansion, largestP }: WantedRuns, loops: number): boolean {
  if (loops > largestKernelLoops) return false;
  const weight = loops > 0 ? k - 1 : Math.max(Math.ceil(k / 2) - 1, tabledWeight(k, excess));
  const { functions, blobs } = forestCounts(weight, excess, expansion, largestP);
  const rows = [functions, blobs].flatMap(({ forests }) => [...forests]).reduce((sum, count) => sum + count, 0);
  return rows <= largestTables;
}

function cursorOf(wanted: WantedRuns, loops: number): ClassCursor {
  const tables = forestTables(wanted);
  return loops === 0
    ? { kind: "trees", tables, cursor: treeCursor(tables, wanted) }
    : { kind: "loops", tables, cursor: loopCursor(tables, loops, wanted) };
}

/** What lists the classes with a number of loops by runs of tables. */
export type RunSource = ClassCursor & { readonly loops: number };

/** What lists those one by one, where tables do not serve. */
export interface ClassSource {
  readonly kind: "classes";
  readonly classes: Iterable<DiagramClass>;
  readonly loops: number;
}

/**
 * What lists the classes of an order, those with fewer loops first. Past the tables it is the successor of trees and
 * canonical augmentation, which need no memory and more time.
 */
export function* sources(wanted: WantedClasses): Generator<RunSource | ClassSource> {
  for (const l of loopsOf(wanted)) {
    const runs = runsOf(wanted, l);
    if (isTabled(runs, l)) yield { ...cursorOf(runs, l), loops: l };
    else yield { kind: "classes", classes: withLoops(augmentedClasses(wanted), l), loops: l };
  }
}

function* withLoops(classes: Iterable<DiagramClass>, l: number): Generator<DiagramClass> {
  for (const found of classes) if (loops(found.diagram) === l) yield found;
}

/**
 * Every class of connected diagrams with k Delta's at an order beyond leading, each once, in canonical form: those with
 * fewer loops first.
 */
export function* diagramClasses(wanted: WantedClasses): Generator<DiagramClass> {
  for (const source of sources(wanted))
    if (source.kind === "classes") yield* source.classes;
    else yield* classesOf(source, (wanted.expansion ?? plainExpansion).blobs);
}

/** The classes of runs one by one, as diagrams in canonical form with the orders of their groups. */
function* classesOf(runs: ClassCursor, style: BlobStyle): Generator<DiagramClass> {
  const { cursor } = runs;
  const classAt = classAtRow(runs, style);
  while (cursor.next()) for (let row = cursor.run.from; row < cursor.run.to; row++) yield classAt(row);
}

/** What makes the class of a row of the run in hand. */
export function classAtRow(runs: ClassCursor, style: BlobStyle): (row: number) => DiagramClass {
  const planted = plantedTrees(runs.tables);
  return (row) => {
    const core = runs.kind === "trees" ? treeAt(runs.cursor.run, row, planted) : coreAt(runs.cursor.run, row, planted);
    return { diagram: diagramOf(core, style), automorphisms: groupOf(core, runs) };
  };
}

/** |Aut|: that of the planted trees, times what exchanges them. */
function groupOf({ trees }: DecoratedCore, runs: ClassCursor): bigint {
  const exchanges = runs.kind === "trees" ? 1n : BigInt(runs.cursor.run.symmetries);
  return trees.reduce((product, { automorphisms }) => product * automorphisms, exchanges);
}

type PlantedTrees = ReturnType<typeof plantedTrees>;

/** Planted trees from the rows of tables. */
function plantedTrees({ functions, blobs }: ForestTables) {
  const numbersOf = (kind: Kind, size: number, row: number, forests: Forests): number[] => {
    const numbers: number[] = [];
    treesIn(kind, size, row, forests, numbers, 0);
    return numbers;
  };
  const functionForest = (size: number, row: number, forests: Forests): FunctionTree[] =>
    numbersOf(functions, size, row, forests).map(functionNumber);
  const blobForest = (size: number, row: number, forests: Forests): BlobTree[] =>
    numbersOf(blobs, size, row, forests).map(blobNumber);
  function functionRow(trees: Trees, row: number): FunctionTree {
    const { root, size, forests, from } = segmentOf(trees, row);
    return functionTree(root, blobForest(size, row - from, forests));
  }
  function blobRow(trees: Trees, row: number): BlobTree {
    const { root, size, forests, from } = segmentOf(trees, row);
    return blobTree(functionForest(size, row - from, forests), root);
  }
  /** The tree with a number, by what makes it from its row. */
  const numbered =
    <Tree>(kind: Kind, make: (trees: Trees, row: number) => Tree) =>
    (number: number): Tree => {
      const trees = kind.trees(kind.sizeOfTree(number));
      return make(trees, rowOf(trees, number));
    };
  const functionNumber = numbered(functions, functionRow);
  const blobNumber = numbered(blobs, blobRow);
  return { functionForest, blobForest, functionRow, blobRow, functionNumber, blobNumber };
}

function treeAt(
  { root, own, chosen, trees, size, columns }: TreeRun,
  row: number,
  planted: PlantedTrees,
): DecoratedCore {
  const first = [...trees.subarray(0, chosen)];
  return singleNode(
    root === "function"
      ? functionTree(own, [...first.map(planted.blobNumber), ...planted.blobForest(size, row, columns)])
      : blobTree([...first.map(planted.functionNumber), ...planted.functionForest(size, row, columns)], own),
  );
}

function coreAt({ skeleton, tables, rows, running }: LoopRun, row: number, planted: PlantedTrees): DecoratedCore {
  const trees = skeleton.isBlob.map((isBlob, node) => {
    const at = node === running ? row : (rows[node] as number);
    return isBlob ? planted.blobRow(tables[node] as Trees, at) : planted.functionRow(tables[node] as Trees, at);
  });
  return { skeleton, trees };
}

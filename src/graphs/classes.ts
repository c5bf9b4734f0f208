import type { Expansion } from "../symbols/symbols.js";
import { type BlobStyle, type DecoratedCore, diagramOf, singleNode } from "./cores.js";
import type { DiagramClass } from "./diagram.js";
import { type Forests, type ForestTables, forestTables, type Segment, type Trees } from "./forests.js";
import { largestKernelLoops } from "./kernels.js";
import { type LoopRun, loopCursor } from "./loop-cursor.js";
import { type BlobTree, blobTree, type FunctionTree, functionTree } from "./planted.js";
import { type Cursor, type TreeRun, treeCursor, type Wanted } from "./tree-cursor.js";

/** Runs of classes with the same number of loops, and the tables that they are made from. */
export type ClassCursor =
  | { readonly kind: "trees"; readonly tables: ForestTables; readonly cursor: Cursor<TreeRun> }
  | { readonly kind: "loops"; readonly tables: ForestTables; readonly cursor: Cursor<LoopRun> };

/**
 * All classes of diagrams of an order beyond leading by runs, those with fewer loops first: its loops, and the orders of
 * tadpoles and of expanded blobs, add up to the order.
 */
export function* classCursors(
  k: number,
  order: number,
  expansion: Expansion,
  largestP?: number,
): Generator<ClassCursor> {
  for (let loops = hasOrders(expansion) ? 0 : order; loops <= Math.min(order, largestKernelLoops); loops++) {
    const wanted: Wanted = { k, excess: order - loops, expansion, ...(largestP === undefined ? {} : { largestP }) };
    const tables = forestTables(wanted);
    if (loops === 0) yield { kind: "trees", tables, cursor: treeCursor(tables, wanted) };
    else yield { kind: "loops", tables, cursor: loopCursor(tables, loops, wanted) };
  }
}

const hasOrders = ({ about, blobs }: Expansion): boolean => about === "K_0" || blobs === "expanded";

/** The classes of runs one by one, as diagrams in canonical form with the orders of their groups. */
export function* classesOf(runs: ClassCursor, style: BlobStyle): Generator<DiagramClass> {
  const { cursor, tables } = runs;
  const trees = plantedTrees(tables);
  while (cursor.next())
    for (let row = cursor.run.from; row < cursor.run.to; row++) {
      const core = runs.kind === "trees" ? treeAt(runs.cursor.run, row, trees) : coreAt(runs.cursor.run, row, trees);
      yield { diagram: diagramOf(core, style), automorphisms: groupOf(core, runs) };
    }
}

/** |Aut|: that of the planted trees, times what exchanges them. */
function groupOf({ trees }: DecoratedCore, runs: ClassCursor): bigint {
  const exchanges = runs.kind === "trees" ? 1n : BigInt(runs.cursor.run.symmetries);
  return trees.reduce((product, { automorphisms }) => product * automorphisms, exchanges);
}

type PlantedTrees = ReturnType<typeof plantedTrees>;

/** Planted trees from the rows of tables. */
function plantedTrees(tables: ForestTables) {
  function functionForest(size: number, row: number, { head, tail }: Forests): FunctionTree[] {
    const found: FunctionTree[] = [];
    for (let number = head[row] as number; number >= 0; ) {
      found.push(functionNumber(number));
      [size, row] = [size - tables.functions.sizeOfTree(number), tail[row] as number];
      ({ head, tail } = tables.functions.forests(size));
      number = head[row] as number;
    }
    return found;
  }
  function blobForest(size: number, row: number, { head, tail }: Forests): BlobTree[] {
    const found: BlobTree[] = [];
    for (let number = head[row] as number; number >= 0; ) {
      found.push(blobNumber(number));
      [size, row] = [size - tables.blobs.sizeOfTree(number), tail[row] as number];
      ({ head, tail } = tables.blobs.forests(size));
      number = head[row] as number;
    }
    return found;
  }
  function functionRow(trees: Trees, row: number): FunctionTree {
    const { root, size, forests, from } = segmentOf(trees, row);
    return functionTree(root, blobForest(size, row - from, forests));
  }
  function blobRow(trees: Trees, row: number): BlobTree {
    const { root, size, forests, from } = segmentOf(trees, row);
    return blobTree(functionForest(size, row - from, forests), root);
  }
  const rowOf = ({ lowest, count }: Trees, number: number): number => lowest + count - 1 - number;
  function functionNumber(number: number): FunctionTree {
    const trees = tables.functions.trees(tables.functions.sizeOfTree(number));
    return functionRow(trees, rowOf(trees, number));
  }
  function blobNumber(number: number): BlobTree {
    const trees = tables.blobs.trees(tables.blobs.sizeOfTree(number));
    return blobRow(trees, rowOf(trees, number));
  }
  return { functionForest, blobForest, functionRow, blobRow, functionNumber, blobNumber };
}

/** The trees of a row's root: the last segment that does not begin behind it. */
export function segmentOf({ segments }: Trees, row: number): Segment {
  let found = segments.length - 1;
  while ((segments[found] as Segment).from > row) found--;
  return segments[found] as Segment;
}

function treeAt({ root, own, chosen, trees, size, columns }: TreeRun, row: number, planted: PlantedTrees): DecoratedCore {
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

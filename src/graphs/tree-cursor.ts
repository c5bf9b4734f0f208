import { factorial } from "../algebra/integers.js";
import { type KindRanks, ranksOf } from "./forest-counts.js";
import { type Forests, type ForestTables, firstBehind, type Kind, rowOf } from "./forests.js";
import { type Cursor, noRows, type Run } from "./runs.js";
import type { WantedRuns } from "./wanted.js";

/*
 * Tree diagrams by their centroid, from tables of planted trees: the classes of trees.ts in the same order, a run of rows
 * of a table at a time. No tree below a centroid is heavier than half of all Delta's, so tables of that weight serve: the
 * forest below the root is a few first trees, chosen one by one until what is left is no heavier than the tables, and then
 * each of the forests that fit behind them, which are one run of rows.
 */

/** A run of trees: the centroid, the first trees below it, and the forests of the rows behind them. */
export interface TreeRun extends Run {
  root: "function" | "blob";
  /** Delta's of the centroid, or its own order where it is a blob. */
  own: number;
  /** How many trees come before those of the row, and their numbers. */
  chosen: number;
  readonly trees: Int32Array;
  columns: Forests;
  /** The size of the forests. */
  size: number;
}

/**
 * The weight up to which forests below a centroid are rows of tables: half of k makes the longest runs, and beyond ten
 * Delta's, or with orders of blobs, less saves memory.
 */
export const tabledWeight = (k: number, excess: number): number =>
  excess === 0 ? Math.min(Math.floor(k / 2), 10) : Math.ceil(k / 2) - 1;

/** All tree diagrams of one kind, each class once, by runs. */
export function treeCursor(tables: ForestTables, wanted: WantedRuns): Cursor<TreeRun> {
  const { k, excess } = wanted;
  const { functions, blobs, excesses } = tables;
  const tabled = tabledWeight(k, excess);
  const roots = rootsOf(wanted);
  const run: TreeRun = {
    root: "function",
    own: 0,
    chosen: 0,
    trees: new Int32Array(k + excess + 1),
    size: 0,
    ...noRows(functions.forests(0)),
  };
  const { trees } = run;
  // A frame for each tree chosen: what is left behind it, how often it was chosen, the next tree to try, and products.
  const left = new Int32Array(k + excess + 2);
  const repeats = new Int32Array(k + excess + 2);
  const next = new Int32Array(k + excess + 2);
  const automorphisms = new Float64Array(k + excess + 2);
  const factorials = new Float64Array(k + excess + 2);
  const vertices = new Int32Array(k + excess + 2);
  let below = functions;
  let depth = -1;
  let rootsDone = 0;

  function begin(): boolean {
    const start = roots[rootsDone++];
    if (start === undefined) return false;
    run.root = start.root;
    run.own = start.own;
    below = start.root === "function" ? blobs : functions;
    depth = 0;
    left[0] = start.size;
    repeats[0] = 0;
    next[0] = heaviestNumber(below, start.heaviest);
    automorphisms[0] = 1;
    factorials[0] = start.root === "function" ? Number(factorial(start.own)) : 1;
    vertices[0] = start.root === "function" ? 1 : 0;
    return true;
  }

  function choose(number: number): void {
    const size = below.sizeOfTree(number);
    const tree = below.trees(size);
    const row = rowOf(tree, number);
    const again = depth > 0 && trees[depth - 1] === number ? (repeats[depth] as number) + 1 : 1;
    trees[depth] = number;
    left[depth + 1] = (left[depth] as number) - size;
    automorphisms[depth + 1] = (automorphisms[depth] as number) * again * (tree.automorphisms[row] as number);
    factorials[depth + 1] = (factorials[depth] as number) * (tree.factorials[row] as number);
    vertices[depth + 1] = (vertices[depth] as number) + (tree.vertices[row] as number);
    depth++;
    repeats[depth] = again;
    next[depth] = number;
  }

  /** Leaves the frame in hand with the forests of its size from a row on; whether there are any. */
  function show(columns: Forests, size: number, from: number): boolean {
    const at = depth--;
    if (from === columns.count) return false;
    run.chosen = at;
    run.columns = columns;
    run.size = size;
    run.from = from;
    run.to = columns.count;
    run.automorphisms = automorphisms[at] as number;
    run.factorials = factorials[at] as number;
    run.vertices = vertices[at] as number;
    return true;
  }

  let ranks: TreeRanks | undefined;
  const ranked = (): TreeRanks => {
    ranks ??= treeRanks(wanted);
    return ranks;
  };
  /** Whether a run was found by rank, and has not been shown. */
  let isFound = false;

  function seek(rank: number): void {
    const { start, rest } = ranked().rootAt(rank);
    const { functions: ofFunctions, blobs: ofBlobs } = ranked();
    rootsDone = start;
    begin();
    const { upTo } = run.root === "function" ? ofBlobs : ofFunctions;
    let before = rest;
    for (;;) {
      const size = left[depth] as number;
      const bound = next[depth] as number;
      if (size < (tabled + 1) * excesses) {
        const columns = below.forests(size);
        const from = firstBehind(columns, bound) + before;
        const isAgain = depth > 0 && columns.head[from] === trees[depth - 1];
        if (!isAgain) {
          isFound = show(columns, size, from);
          return;
        }
        next[depth] = bound - 1;
        choose(bound);
        continue;
      }
      // The first tree is the largest with which more forests begin, together with all larger ones, than come before.
      const all = upTo(size, bound);
      let [low, high] = [0, bound];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (all - upTo(size, middle - 1) > before) low = middle;
        else high = middle - 1;
      }
      before -= all - upTo(size, low);
      next[depth] = low - 1;
      choose(low);
    }
  }

  function step(): boolean {
    if (isFound) {
      isFound = false;
      return true;
    }
    for (;;) {
      if (depth < 0 && !begin()) return false;
      const size = left[depth] as number;
      let number = next[depth] as number;
      if (size < (tabled + 1) * excesses) {
        // The tree before once more; then all that fits behind it, in which it does not stand again.
        const before = depth > 0 ? (trees[depth - 1] as number) : -2;
        if (number === before) {
          next[depth] = number - 1;
          if (fits(below.sizeOfTree(number), size, excesses)) {
            choose(number);
            continue;
          }
          number--;
        }
        const columns = below.forests(size);
        const from = firstBehind(columns, number);
        if (show(columns, size, from)) return true;
        continue;
      }
      while (number >= 0 && !fits(below.sizeOfTree(number), size, excesses))
        number = below.trees(below.sizeOfTree(number)).lowest - 1;
      if (number < 0) depth--;
      else {
        next[depth] = number - 1;
        choose(number);
      }
    }
  }
  return { run, next: step, count: () => ranked().count, seek };
}

/** A node to hang tree diagrams up at. */
interface Root {
  readonly root: TreeRun["root"];
  /** Delta's, or the blob's order. */
  readonly own: number;
  /** The size of the forest below. */
  readonly size: number;
  /** The size that no tree in it may exceed. */
  readonly heaviest: number;
}

/** The centroids in the order of the classes. */
function rootsOf({ k, excess, expansion, largestP }: WantedRuns): Root[] {
  const excesses = excess + 1;
  const below = (root: TreeRun["root"], own: number, size: number, weight: number): Root => ({
    root,
    own,
    size,
    heaviest: Math.min(weight * excesses + excess, size),
  });
  const roots: Root[] = [];
  for (let p = Math.min(k, largestP); p >= 1; p--)
    roots.push(below("function", p, (k - p) * excesses + excess, Math.ceil(k / 2) - 1));
  for (let own = 0; own <= (expansion.blobs === "expanded" ? excess : 0); own++)
    roots.push(below("blob", own, k * excesses + excess - own, Math.floor(k / 2)));
  return roots;
}

/** Where trees stand in the order of the classes. */
export interface TreeRanks extends KindRanks {
  /** How many classes there are. */
  readonly count: number;
  /** The root of the class with a rank, and the class's rank among those with that root. @throws RangeError */
  rootAt(rank: number): { readonly start: number; readonly rest: number };
  /** The rank of the first class with a root. */
  firstAt(root: TreeRun["root"], own: number): number;
  /** The largest number of a tree below a root. */
  heaviestBelow(root: TreeRun["root"], own: number): number;
}

/** The ranks of tree diagrams, from counts alone. */
export function treeRanks(wanted: WantedRuns): TreeRanks {
  const { functions, blobs } = ranksOf(wanted);
  const roots = rootsOf(wanted);
  const heaviestOf = ({ root, heaviest }: Root): number => (root === "function" ? blobs : functions).heaviest(heaviest);
  const sizes = roots.map((root) => (root.root === "function" ? blobs : functions).upTo(root.size, heaviestOf(root)));
  const indexOf = (root: TreeRun["root"], own: number): number =>
    roots.findIndex((other) => other.root === root && other.own === own);
  return {
    functions,
    blobs,
    count: sizes.reduce((sum, size) => sum + size, 0),
    rootAt(rank) {
      let rest = rank;
      for (const [start, size] of sizes.entries()) {
        if (rest < size) return { start, rest };
        rest -= size;
      }
      throw new RangeError(`no class of trees has the rank ${rank}`);
    },
    firstAt: (root, own) => sizes.slice(0, indexOf(root, own)).reduce((sum, size) => sum + size, 0),
    heaviestBelow: (root, own) => heaviestOf(roots[indexOf(root, own)] as Root),
  };
}

/** Whether a tree of one size fits into another. */
const fits = (tree: number, size: number, excesses: number): boolean =>
  tree <= size && tree % excesses <= size % excesses;

/** The largest number of a tree whose size is no larger; -1 where there is none. */
function heaviestNumber(kind: Kind, size: number): number {
  const { lowest, count } = kind.trees(Math.max(0, size));
  return lowest + count - 1;
}

import { styleOf } from "./canonical.js";
import { runsOf, sources } from "./classes.js";
import { canonicalCore } from "./cores.js";
import { type Diagram, loops } from "./diagram.js";
import { type KindRanks, type Ranks, ranksOf } from "./forest-counts.js";
import type { LoopCursor } from "./loop-cursor.js";
import type { BlobTree, FunctionTree } from "./planted.js";
import { treeRanks } from "./tree-cursor.js";
import { rootAtCentroid } from "./trees.js";
import type { WantedClasses, WantedRuns } from "./wanted.js";

/**
 * The rank of a diagram's class among those wanted, in the order of {@link sources}: 0 for the first. Undefined where they are
 * listed without tables. @throws RangeError where the diagram is none of them
 */
export function rankOf(d: Diagram, wanted: WantedClasses): number | undefined {
  const own = loops(d);
  let rank = 0;
  for (const source of sources(wanted)) {
    if (source.kind === "classes") return undefined;
    if (source.loops < own) {
      rank += source.cursor.count();
      continue;
    }
    if (source.loops > own || styleOf(d) === undefined) break;
    const runs = runsOf(wanted, own);
    return rank + (source.kind === "trees" ? treeRank(d, runs) : loopedRank(d, runs, source.cursor));
  }
  throw new RangeError("the diagram is none of those that are listed");
}

function treeRank(d: Diagram, wanted: WantedRuns): number {
  const { root, tree } = rootAtCentroid(d);
  const ranks = treeRanks(wanted);
  const numbers = treeNumbers(ranks, wanted);
  const own = root === "function" ? tree.p : tree.order;
  const size = numbers.sizeOf(tree) - (root === "function" ? own * numbers.excesses : own);
  const below = root === "function" ? ranks.blobs : ranks.functions;
  return (
    ranks.firstAt(root, own) +
    numbers.rankOfForest(below, size, tree.children.map(numbers.numberOf), ranks.heaviestBelow(root, own))
  );
}

function loopedRank(d: Diagram, wanted: WantedRuns, cursor: LoopCursor): number {
  const numbers = treeNumbers(ranksOf(wanted), wanted);
  const { skeleton, family, trees } = canonicalCore(d, loops(d));
  return cursor.rankOf({
    skeleton,
    family,
    extras: trees.map((tree) => numbers.sizeOf(tree) - ("p" in tree ? numbers.excesses : 0)),
    rows: trees.map((tree) => (tree.children.length === 0 && !("p" in tree) ? 0 : numbers.rowOf(tree))),
  });
}

/** Numbers of planted trees, from counts alone. */
function treeNumbers({ functions, blobs }: KindRanks, { excess, largestP }: WantedRuns) {
  const excesses = excess + 1;
  const sizeOf = ({ weight, excess: own }: FunctionTree | BlobTree): number => weight * excesses + own;

  /** How many forests of a size come before one, of those whose trees have numbers up to a bound. */
  function rankOfForest(kind: Ranks, size: number, numbers: readonly number[], bound: number): number {
    let [rank, left, most] = [0, size, bound];
    for (const number of numbers) {
      rank += kind.upTo(left, most) - kind.upTo(left, number);
      left -= kind.sizeAt(number);
      most = number;
    }
    return rank;
  }
  /** Which of the trees of its size a tree is. */
  function rowOf(tree: FunctionTree | BlobTree): number {
    const size = sizeOf(tree);
    const children = tree.children.map(numberOf);
    if ("p" in tree) {
      let before = 0;
      for (let p = Math.min(largestP, tree.weight); p > tree.p; p--)
        before += blobs.counts.forests[size - p * excesses] as number;
      const below = size - tree.p * excesses;
      return before + rankOfForest(blobs, below, children, blobs.heaviest(below));
    }
    let before = 0;
    for (let order = 0; order < tree.order && tree.weight > 0; order++)
      before += functions.counts.forests[size - order] as number;
    return before + rankOfForest(functions, size - tree.order, children, functions.heaviest(size - tree.order));
  }
  function numberOf(tree: FunctionTree | BlobTree): number {
    const size = sizeOf(tree);
    return ("p" in tree ? functions : blobs).heaviest(size) - rowOf(tree);
  }
  return { excesses, sizeOf, rankOfForest, rowOf, numberOf };
}

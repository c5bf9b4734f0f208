import { factorial } from "../algebra/integers.js";

/*
 * Planted trees: what hangs below one leg of a diagram. A function tree is a function vertex with blob trees below it;
 * a blob tree is a blob with at least one function tree below it, or a tadpole. The weight of a tree is its number of
 * Delta's, its excess the sum of the orders that its blobs have of their own.
 *
 * Planted trees of one kind are totally ordered: heavier first, of equal weight those with more excess; then function trees
 * by decreasing p and blob trees by increasing order; then the children, compared in turn. A forest is a nonincreasing
 * sequence of trees, so each multiset of trees is written once, and forests of a fixed size are ordered by their first
 * difference. `next...` steps to the successor in this order, of trees without excess: a list of them needs no memory
 * beyond the tree in hand (docs/enumeration.md). Tables of the same trees are in forests.ts.
 */

/** A function vertex with what hangs below it. */
export interface FunctionTree {
  readonly p: number;
  readonly children: readonly BlobTree[];
  /** Delta's in the whole tree. */
  readonly weight: number;
  /** The orders of the blobs in the whole tree. */
  readonly excess: number;
  /** The order of the automorphism group of the tree, its root fixed. */
  readonly automorphisms: bigint;
}

/**
 * A blob with the function trees below it; its degree is one more than their number, or equal at the root. With none below
 * it is a tadpole.
 */
export interface BlobTree {
  /** The blob's own order; 0 also where it is a full vertex. */
  readonly order: number;
  readonly children: readonly FunctionTree[];
  readonly weight: number;
  readonly excess: number;
  readonly automorphisms: bigint;
}

/** What a kind of planted tree must offer so that forests of it can be stepped through. */
interface Kind<T> {
  /** The first tree of the given weight. */
  first(weight: number): T;
  /** The next tree of the same weight, or undefined after the last. */
  next(tree: T): T | undefined;
}

interface Weighed {
  readonly weight: number;
}

interface Sized extends Weighed {
  readonly excess: number;
}

/** (order of the group permuting equal neighbours of a sorted list) x (the children's own groups) */
function forestAutomorphisms<T extends { readonly automorphisms: bigint }>(
  children: readonly T[],
  same: (a: T, b: T) => boolean,
): bigint {
  let order = 1n;
  for (let i = 0; i < children.length; ) {
    const child = children[i] as T;
    let j = i + 1;
    while (j < children.length && same(children[j] as T, child)) j++;
    order *= child.automorphisms ** BigInt(j - i) * factorial(j - i);
    i = j;
  }
  return order;
}

const totalWeight = (children: readonly Weighed[]): number => children.reduce((sum, child) => sum + child.weight, 0);

const totalExcess = (children: readonly Sized[]): number => children.reduce((sum, child) => sum + child.excess, 0);

/** A function tree; its children must be sorted, largest first. */
export const functionTree = (p: number, children: readonly BlobTree[]): FunctionTree => ({
  p,
  children,
  weight: p + totalWeight(children),
  excess: totalExcess(children),
  automorphisms: forestAutomorphisms(children, (a, b) => compareBlobTrees(a, b) === 0),
});

/** A blob tree; its children must be sorted, largest first. */
export const blobTree = (children: readonly FunctionTree[], order = 0): BlobTree => ({
  order,
  children,
  weight: totalWeight(children),
  excess: order + totalExcess(children),
  automorphisms: forestAutomorphisms(children, (a, b) => compareFunctionTrees(a, b) === 0),
});

/** Negative when a comes before b (is the larger tree), zero when they are the same tree. */
export function compareFunctionTrees(a: FunctionTree, b: FunctionTree): number {
  if (a === b) return 0;
  return (
    b.weight - a.weight || b.excess - a.excess || b.p - a.p || compareInTurn(a.children, b.children, compareBlobTrees)
  );
}

/** As {@link compareFunctionTrees}, for blob trees. */
export function compareBlobTrees(a: BlobTree, b: BlobTree): number {
  if (a === b) return 0;
  return (
    b.weight - a.weight ||
    b.excess - a.excess ||
    a.order - b.order ||
    compareInTurn(a.children, b.children, compareFunctionTrees)
  );
}

function compareInTurn<T>(a: readonly T[], b: readonly T[], compare: (x: T, y: T) => number): number {
  // Forests of one size never run out at different places, so the first difference decides.
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compare(a[i] as T, b[i] as T);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/**
 * The first forest of a weight whose trees weigh at most `heaviest`; empty for weight 0, undefined where there is none.
 */
function firstForest<T extends Weighed>(kind: Kind<T>, weight: number, heaviest: number): readonly T[] | undefined {
  if (weight === 0) return [];
  if (heaviest < 1) return undefined;
  return fill(kind, [], kind.first(Math.min(weight, heaviest)), weight);
}

/** Extends a forest by the largest trees not above `largest` until it has gained the given weight. */
function fill<T extends Weighed>(kind: Kind<T>, prefix: readonly T[], largest: T, weight: number): T[] {
  const forest = [...prefix];
  let rest = weight;
  for (; rest >= largest.weight; rest -= largest.weight) forest.push(largest);
  if (rest > 0) forest.push(kind.first(rest));
  return forest;
}

/** The next forest of the same weight. Only the rightmost tree that has a smaller one changes, and what follows it. */
function nextForest<T extends Weighed>(kind: Kind<T>, forest: readonly T[]): readonly T[] | undefined {
  let freed = 0;
  for (let i = forest.length - 1; i >= 0; i--) {
    const tree = forest[i] as T;
    freed += tree.weight;
    const smaller = kind.next(tree) ?? (tree.weight > 1 ? kind.first(tree.weight - 1) : undefined);
    // Weight 1 has a tree of either kind, so whatever weight is left can be filled.
    if (smaller !== undefined) return fill(kind, forest.slice(0, i), smaller, freed);
  }
  return undefined;
}

const functionTrees: Kind<FunctionTree> = {
  first: (weight) => functionTree(weight, []),
  next: (tree) => nextFunctionTree(tree, tree.weight),
};

const blobTrees: Kind<BlobTree> = {
  first: (weight) => blobTree([functionTrees.first(weight)]),
  next: (tree) => nextBlobTree(tree),
};

/** The next function tree of the same weight with blob trees of weight at most `heaviest` below its root. */
export function nextFunctionTree(tree: FunctionTree, heaviest: number): FunctionTree | undefined {
  const children = nextForest(blobTrees, tree.children);
  if (children) return functionTree(tree.p, children);
  for (let p = tree.p - 1; p >= 1; p--) {
    const first = firstForest(blobTrees, tree.weight - p, heaviest);
    if (first) return functionTree(p, first);
  }
  return undefined;
}

/** The first blob tree of a weight with function trees of weight at most `heaviest` below its root, if there is one. */
export function firstBlobTree(weight: number, heaviest: number): BlobTree | undefined {
  const children = firstForest(functionTrees, weight, heaviest);
  return children && blobTree(children);
}

/** The next blob tree of the same weight; the heaviest allowed child only shrinks, so a bound on it stays kept. */
export function nextBlobTree(tree: BlobTree): BlobTree | undefined {
  const children = nextForest(functionTrees, tree.children);
  return children && blobTree(children);
}

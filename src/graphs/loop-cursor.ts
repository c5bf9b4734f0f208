import type { CanonicalCore } from "./cores.js";
import { bareBlob, type ForestTables, type Trees } from "./forests.js";
import { type Cursor, noRows, type Run } from "./runs.js";
import { type SkeletonCounts, skeletonCounts } from "./skeleton-counts.js";
import { type Family, families, type Skeleton, skeletonsIn } from "./skeletons.js";
import type { WantedRuns } from "./wanted.js";

/*
 * Diagrams with loops, by their cores: a skeleton with a planted tree at each of its nodes. First the sizes of the trees are chosen, those
 * kept that no symmetry of the skeleton makes larger, then the trees, of which those are kept that no symmetry which keeps the sizes brings
 * before them. What the symmetries leave alone is free: the trees at a node that none of them moves are a run of rows of a table.
 */

/** A run of diagrams with loops: trees at the nodes of a skeleton, those at one node in turn. */
export interface LoopRun extends Run {
  skeleton: Skeleton;
  /** The trees of each node's size; the node's is one of its rows. */
  readonly tables: Trees[];
  /** Which row each node has; that of the running node is each from `from` up to `to` in turn. */
  readonly rows: Int32Array;
  running: number;
  /** How many automorphisms leave the trees at the nodes as they are. */
  symmetries: number;
}

/** A decorated core as the cursor sees it. */
export interface PlacedCore {
  readonly skeleton: Pick<Skeleton, "isBlob" | "blobsAt">;
  /** The kernel with its colours; undefined for a circle. */
  readonly family: CanonicalCore["family"];
  /** For each node what the size of its tree is beyond the least, and which of the trees of its size it is. */
  readonly extras: readonly number[];
  readonly rows: readonly number[];
}

/** Steps through diagrams with loops. */
export interface LoopCursor extends Cursor<LoopRun> {
  /** The rank of a class, given by its canonical core. @throws RangeError where it is no class of these */
  rankOf(core: PlacedCore): number;
}

/** All diagrams with so many loops (1 to 5), each class once, by runs. */
export function loopCursor(tables: ForestTables, loops: number, wanted: WantedRuns): LoopCursor {
  const { k, excess, expansion } = wanted;
  const { excesses } = tables;
  const most = largestCore(loops, k);
  // The trees of nodes by what their size is beyond the least: a function vertex has one Delta at least, a blob nothing.
  const nothing: Trees[] = [tables.functions.trees(excesses), bareBlob(0)];
  const hanging: [(Trees | undefined)[], (Trees | undefined)[]] = [[nothing[0]], [nothing[1]]];
  if (expansion.blobs === "expanded") for (let order = 1; order <= excess; order++) hanging[1][order] = bareBlob(order);
  const hangingOn = (kind: 0 | 1, extra: number): Trees | undefined => {
    const list = hanging[kind];
    if (kind === 0) list[extra] ??= tables.functions.trees(extra + excesses);
    else if (extra >= excesses) list[extra] ??= tables.blobs.trees(extra);
    return list[extra];
  };
  const run: LoopRun = {
    skeleton: noSkeleton,
    tables: [],
    rows: new Int32Array(most),
    running: 0,
    symmetries: 1,
    ...noRows(nothing[0] as Trees),
  };
  const { rows, tables: at } = run;
  let cores = skeletons(families(loops));
  const kinds = new Uint8Array(most);
  let nodes = 0;
  let symmetries: readonly Uint8Array[] = [];
  /** What each node's tree has beyond the least: Delta's, orders, and both as the difference of sizes. */
  const weights = new Int32Array(most);
  const orders = new Int32Array(most);
  const extras = excess === 0 ? weights : new Int32Array(most);
  /** The symmetries that keep the sizes. */
  let keeping: readonly Uint8Array[] = [];
  /** Nodes whose trees are chosen one by one, and products over them: entry i is of those before the i-th. */
  const chosen = new Int32Array(most);
  let choices = 0;
  const automorphisms = new Float64Array(most);
  const factorials = new Float64Array(most);
  const vertices = new Int32Array(most);
  /** Whether no symmetry moves the running node, so that all its rows are classes. */
  let isFree = true;

  function nextSkeleton(): boolean {
    const found = cores.next();
    if (found.done) return false;
    const skeleton = found.value;
    run.skeleton = skeleton;
    nodes = skeleton.isBlob.length;
    for (let node = 0; node < nodes; node++) kinds[node] = skeleton.isBlob[node] ? 1 : 0;
    symmetries = skeleton.symmetries;
    at.length = nodes;
    orders.fill(0, 0, nodes);
    orders[0] = excess;
    firstWeights();
    return true;
  }

  function firstWeights(): void {
    weights.fill(0, 0, nodes);
    weights[0] = k - run.skeleton.functions;
  }

  const nextSizes = (): boolean => {
    if (nextComposition(weights, nodes)) return true;
    if (excess === 0 || !nextComposition(orders, nodes)) return false;
    firstWeights();
    return true;
  };

  /** Finds the symmetries that keep the sizes in hand; false where one makes them larger. */
  function keepSizes(): boolean {
    if (excess > 0)
      for (let node = 0; node < nodes; node++)
        extras[node] = (weights[node] as number) * excesses + (orders[node] as number);
    keeping = symmetries;
    if (symmetries.length === 1) return true;
    const fixing: Uint8Array[] = [];
    for (const to of symmetries) {
      let order = 0;
      for (let node = 0; node < nodes && order === 0; node++)
        order = (extras[to[node] as number] as number) - (extras[node] as number);
      if (order > 0) return false;
      if (order === 0) fixing.push(to);
    }
    keeping = fixing;
    return true;
  }

  const isFixed = (node: number): boolean => {
    for (let i = 1; i < keeping.length; i++) if ((keeping[i] as Uint8Array)[node] !== node) return false;
    return true;
  };

  /** Chooses what runs, and the first tree at every other node; false where a node has no tree of its size. */
  function beginTrees(): boolean {
    let running = -1;
    let largest = 1;
    choices = 0;
    let group = run.skeleton.still;
    let factorial = 1;
    let ofVertices = run.skeleton.functions;
    for (let node = 0; node < nodes; node++) {
      const extra = extras[node] as number;
      const kind = kinds[node] as 0 | 1;
      if (extra === 0) {
        at[node] = nothing[kind] as Trees;
        continue;
      }
      const trees = hanging[kind][extra] ?? hangingOn(kind, extra);
      if (trees === undefined || trees.count === 0) return false;
      at[node] = trees;
      if (trees.count === 1) {
        group *= trees.automorphisms[0] as number;
        factorial *= trees.factorials[0] as number;
        ofVertices += (trees.vertices[0] as number) + kind - 1;
        continue;
      }
      ofVertices += kind - 1;
      chosen[choices++] = node;
      if (trees.count > largest && isFixed(node)) {
        largest = trees.count;
        running = node;
      }
    }
    isFree = running >= 0;
    if (isFree) {
      let place = 0;
      while (chosen[place] !== running) place++;
      for (choices--; place < choices; place++) chosen[place] = chosen[place + 1] as number;
      // With nothing that is free the last choice takes the place of the running node, a row at a time.
    } else if (choices > 0) running = chosen[--choices] as number;
    if (running < 0) {
      // One class: the first node runs through its one row.
      isFree = true;
      running = 0;
      const only = at[0] as Trees;
      group /= only.automorphisms[0] as number;
      factorial /= only.factorials[0] as number;
      ofVertices -= only.vertices[0] as number;
    }
    run.running = running;
    run.columns = at[running] as Trees;
    automorphisms[0] = group;
    factorials[0] = factorial;
    vertices[0] = ofVertices;
    multiplyFrom(0);
    return true;
  }

  function multiplyFrom(start: number): void {
    for (let i = start; i < choices; i++) {
      const node = chosen[i] as number;
      const row = rows[node] as number;
      const trees = at[node] as Trees;
      automorphisms[i + 1] = (automorphisms[i] as number) * (trees.automorphisms[row] as number);
      factorials[i + 1] = (factorials[i] as number) * (trees.factorials[row] as number);
      vertices[i + 1] = (vertices[i] as number) + (trees.vertices[row] as number);
    }
  }

  /** The next choice of trees; false behind the last, with the first at every node again. */
  function turn(): boolean {
    if (!isFree) {
      const node = run.running;
      rows[node] = (rows[node] as number) + 1;
      if ((rows[node] as number) < run.columns.count) return true;
      rows[node] = 0;
    }
    for (let i = choices - 1; i >= 0; i--) {
      const node = chosen[i] as number;
      const row = (rows[node] as number) + 1;
      if (row < (at[node] as Trees).count) {
        rows[node] = row;
        multiplyFrom(i);
        return true;
      }
      rows[node] = 0;
    }
    return false;
  }

  /** How many symmetries leave the trees alone, or 0 where one brings others before them. */
  function fixing(): number {
    let count = 1;
    for (let i = 1; i < keeping.length; i++) {
      const to = keeping[i] as Uint8Array;
      let order = 0;
      for (let node = 0; node < nodes && order === 0; node++)
        order = (rows[to[node] as number] as number) - (rows[node] as number);
      if (order < 0) return 0;
      if (order === 0) count++;
    }
    return count;
  }

  /** Shows the choice of trees in hand; false where it stands for a class that another choice shows. */
  function show(): boolean {
    const symmetriesLeft = keeping.length === 1 ? 1 : fixing();
    if (symmetriesLeft === 0) return false;
    const row = rows[run.running] as number;
    run.from = isFree ? 0 : row;
    run.to = isFree ? run.columns.count : row + 1;
    run.symmetries = run.skeleton.still * symmetriesLeft;
    run.automorphisms = (automorphisms[choices] as number) * symmetriesLeft;
    run.factorials = factorials[choices] as number;
    run.vertices = vertices[choices] as number;
    return true;
  }

  /** Steps to the next sizes that have trees, or on to the next skeleton; false behind the last. */
  function nextTrees(): boolean {
    for (;;) {
      if (nodes > 0 && nextSizes()) {
        if (keepSizes() && beginTrees()) return true;
      } else {
        if (!nextSkeleton()) return false;
        if (keepSizes() && beginTrees()) return true;
      }
    }
  }

  let hasTrees = false;
  /** Whether a run was found by rank, and has not been shown. */
  let isFound = false;
  function next(): boolean {
    if (isFound) {
      isFound = false;
      return true;
    }
    for (;;) {
      if (!hasTrees || !turn()) {
        if (!nextTrees()) return false;
        hasTrees = true;
      }
      if (show()) return true;
    }
  }

  let counts: SkeletonCounts | undefined;
  const counted = (): SkeletonCounts => {
    counts ??= skeletonCounts(wanted);
    return counts;
  };
  function count(): number {
    let total = 0;
    for (const family of families(loops)) total += counted().ofFamily(family);
    return total;
  }
  function* skeletons(from: Iterable<Family>): Generator<Skeleton> {
    for (const family of from) yield* skeletonsIn(family, k);
  }

  /**
   * Goes to the sizes of trees that are wanted, on the skeleton and in the family that are; says how many classes come
   * before those there. Each is asked in turn, and where it is not the one its classes are passed over, counted.
   * @throws RangeError where none is wanted
   */
  function descend(isWanted: Wish): number {
    let before = 0;
    /** Whether this is the one; else its classes are passed over. */
    const isHere = (isIt: boolean, size: () => number): boolean => {
      if (!isIt) before += size();
      return isIt;
    };
    const rest = families(loops);
    let family = rest.next();
    for (; ; family = rest.next()) {
      if (family.done) throw new RangeError(`no family of cores with ${loops} loops has the class`);
      const { value } = family;
      const size = (): number => counted().ofFamily(value);
      if (
        isHere(
          isWanted.family(value, () => before + size()),
          size,
        )
      )
        break;
    }
    cores = skeletons(behind(family.value, rest));
    nodes = 0;
    rows.fill(0);
    for (;;) {
      if (!nextSkeleton()) throw new RangeError("no skeleton has the class");
      const size = (): number => counted().ofSkeleton(run.skeleton);
      if (
        isHere(
          isWanted.skeleton(run.skeleton, () => before + size()),
          size,
        )
      )
        break;
    }
    for (let isFirst = true; isFirst || nextSizes(); isFirst = false) {
      if (!keepSizes()) continue;
      const size = (): number => counted().ofSizes(run.skeleton, extras, keeping);
      if (
        !isHere(
          isWanted.sizes(extras, () => before + size()),
          size,
        )
      )
        continue;
      beginTrees();
      return before;
    }
    throw new RangeError("no sizes of trees are those of the class");
  }

  function seek(rank: number): void {
    const hasRank = (_: unknown, end: () => number): boolean => rank < end();
    let left = rank - descend({ family: hasRank, skeleton: hasRank, sizes: hasRank });
    hasTrees = true;
    isFound = true;
    if (keeping.length === 1) {
      // Nothing is exchanged: the trees are digits of the rank, the running node's the last.
      const running = run.columns.count;
      let rest = Math.floor(left / running);
      for (let i = choices - 1; i >= 0; i--) {
        const node = chosen[i] as number;
        const { count: digits } = at[node] as Trees;
        rows[node] = rest % digits;
        rest = Math.floor(rest / digits);
      }
      multiplyFrom(0);
      show();
      run.from = left % running;
      return;
    }
    do {
      if (!show()) continue;
      if (left < run.to - run.from) {
        run.from += left;
        return;
      }
      left -= run.to - run.from;
    } while (turn());
    throw new RangeError(`no choice of trees has the rank ${rank}`);
  }

  function rankOf(core: PlacedCore): number {
    let rank = descend({
      family: (family) => isFamily(family, core.family),
      skeleton: (skeleton) => sameSkeleton(skeleton, core.skeleton),
      sizes: (sizes) => core.extras.every((extra, node) => extra === sizes[node]),
    });
    do {
      if (!show()) continue;
      const isHere = core.rows.every((row, node) => node === run.running || row === rows[node]);
      const row = core.rows[run.running] as number;
      if (isHere && row >= run.from && row < run.to) return rank + row - run.from;
      rank += run.to - run.from;
    } while (turn());
    throw new RangeError("no choice of trees is that of the diagram");
  }
  return { run, next, count, seek, rankOf };
}

/** Which family, skeleton and sizes are wanted: told each, and the rank that follows the last class of it. */
interface Wish {
  readonly family: (family: Family, end: () => number) => boolean;
  readonly skeleton: (skeleton: Skeleton, end: () => number) => boolean;
  readonly sizes: (extras: Int32Array, end: () => number) => boolean;
}

const isFamily = (family: Family, wanted: PlacedCore["family"]): boolean =>
  family.kind === "circle"
    ? wanted === undefined
    : `${family.kernel.lines}` === `${wanted?.kernel.lines}` && `${family.colours}` === `${wanted?.colours}`;

const sameSkeleton = (a: PlacedCore["skeleton"], b: PlacedCore["skeleton"]): boolean =>
  `${a.isBlob}` === `${b.isBlob}` && JSON.stringify(a.blobsAt) === JSON.stringify(b.blobsAt);

function* behind<T>(first: T, rest: Iterable<T>): Generator<T> {
  yield first;
  yield* rest;
}

const noSkeleton: Skeleton = {
  isBlob: [],
  functions: 0,
  blobsAt: [],
  symmetries: [],
  still: 1,
};

/** The most nodes that a core can have: blobs stand on chains between function vertices and at the kernel's vertices. */
const largestCore = (loops: number, k: number): number => 2 * k + 5 * loops + 2;

/** The next vector of whole numbers with the same sum, in decreasing lexicographic order; false behind the last. */
function nextComposition(vector: Int32Array, length: number): boolean {
  const last = vector[length - 1] as number;
  let place = length - 2;
  while (place >= 0 && vector[place] === 0) place--;
  if (place < 0) return false;
  vector[length - 1] = 0;
  vector[place] = (vector[place] as number) - 1;
  vector[place + 1] = last + 1;
  return true;
}

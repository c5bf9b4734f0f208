import { factorial } from "../algebra/integers.js";
import { type Expansion, plainExpansion } from "../symbols/symbols.js";

/*
 * Tables of planted trees and of forests of them, by size: what hangs below the legs of a diagram's core, each with the
 * order of its group. A function tree is a function vertex with p Delta's and a forest of blob trees below it; a blob
 * tree is a blob with a forest of function trees below it. The size of either is its number of Delta's (the weight) and
 * the sum of the orders that its blobs have of their own (the excess; 0 unless tadpoles or expanded blobs are asked for).
 *
 * Trees of a kind are totally ordered: heavier first, of equal weight with more excess first, then function trees by
 * decreasing p and blob trees by increasing order, then by their forests. A forest is a nonincreasing list of trees; forests of one
 * size are ordered by their first difference. So a forest is its first tree (head) and a forest that begins with no larger one
 * (tail), and the tails that fit behind a head are one run of rows of the table, up to its end: a list of diagrams needs no
 * search, and the cost of a row is a row (docs/enumeration.md, "Tables of forests").
 */

/** What is known of each row of a table: of trees or of forests of one kind and size, in order. */
export interface Columns {
  readonly count: number;
  /** The order of the automorphism group, roots fixed; exact (below 2^53). */
  readonly automorphisms: Float64Array;
  /** The product of p! over the function vertices; exact. */
  readonly factorials: Float64Array;
  /** Function vertices: the j sums. */
  readonly vertices: Uint8Array;
}

/** Forests of one kind and size. */
export interface Forests extends Columns {
  /** Each one's first tree, by its number; -1 for the empty forest. */
  readonly head: Int32Array;
  /** The row of what follows it, in the table of the size that is left. */
  readonly tail: Int32Array;
  /** How often the first tree stands in the forest. */
  readonly repeats: Uint8Array;
  /** How many trees there are. */
  readonly trees: Uint8Array;
}

/** Trees of one kind and size with the same p, or the same order of the blob: they have these forests below them. */
export interface Segment {
  /** Delta's of the function vertex, or the order of the blob. */
  readonly root: number;
  /** The first row. */
  readonly from: number;
  readonly size: number;
  readonly forests: Forests;
}

/** Trees of one kind and size. */
export interface Trees extends Columns {
  /** The number of the last row; numbers ascend from the lightest tree of the kind, against the order. */
  readonly lowest: number;
  readonly segments: readonly Segment[];
}

/** One kind of planted tree: function trees, or blob trees. Sizes are given as numbers, see {@link ForestTables}. */
export interface Kind {
  /** Trees of a size. */
  trees(size: number): Trees;
  /** Forests of a size; the empty one where it is 0. */
  forests(size: number): Forests;
  /** The size of the tree with a number, which {@link trees} has given. */
  sizeOfTree(number: number): number;
}

/**
 * The tables for diagrams of one expansion, filled as far as they are asked for. A size is one number, weight x
 * `excesses` + excess, so that sizes are added and subtracted as numbers where the excess allows it.
 */
export interface ForestTables {
  readonly functions: Kind;
  readonly blobs: Kind;
  /** One more than the largest excess. */
  readonly excesses: number;
}

/** What tables are made for. */
export interface ForestOptions {
  readonly expansion?: Expansion;
  /** The largest excess. */
  readonly excess?: number;
  /** The most Delta's at a function vertex; no bound when left out. */
  readonly largestP?: number;
}

/** The first row of forests whose head has no larger number than this: what fits behind such a tree. */
export function firstBehind({ head, count }: Forests, number: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((head[middle] as number) > number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The trees with a row's root: the last segment that does not begin behind the row. */
export function segmentOf({ segments }: Trees, row: number): Segment {
  let found = segments.length - 1;
  while ((segments[found] as Segment).from > row) found--;
  return segments[found] as Segment;
}

/** The row of a tree with a number, among those of its size; and the number of the tree in a row, by the same rule. */
export const rowOf = ({ lowest, count }: Trees, number: number): number => lowest + count - 1 - number;

/**
 * Writes the numbers of the trees of a forest, given by its row among those of its size, into a list from a place on; says
 * how many there are.
 */
export function treesIn(
  kind: Kind,
  size: number,
  row: number,
  forests: Forests,
  into: { [place: number]: number },
  at: number,
): number {
  const count = forests.trees[row] as number;
  for (let place = at; place < at + count; place++) {
    const number = forests.head[row] as number;
    into[place] = number;
    row = forests.tail[row] as number;
    size -= kind.sizeOfTree(number);
    forests = kind.forests(size);
  }
  return count;
}

/** Empty tables; they fill themselves, lighter sizes first. */
export function forestTables({
  expansion = plainExpansion,
  excess = 0,
  largestP = Number.POSITIVE_INFINITY,
}: ForestOptions = {}): ForestTables {
  const excesses = excess + 1;
  const functions: Kind = kind(
    excesses,
    function* (size) {
      for (let p = Math.min(largestP, Math.floor(size / excesses)); p >= 1; p--)
        yield { root: p, size: size - p * excesses, forests: blobs.forests(size - p * excesses) };
    },
    (p) => ({ factorial: Number(factorial(p)), vertices: 1 }),
  );
  const blobs: Kind = kind(
    excesses,
    function* (size) {
      const own = size % excesses;
      // A blob with one leg: a tadpole, whose order is all that it adds.
      if (size === own) {
        if (expansion.about === "K_0") yield { root: own, size: 0, forests: functions.forests(0) };
      } else
        for (let order = 0; order <= (expansion.blobs === "expanded" ? own : 0); order++)
          yield { root: order, size: size - order, forests: functions.forests(size - order) };
    },
    () => ({ factorial: 1, vertices: 0 }),
  );
  return { functions, blobs, excesses };
}

/** What a root adds to what is below it. */
interface Root {
  readonly factorial: number;
  readonly vertices: number;
}

/** A kind of planted tree, from what may stand below a root for each size. */
function kind(
  excesses: number,
  below: (size: number) => Iterable<Omit<Segment, "from">>,
  added: (root: number) => Root,
): Kind {
  const treesOf: Trees[] = [noTrees];
  const forestsOf: Forests[] = [emptyForest];
  let sizes = new Uint16Array(64);
  let numbers = 0;

  function trees(size: number): Trees {
    // Numbers ascend with the sizes, so all smaller sizes come first.
    for (let next = treesOf.length; next <= size; next++) {
      const made = treesFrom([...below(next)], added, numbers);
      if (numbers + made.count > sizes.length) {
        const longer = new Uint16Array(2 * (numbers + made.count));
        longer.set(sizes);
        sizes = longer;
      }
      sizes.fill(next, numbers, numbers + made.count);
      numbers += made.count;
      treesOf.push(made);
    }
    return treesOf[size] as Trees;
  }
  function forests(size: number): Forests {
    const known = forestsOf[size];
    if (known !== undefined) return known;
    const list = draft();
    for (let first = size; first > 0; first--) {
      // Of the excess no more than there is.
      if (first % excesses > size % excesses) continue;
      addForests(list, trees(first), forests(size - first));
    }
    const made = list.done();
    forestsOf[size] = made;
    return made;
  }
  return { trees, forests, sizeOfTree: (number) => sizes[number] as number };
}

/** The forests that begin with trees of one size, which leave another size for what follows. */
function addForests(list: Draft, heads: Trees, tails: Forests): void {
  for (let row = 0; row < heads.count; row++) {
    const number = rowOf(heads, row);
    for (let tail = firstBehind(tails, number); tail < tails.count; tail++) {
      const repeats = tails.head[tail] === number ? (tails.repeats[tail] as number) + 1 : 1;
      list.add(number, tail, repeats, heads, row, tails);
    }
  }
}

function treesFrom(parts: readonly Omit<Segment, "from">[], added: (root: number) => Root, lowest: number): Trees {
  const count = parts.reduce((sum, { forests }) => sum + forests.count, 0);
  const automorphisms = new Float64Array(count);
  const factorials = new Float64Array(count);
  const vertices = new Uint8Array(count);
  const segments: Segment[] = [];
  let from = 0;
  for (const part of parts) {
    const { forests, root } = part;
    const more = added(root);
    if (forests.count > 0) segments.push({ ...part, from });
    automorphisms.set(forests.automorphisms, from);
    for (let row = 0; row < forests.count; row++) {
      factorials[from + row] = (forests.factorials[row] as number) * more.factorial;
      vertices[from + row] = (forests.vertices[row] as number) + more.vertices;
    }
    from += forests.count;
  }
  return { count, lowest, segments, automorphisms, factorials, vertices };
}

const noTrees: Trees = treesFrom([], () => ({ factorial: 1, vertices: 0 }), 0);

const emptyForest: Forests = {
  count: 1,
  head: Int32Array.of(-1),
  tail: Int32Array.of(0),
  repeats: Uint8Array.of(0),
  trees: Uint8Array.of(0),
  automorphisms: Float64Array.of(1),
  factorials: Float64Array.of(1),
  vertices: Uint8Array.of(0),
};

/** What hangs on a blob of the core that has no tree, but an order: one row. */
export const bareBlob = (order: number): Trees =>
  treesFrom([{ root: order, size: 0, forests: emptyForest }], () => ({ factorial: 1, vertices: 0 }), 0);

type Draft = ReturnType<typeof draft>;

/** Forests in the making: columns that grow, and are cut to length at the end. */
function draft() {
  let room = 16;
  let count = 0;
  let head = new Int32Array(room);
  let tail = new Int32Array(room);
  let repeats = new Uint8Array(room);
  let trees = new Uint8Array(room);
  let automorphisms = new Float64Array(room);
  let factorials = new Float64Array(room);
  let vertices = new Uint8Array(room);

  function resize(length: number): void {
    room = length;
    head = resized(head, new Int32Array(length));
    tail = resized(tail, new Int32Array(length));
    repeats = resized(repeats, new Uint8Array(length));
    trees = resized(trees, new Uint8Array(length));
    automorphisms = resized(automorphisms, new Float64Array(length));
    factorials = resized(factorials, new Float64Array(length));
    vertices = resized(vertices, new Uint8Array(length));
  }
  return {
    add(number: number, rest: number, times: number, heads: Trees, row: number, tails: Forests): void {
      if (count === room) resize(2 * room);
      head[count] = number;
      tail[count] = rest;
      repeats[count] = times;
      trees[count] = (tails.trees[rest] as number) + 1;
      automorphisms[count] = (heads.automorphisms[row] as number) * times * (tails.automorphisms[rest] as number);
      factorials[count] = (heads.factorials[row] as number) * (tails.factorials[rest] as number);
      vertices[count] = (heads.vertices[row] as number) + (tails.vertices[rest] as number);
      count++;
    },
    done(): Forests {
      resize(count);
      return { count, head, tail, repeats, trees, automorphisms, factorials, vertices };
    },
  };
}

function resized<T extends Int32Array | Float64Array | Uint8Array>(column: T, into: T): T {
  into.set(column.subarray(0, into.length) as T);
  return into;
}

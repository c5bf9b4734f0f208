import type { ClassCursor } from "./classes.js";
import type { Diagram } from "./diagram.js";
import {
  type Forests,
  type ForestTables,
  type Kind,
  rowOf,
  type Segment,
  segmentOf,
  type Trees,
  treesIn,
} from "./forests.js";
import type { LoopRun } from "./loop-cursor.js";
import type { Skeleton } from "./skeletons.js";
import type { TreeRun } from "./tree-cursor.js";

/*
 * A class of a run as lists of numbers, from which ids and records are written by the million: no object is made for it.
 * The numbering is that of diagramOf in cores.ts, and a test compares the two.
 */

/** The canonical diagram of a class in flat lists; the next class overwrites them. */
export interface Layout {
  /** How many function vertices there are. */
  vertices: number;
  /** Delta's at each function vertex. */
  readonly deltas: Uint8Array;
  /** Where the legs of each function vertex begin; one entry more says where the last ones end. */
  readonly firstLeg: Uint16Array;
  /** The blob at each leg, those of one function vertex ascending. */
  readonly legs: Uint16Array;
  /** How many legs there are. */
  legCount: number;
  /** How many blobs there are. */
  blobs: number;
  /** Legs of each blob. */
  readonly degrees: Uint8Array;
  /** The order of each blob; 0 also where it is a full vertex. */
  readonly orders: Uint8Array;
}

/** An empty layout with room for so many function vertices, blobs, and legs, of each. */
const emptyLayout = (most: number): Layout => ({
  vertices: 0,
  deltas: new Uint8Array(most + 1),
  firstLeg: new Uint16Array(most + 2),
  legs: new Uint16Array(most + 1),
  legCount: 0,
  blobs: 0,
  degrees: new Uint8Array(most + 1),
  orders: new Uint8Array(most + 1),
});

/** The layout of a diagram, which is taken as it is numbered. */
export function layoutOf({ vertices, blobs, edges }: Diagram): Layout {
  const layout = emptyLayout(Math.max(vertices.length, blobs.length, edges.length));
  for (const { order = 0 } of blobs) addBlob(layout, order);
  vertices.forEach(({ p }, v) => {
    addVertex(layout, p);
    for (const [w, b] of edges) if (w === v) addLeg(layout, b);
  });
  close(layout);
  return layout;
}

function addVertex(into: Layout, p: number): void {
  into.deltas[into.vertices] = p;
  into.firstLeg[into.vertices++] = into.legCount;
}

function addLeg(into: Layout, blob: number): void {
  into.legs[into.legCount++] = blob;
  into.degrees[blob] = (into.degrees[blob] as number) + 1;
}

function addBlob(into: Layout, order: number): number {
  into.degrees[into.blobs] = 0;
  into.orders[into.blobs] = order;
  return into.blobs++;
}

function clear(layout: Layout): void {
  layout.vertices = 0;
  layout.legCount = 0;
  layout.blobs = 0;
}

function close(layout: Layout): void {
  layout.firstLeg[layout.vertices] = layout.legCount;
}

/** Appends what was laid out below a blob, which is number 0 there. */
function append(into: Layout, part: Layout, blob: number): void {
  const { vertices, blobs, legCount } = part;
  const { deltas: partDeltas, firstLeg: partFirst, legs: partLegs, degrees: partDegrees, orders: partOrders } = part;
  const { deltas, firstLeg, legs, degrees, orders, vertices: before, legCount: legsBefore } = into;
  const shift = into.blobs - 1;
  for (let v = 0; v < vertices; v++) {
    deltas[before + v] = partDeltas[v] as number;
    firstLeg[before + v] = legsBefore + (partFirst[v] as number);
  }
  for (let leg = 0; leg < legCount; leg++) {
    const to = partLegs[leg] as number;
    legs[legsBefore + leg] = to === 0 ? blob : to + shift;
  }
  degrees[blob] = (degrees[blob] as number) + (partDegrees[0] as number);
  for (let b = 1; b < blobs; b++) {
    degrees[b + shift] = partDegrees[b] as number;
    orders[b + shift] = partOrders[b] as number;
  }
  into.vertices = before + vertices;
  into.legCount = legsBefore + legCount;
  into.blobs += blobs - 1;
}

/** Trees no heavier than this are laid out once, and copied from then on. */
const copiedWeight = 7;

/**
 * What lays the classes of runs out: called with a row of the run in hand, it fills the layout.
 * @param most the most legs that a class can have, which are no fewer than its vertices and blobs together less one
 */
export function layouts(
  runs: ClassCursor,
  most: number,
): { readonly layout: Layout; readonly lay: (row: number) => void } {
  const layout = emptyLayout(most + 1);
  const { functions, blobs, excesses }: ForestTables = runs.tables;
  const copied = (copiedWeight + 1) * excesses;
  /** Numbers of the trees of forests on their way to be laid out; each call uses what is above its own. */
  const stack = new Int32Array(4 * most + 64);
  let top = 0;

  const orderOf = (number: number): number => {
    if (excesses === 1) return 0;
    const trees = blobs.trees(blobs.sizeOfTree(number));
    return segmentOf(trees, rowOf(trees, number)).root;
  };
  /** Puts the numbers of a forest's trees on the stack; says how many. */
  function push(kind: Kind, size: number, row: number, forests: Forests): number {
    const count = treesIn(kind, size, row, forests, stack, top);
    top += count;
    return count;
  }

  /** A function vertex joined to blobs with numbers already, and the blob trees on top of the stack. */
  function addOwn(into: Layout, count: number): void {
    const start = top - count;
    const first = into.blobs;
    for (let i = 0; i < count; i++) addLeg(into, addBlob(into, orderOf(stack[start + i] as number)));
    for (let i = 0; i < count; i++) addBlobTree(into, first + i, stack[start + i] as number);
    top = start;
  }
  /** The function trees on top of the stack, below a blob. */
  function addBelow(into: Layout, blob: number, count: number): void {
    const start = top - count;
    for (let i = 0; i < count; i++) addFunctionTree(into, blob, stack[start + i] as number);
    top = start;
  }

  /** What lays a tree out below a blob, from what stands below the tree's root and its row there. */
  type Lay = (into: Layout, blob: number, below: Segment, row: number) => void;

  /** Lays the trees of a kind out by their numbers: light ones once, to be copied from then on. */
  function copying(kind: Kind, lay: Lay): (into: Layout, blob: number, number: number) => void {
    const parts: (Layout | undefined)[] = [];
    const layNumber = (into: Layout, blob: number, size: number, number: number): void => {
      const trees = kind.trees(size);
      const row = rowOf(trees, number);
      const below = segmentOf(trees, row);
      lay(into, blob, below, row - below.from);
    };
    /** A tree laid out by itself, below a blob that is number 0. */
    const partOf = (size: number, number: number): Layout => {
      const made = emptyLayout(most);
      addBlob(made, 0);
      layNumber(made, 0, size, number);
      close(made);
      return trimmed(made);
    };
    return (into, blob, number) => {
      const size = kind.sizeOfTree(number);
      if (size >= copied) {
        layNumber(into, blob, size, number);
        return;
      }
      const part = parts[number] ?? partOf(size, number);
      parts[number] = part;
      append(into, part, blob);
    };
  }
  const addBlobTree = copying(blobs, (into, blob, { size, forests }, row) => {
    addBelow(into, blob, push(functions, size, row, forests));
  });
  const addFunctionTree = copying(functions, (into, blob, { root, size, forests }, row) => {
    addVertex(into, root);
    addLeg(into, blob);
    addOwn(into, push(blobs, size, row, forests));
  });

  function layTree({ root, own, chosen, trees, size, columns }: TreeRun, row: number): void {
    clear(layout);
    for (let i = 0; i < chosen; i++) stack[top++] = trees[i] as number;
    if (root === "function") {
      addVertex(layout, own);
      addOwn(layout, chosen + push(blobs, size, row, columns));
    } else {
      addBlob(layout, own);
      addBelow(layout, 0, chosen + push(functions, size, row, columns));
    }
    close(layout);
  }

  let plan = planOf(noCore);
  const numbers = new Uint16Array(2 * most + 2);

  function layCore({ skeleton, tables, rows, running }: LoopRun, runningRow: number): void {
    if (plan.of !== skeleton) plan = planOf(skeleton);
    const { functionNodes, blobNodes, firstOf, blobsOf } = plan;
    clear(layout);
    let numbered = 0;
    for (let i = 0; i < functionNodes.length; i++) {
      const node = functionNodes[i] as number;
      const row = node === running ? runningRow : (rows[node] as number);
      const { root, size, forests, from } = segmentOf(tables[node] as Trees, row);
      addVertex(layout, root);
      for (let leg = firstOf[i] as number; leg < (firstOf[i + 1] as number); leg++) {
        const blob = blobsOf[leg] as number;
        if (blob === numbered) {
          const at = blobNodes[blob] as number;
          const own = segmentOf(tables[at] as Trees, at === running ? runningRow : (rows[at] as number)).root;
          numbers[numbered++] = addBlob(layout, own);
        }
        addLeg(layout, numbers[blob] as number);
      }
      if (size > 0) addOwn(layout, push(blobs, size, row - from, forests));
    }
    for (let i = 0; i < plan.below.length; i++) {
      const blob = plan.below[i] as number;
      const node = blobNodes[blob] as number;
      const row = node === running ? runningRow : (rows[node] as number);
      const { size, forests, from } = segmentOf(tables[node] as Trees, row);
      if (size > 0) addBelow(layout, numbers[blob] as number, push(functions, size, row - from, forests));
    }
    close(layout);
  }
  if (runs.kind === "trees") {
    const { run } = runs.cursor;
    return { layout, lay: (row) => layTree(run, row) };
  }
  const { run } = runs.cursor;
  return { layout, lay: (row) => layCore(run, row) };
}

/** A layout with no more room than it needs. */
const trimmed = (layout: Layout): Layout => ({
  ...layout,
  deltas: layout.deltas.slice(0, layout.vertices),
  firstLeg: layout.firstLeg.slice(0, layout.vertices + 1),
  legs: layout.legs.slice(0, layout.legCount),
  degrees: layout.degrees.slice(0, layout.blobs),
  orders: layout.orders.slice(0, layout.blobs),
});

const noCore: Pick<Skeleton, "isBlob" | "blobsAt"> = { isBlob: [], blobsAt: [] };

/** In which order a core is laid out, which does not depend on what hangs on it. */
interface Plan {
  readonly of: Pick<Skeleton, "isBlob" | "blobsAt">;
  /** The function vertices, as nodes. */
  readonly functionNodes: Uint8Array;
  /** The blobs as nodes, in the order in which they come up. */
  readonly blobNodes: Uint8Array;
  /** Which of those the legs of each function vertex lead to, from its first leg to that of the next. */
  readonly firstOf: Uint16Array;
  readonly blobsOf: Uint8Array;
  /** Which of them comes when, with what hangs on it: by their nodes. */
  readonly below: Uint8Array;
}

function planOf(skeleton: Pick<Skeleton, "isBlob" | "blobsAt">): Plan {
  const { isBlob, blobsAt } = skeleton;
  const places = new Map<number, number>();
  const firstOf = [0];
  const blobsOf: number[] = [];
  const functionNodes = isBlob.flatMap((blob, node) => (blob ? [] : [node]));
  for (const node of functionNodes) {
    // Those that have come up before stand first, then the others as they stand in the core.
    const own = (blobsAt[node] as readonly number[]).map((blob) => {
      const place = places.get(blob) ?? places.size;
      places.set(blob, place);
      return place;
    });
    blobsOf.push(...own.sort((a, b) => a - b));
    firstOf.push(blobsOf.length);
  }
  return {
    of: skeleton,
    functionNodes: Uint8Array.from(functionNodes),
    blobNodes: Uint8Array.from(places.keys()),
    firstOf: Uint16Array.from(firstOf),
    blobsOf: Uint8Array.from(blobsOf),
    below: Uint8Array.from([...places].sort(([a], [b]) => a - b).map(([, place]) => place)),
  };
}

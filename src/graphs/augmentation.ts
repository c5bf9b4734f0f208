import { inTurn } from "../algebra/integers.js";
import { type Expansion, plainExpansion } from "../symbols/symbols.js";
import { automorphismGenerators, markedText } from "./automorphisms.js";
import { classOf } from "./canonical.js";
import {
  assemble,
  type Blob,
  blobOrders,
  type Diagram,
  type DiagramClass,
  type Edge,
  type FunctionVertex,
} from "./diagram.js";
import { type Incident, incidence } from "./incidence.js";
import { rootedTrees, treeClass } from "./trees.js";
import type { WantedClasses } from "./wanted.js";

/*
 * Diagrams beyond leading order, each class once, as a stream: canonical augmentation (B. D. McKay, J. Algorithms 26
 * (1998) 306). This way is slow, and knows no bound: classes.ts lists with tables what they serve for, and the rest by it.
 *
 * A diagram of order L is made from one of order L - 1 by one step: closing a loop (a leg from a function vertex to a
 * blob that is there, or a new blob with two legs), hanging a tadpole K_1 on a function vertex, or raising the order of
 * a blob in its own series. Many steps lead to the same diagram; one of them is declared canonical, by properties of
 * the diagram alone, and a diagram is kept only where it was reached by that one. Steps that an automorphism of the
 * smaller diagram exchanges are tried once. So nothing is compared with what was listed before, and memory is that of
 * one chain of L diagrams. docs/enumeration.md has the argument.
 */

/** One way to go one order further. A new blob has the number that it gets: one past those that are there. */
type Step =
  | { readonly kind: "leg"; readonly v: number; readonly b: number }
  | { readonly kind: "blob"; readonly v: number; readonly w: number; readonly b: number }
  | { readonly kind: "tadpole"; readonly v: number; readonly b: number }
  | { readonly kind: "raise"; readonly b: number };

/** Every class of connected diagrams that is wanted, with the canonical form and |Aut| of each found by a search. */
export function* augmentedClasses({
  k,
  order,
  expansion = plainExpansion,
  largestP = k,
}: WantedClasses): Generator<DiagramClass> {
  for (const rooted of rootedTrees(k)) {
    const tree = treeClass(rooted, expansion.blobs);
    // No step changes what a function vertex has.
    if (tree.diagram.vertices.some(({ p }) => p > largestP)) continue;
    if (order === 0) yield tree;
    else for (const d of ofHigherOrder(tree.diagram, order, expansion)) yield classOf(d);
  }
}

function* ofHigherOrder(d: Diagram, more: number, expansion: Expansion): Generator<Diagram> {
  if (more === 0) {
    yield d;
    return;
  }
  for (const step of stepsUpToSymmetry(d, expansion)) {
    const child = stepped(d, step, expansion);
    if (isCanonical(child, d, step)) yield* ofHigherOrder(child, more - 1, expansion);
  }
}

const deltasOf = (d: Diagram): number[] => d.vertices.map(({ p }) => p);

/** The diagram one order further. */
function stepped(d: Diagram, step: Step, { blobs }: Expansion): Diagram {
  const last = d.blobs.length;
  const orders = blobOrders(d);
  const make = (count: number, more: readonly Edge[], changed: readonly (number | undefined)[]) =>
    assemble(deltasOf(d), count, [...d.edges, ...more], changed);
  switch (step.kind) {
    case "leg":
      return make(last, [[step.v, step.b]], orders);
    case "blob":
      return make(
        last + 1,
        [
          [step.v, last],
          [step.w, last],
        ],
        [...orders, blobs === "expanded" ? 0 : undefined],
      );
    case "tadpole":
      return make(last + 1, [[step.v, last]], [...orders, 1]);
    case "raise":
      return make(last, [], raised(orders, step.b, 1));
  }
}

const raised = (orders: readonly (number | undefined)[], b: number, by: number): (number | undefined)[] =>
  orders.map((order, other) => (other === b ? (order ?? 0) + by : order));

/** Whether a blob has been given an order of its own: once one has, no more loops are closed. */
const isRaised = ({ degree, order = 0 }: { readonly degree: number; readonly order?: number }): boolean =>
  degree === 1 || order > 0;

/** The steps of a diagram, one of each orbit of its automorphism group. */
function stepsUpToSymmetry(d: Diagram, { about, blobs }: Expansion): Step[] {
  const r = d.vertices.length;
  const last = d.blobs.length;
  const all: Step[] = [];
  const closesLoops = !d.blobs.some(isRaised);
  for (let v = 0; v < r; v++) {
    if (about === "K_0") all.push({ kind: "tadpole", v, b: last });
    if (!closesLoops) continue;
    for (let b = 0; b < last; b++) all.push({ kind: "leg", v, b });
    for (let w = v; w < r; w++) all.push({ kind: "blob", v, w, b: last });
  }
  d.blobs.forEach(({ degree }, b) => {
    if (degree === 1 || blobs === "expanded") all.push({ kind: "raise", b });
  });
  const name = (step: Step, image: readonly number[] | undefined): string => {
    const at = (node: number) => image?.[node] ?? node;
    const nodes = marks(d, step).map(at);
    return step.kind + (step.kind === "leg" ? nodes : nodes.sort((x, y) => x - y)).join("+");
  };
  const byName = new Map(all.map((step) => [name(step, undefined), step] as const));
  const generators = automorphismGenerators(d);
  const seen = new Set<string>();
  return all.filter((step) => {
    const start = name(step, undefined);
    if (seen.has(start)) return false;
    // Everything that the group makes of this step has now been tried.
    const orbit = [start];
    seen.add(start);
    for (const member of orbit)
      for (const generator of generators) {
        const image = name(byName.get(member) as Step, generator);
        if (!seen.has(image)) {
          seen.add(image);
          orbit.push(image);
        }
      }
    return true;
  });
}

/** Whether the step that was just made is, up to an automorphism, the canonical one of the diagram. */
function isCanonical(child: Diagram, parent: Diagram, made: Step): boolean {
  const rank = rankOf(child, made);
  const rivals: Step[] = [];
  for (const step of stepsBack(child)) {
    const order = inTurn(rankOf(child, step), rank);
    if (order < 0) return false;
    if (order === 0) rivals.push(step);
  }
  if (rivals.length <= 1) return true;
  // Of equal rank the least marked text decides; equal texts are one orbit.
  const text = markedText(parent, marks(parent, made));
  return rivals.every((step) => {
    const other = undone(child, step);
    return markedText(other, marks(other, step)) >= text;
  });
}

/** The nodes of the smaller diagram that a step touches: function vertices, then blobs. */
function marks(d: Diagram, step: Step): number[] {
  const r = d.vertices.length;
  switch (step.kind) {
    case "leg":
      return [step.v, r + step.b];
    case "blob":
      return [step.v, step.w];
    case "tadpole":
      return [step.v];
    case "raise":
      return [r + step.b];
  }
}

/**
 * What is cheap to know of a step from the diagram that it made, to be compared in turn; the canonical one has the
 * least.
 */
function rankOf(child: Diagram, step: Step): number[] {
  const vertex = (v: number): [number, number] => {
    const { p, legs } = child.vertices[v] as FunctionVertex;
    return [p, legs];
  };
  const blob = (b: number): [number, number] => {
    const { degree, order = 0 } = child.blobs[b] as Blob;
    return [degree, order];
  };
  switch (step.kind) {
    // Orders of blobs come last, and are taken back first.
    case "raise":
      return [0, ...blob(step.b)];
    case "tadpole":
      return [1, ...vertex(step.v)];
    case "blob":
      return [2, ...[vertex(step.v), vertex(step.w)].sort(inTurn).flat(), Number(step.v === step.w)];
    case "leg": {
      const parallel = child.edges.filter(([v, b]) => v === step.v && b === step.b).length;
      return [3, ...blob(step.b), ...vertex(step.v), parallel];
    }
  }
}

/** Every step that could have made the diagram last, and be canonical. */
function stepsBack(d: Diagram): Step[] {
  const raises = d.blobs.flatMap((blob, b): Step[] => {
    if (!isRaised(blob)) return [];
    const isTadpoleK1 = blob.degree === 1 && blob.order === 1;
    return [isTadpoleK1 ? { kind: "tadpole", v: endsOf(d, b)[0] as number, b } : { kind: "raise", b }];
  });
  return raises.length > 0 ? raises : closings(d);
}

/** The function vertices at the legs of a blob. */
const endsOf = (d: Diagram, b: number): number[] => d.edges.flatMap(([v, c]) => (c === b ? [v] : []));

/** Every closing of a loop that could have made the diagram last: opened again, each blob keeps two legs. */
function closings(d: Diagram): Step[] {
  const isBridge = bridges(d);
  const found: Step[] = [];
  const seen = new Set<number>();
  d.edges.forEach(([v, b], i) => {
    if (isBridge[i]) return;
    if ((d.blobs[b] as Blob).degree > 2) {
      const name = v * d.blobs.length + b;
      if (seen.has(name)) return;
      seen.add(name);
      found.push({ kind: "leg", v, b });
    } else {
      const name = -1 - b;
      if (seen.has(name)) return;
      seen.add(name);
      const [from, to] = endsOf(d, b).sort((x, y) => x - y) as [number, number];
      found.push({ kind: "blob", v: from, w: to, b });
    }
  });
  return found;
}

/** The diagram before a step. */
function undone(d: Diagram, step: Step): Diagram {
  switch (step.kind) {
    case "raise":
      return assemble(deltasOf(d), d.blobs.length, d.edges, raised(blobOrders(d), step.b, -1));
    case "tadpole":
    case "blob":
      return withoutBlob(d, step.b);
    case "leg": {
      const leg = d.edges.findIndex(([v, b]) => v === step.v && b === step.b);
      return assemble(
        deltasOf(d),
        d.blobs.length,
        d.edges.filter((_, i) => i !== leg),
        blobOrders(d),
      );
    }
  }
}

function withoutBlob(d: Diagram, b: number): Diagram {
  const edges = d.edges.flatMap(([v, c]): Edge[] => (c === b ? [] : [[v, c > b ? c - 1 : c]]));
  const orders = blobOrders(d).filter((_, c) => c !== b);
  return assemble(deltasOf(d), d.blobs.length - 1, edges, orders);
}

/**
 * For each edge whether it is in no loop. Depth-first search: an edge down to a node from which nothing leads back
 * above it (R. Tarjan, Inf. Process. Lett. 2 (1974) 160).
 */
function bridges(d: Diagram): boolean[] {
  const around = incidence(d);
  const isBridge = d.edges.map(() => false);
  const entered: number[] = [];
  let clock = 0;
  const visit = (node: number, through: number): number => {
    let lowest = clock;
    entered[node] = clock++;
    for (const { node: other, leg } of around[node] as Incident[]) {
      if (leg === through) continue;
      const known = entered[other];
      const reached = known ?? visit(other, leg);
      if (known === undefined && reached > (entered[node] as number)) isBridge[leg] = true;
      lowest = Math.min(lowest, reached);
    }
    return lowest;
  };
  visit(0, -1);
  return isBridge;
}

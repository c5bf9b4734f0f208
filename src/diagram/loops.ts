import { type Expansion, plainExpansion } from "../algebra/symbols.js";
import { automorphismGenerators, markedText } from "./automorphisms.js";
import { classOf, withOrderZero } from "./canonical.js";
import { blobOrders, type Diagram, type DiagramClass, type Edge, makeDiagram } from "./diagram.js";
import { rootedTrees, treeClass } from "./trees.js";

/*
 * Diagrams beyond leading order, each class once, as a stream: canonical augmentation (B. D. McKay, J. Algorithms 26
 * (1998) 306).
 *
 * A diagram of order L is made from one of order L - 1 by one step: closing a loop (a leg from a function vertex to a blob that
 * is there, or a new blob with two legs), hanging a tadpole K_1 on a function vertex, or raising the order of a blob in its
 * own series. Many steps lead to the same diagram; one of them is declared canonical, by properties of the diagram
 * alone, and a diagram is kept only where it was reached by that one. Steps that an automorphism of the smaller diagram
 * exchanges are tried once. So nothing is compared with what was listed before, and memory is that of one chain of L
 * diagrams. docs/enumeration.md has the argument.
 */

/** One way to go one order further. A blob that is not there yet has the number of the next. */
type Step =
  | { readonly kind: "leg"; readonly v: number; readonly b: number }
  | { readonly kind: "blob"; readonly v: number; readonly w: number }
  | { readonly kind: "tadpole"; readonly v: number }
  | { readonly kind: "raise"; readonly b: number };

/**
 * Every class of connected diagrams of V_2k at the given order beyond leading: its loops, and the orders of tadpoles (about
 * K_0) and of expanded blobs.
 */
export function* loopClasses(k: number, order: number, expansion: Expansion = plainExpansion): Generator<DiagramClass> {
  for (const rooted of rootedTrees(k)) {
    const tree = expansion.blobs === "expanded" ? withOrderZero(treeClass(rooted)) : treeClass(rooted);
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
    makeDiagram(deltasOf(d), count, [...d.edges, ...more], changed);
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
  const all: Step[] = [];
  const closesLoops = !d.blobs.some(isRaised);
  for (let v = 0; v < r; v++) {
    if (about === "K_0") all.push({ kind: "tadpole", v });
    if (!closesLoops) continue;
    for (let b = 0; b < d.blobs.length; b++) all.push({ kind: "leg", v, b });
    for (let w = v; w < r; w++) all.push({ kind: "blob", v, w });
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
  const ways = waysBack(child);
  const rank = rankOf(child, made);
  const ranks = ways.map((way) => rankOf(child, way.step));
  if (ranks.some((other) => other < rank)) return false;
  const rivals = ways.filter((_, i) => ranks[i] === rank);
  if (rivals.length <= 1) return true;
  // Of equal rank the least marked text decides; equal texts are one orbit.
  const text = markedText(parent, marks(parent, made));
  return rivals.every(({ parent: other, step }) => markedText(other, marks(other, step)) >= text);
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

/** What is cheap to know of a step from the diagram that it made, as text; the canonical one has the least. */
function rankOf(child: Diagram, step: Step): string {
  const vertex = (v: number) => {
    const { p, legs } = child.vertices[v] as { p: number; legs: number };
    return `${pad(p)}${pad(legs)}`;
  };
  const blob = (b: number) => {
    const { degree, order = 0 } = child.blobs[b] as { degree: number; order?: number };
    return `${pad(degree)}${pad(order)}`;
  };
  switch (step.kind) {
    // Orders of blobs come last, and are taken back first.
    case "raise":
      return `a${blob(step.b)}`;
    case "tadpole":
      return `b${vertex(step.v)}`;
    case "blob":
      return `c${[vertex(step.v), vertex(step.w)].sort().join("")}${step.v === step.w}`;
    case "leg": {
      const parallel = child.edges.filter(([v, b]) => v === step.v && b === step.b).length;
      return `d${pad(child.blobs[step.b]?.degree ?? 0)}${vertex(step.v)}${pad(parallel)}`;
    }
  }
}

const pad = (n: number): string => String(n).padStart(5, "0");

interface WayBack {
  readonly parent: Diagram;
  /** The step that leads from it to the diagram. */
  readonly step: Step;
}

/** Every way to undo one step that could be canonical. */
function waysBack(d: Diagram): WayBack[] {
  const lowered = d.blobs.flatMap((blob, b) => (isRaised(blob) ? [withoutOrder(d, b)] : []));
  return lowered.length > 0 ? lowered : openings(d);
}

/** A blob's order taken down by one; a tadpole K_1 is taken away. */
function withoutOrder(d: Diagram, b: number): WayBack {
  const { degree, order } = d.blobs[b] as { degree: number; order?: number };
  if (degree > 1 || order !== 1) {
    const parent = makeDiagram(deltasOf(d), d.blobs.length, d.edges, raised(blobOrders(d), b, -1));
    return { parent, step: { kind: "raise", b } };
  }
  const [[v]] = d.edges.filter(([, c]) => c === b) as [Edge];
  return { parent: withoutBlob(d, b), step: { kind: "tadpole", v } };
}

function withoutBlob(d: Diagram, b: number): Diagram {
  const edges = d.edges.flatMap(([v, c]): Edge[] => (c === b ? [] : [[v, c > b ? c - 1 : c]]));
  const orders = blobOrders(d).filter((_, c) => c !== b);
  return makeDiagram(deltasOf(d), d.blobs.length - 1, edges, orders);
}

/** Every way to open a loop again so that each blob keeps two legs. */
function openings(d: Diagram): WayBack[] {
  const inLoops = edgesInLoops(d);
  const ways: WayBack[] = [];
  const seen = new Set<string>();
  d.edges.forEach(([v, b], i) => {
    const { degree } = d.blobs[b] as { degree: number };
    if (!inLoops[i]) return;
    if (degree > 2) {
      if (seen.has(`${v}-${b}`)) return;
      seen.add(`${v}-${b}`);
      const edges = d.edges.filter((_, j) => j !== i);
      const parent = makeDiagram(deltasOf(d), d.blobs.length, edges, blobOrders(d));
      ways.push({ parent, step: { kind: "leg", v, b } });
    } else {
      if (seen.has(`${b}`)) return;
      seen.add(`${b}`);
      const ends = d.edges.flatMap(([w, c]) => (c === b ? [w] : [])).sort((x, y) => x - y) as [number, number];
      ways.push({ parent: withoutBlob(d, b), step: { kind: "blob", v: ends[0], w: ends[1] } });
    }
  });
  return ways;
}

/** For each edge, whether a loop passes through it: whether its ends stay connected without it. */
function edgesInLoops(d: Diagram): boolean[] {
  const r = d.vertices.length;
  return d.edges.map(([from, to], i) => {
    const reached = new Set([from]);
    const queue = [from];
    for (const node of queue)
      d.edges.forEach(([v, b], j) => {
        if (j === i) return;
        const other = node === v ? r + b : node === r + b ? v : undefined;
        if (other !== undefined && !reached.has(other)) {
          reached.add(other);
          queue.push(other);
        }
      });
    return reached.has(r + to);
  });
}

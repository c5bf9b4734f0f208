import { automorphismGenerators, markedText } from "./automorphisms.js";
import { classOf } from "./canonical.js";
import { type Diagram, type DiagramClass, type Edge, makeDiagram } from "./diagram.js";
import { rootedTrees, treeClass } from "./trees.js";

/*
 * Diagrams with loops, each class once, as a stream: canonical augmentation (B. D. McKay, J. Algorithms 26 (1998) 306).
 *
 * A diagram with L loops is made from one with L - 1 by closing one more: a leg from a function vertex to a blob that is
 * there, or a new blob with two legs. Many closings lead to the same diagram; one of them is declared canonical, by
 * properties of the diagram alone, and a diagram is kept only where it was reached by that one. Closings that an
 * automorphism of the smaller diagram exchanges are tried once. So nothing is compared with what was listed before, and
 * memory is that of one chain of L diagrams. docs/enumeration.md has the argument.
 */

/** One way to close a loop. */
type Closing =
  | { readonly kind: "leg"; readonly v: number; readonly b: number }
  | { readonly kind: "blob"; readonly v: number; readonly w: number };

/** Every class of connected diagrams of V_2k with the given number of loops, all blobs of degree 2 or more. */
export function* loopClasses(k: number, loops: number): Generator<DiagramClass> {
  for (const rooted of rootedTrees(k)) {
    const tree = treeClass(rooted);
    if (loops === 0) yield tree;
    else for (const d of withMoreLoops(tree.diagram, loops)) yield classOf(d);
  }
}

function* withMoreLoops(d: Diagram, more: number): Generator<Diagram> {
  if (more === 0) {
    yield d;
    return;
  }
  for (const closing of closingsUpToSymmetry(d)) {
    const child = closed(d, closing);
    if (isCanonical(child, d, closing)) yield* withMoreLoops(child, more - 1);
  }
}

const deltasOf = (d: Diagram): number[] => d.vertices.map(({ p }) => p);

/** The diagram with one more loop. */
function closed(d: Diagram, closing: Closing): Diagram {
  const last = d.blobs.length;
  return closing.kind === "leg"
    ? makeDiagram(deltasOf(d), last, [...d.edges, [closing.v, closing.b]])
    : makeDiagram(deltasOf(d), last + 1, [...d.edges, [closing.v, last], [closing.w, last]]);
}

/** The closings of a diagram, one of each orbit of its automorphism group. */
function closingsUpToSymmetry(d: Diagram): Closing[] {
  const r = d.vertices.length;
  const all: Closing[] = [];
  for (let v = 0; v < r; v++) {
    for (let b = 0; b < d.blobs.length; b++) all.push({ kind: "leg", v, b });
    for (let w = v; w < r; w++) all.push({ kind: "blob", v, w });
  }
  const name = (closing: Closing, image: readonly number[] | undefined): string => {
    const at = (node: number) => image?.[node] ?? node;
    if (closing.kind === "leg") return `${at(closing.v)}-${at(r + closing.b)}`;
    const ends = [at(closing.v), at(closing.w)].sort((x, y) => x - y);
    return `${ends.join("+")}`;
  };
  const byName = new Map(all.map((closing) => [name(closing, undefined), closing] as const));
  const generators = automorphismGenerators(d);
  const seen = new Set<string>();
  return all.filter((closing) => {
    const start = name(closing, undefined);
    if (seen.has(start)) return false;
    // Everything that the group makes of this closing has now been tried.
    const orbit = [start];
    seen.add(start);
    for (const member of orbit)
      for (const generator of generators) {
        const image = name(byName.get(member) as Closing, generator);
        if (!seen.has(image)) {
          seen.add(image);
          orbit.push(image);
        }
      }
    return true;
  });
}

/** Whether the closing that was just made is, up to an automorphism, the canonical one of the diagram. */
function isCanonical(child: Diagram, parent: Diagram, made: Closing): boolean {
  const ways = openings(child);
  const rank = rankOf(child, made);
  const ranks = ways.map((way) => rankOf(child, way.closing));
  if (ranks.some((other) => other < rank)) return false;
  const rivals = ways.filter((_, i) => ranks[i] === rank);
  if (rivals.length <= 1) return true;
  // Of equal rank the least marked text decides; equal texts are one orbit.
  const text = markedText(parent, marks(parent, made));
  return rivals.every(({ parent: other, closing }) => markedText(other, marks(other, closing)) >= text);
}

const marks = (d: Diagram, closing: Closing): number[] =>
  closing.kind === "leg" ? [closing.v, d.vertices.length + closing.b] : [closing.v, closing.w];

/** What is cheap to know of a closing from the diagram that it made, as text; the canonical one has the least. */
function rankOf(child: Diagram, closing: Closing): string {
  const vertex = (v: number) => {
    const { p, legs } = child.vertices[v] as { p: number; legs: number };
    return `${pad(p)}${pad(legs)}`;
  };
  if (closing.kind === "blob")
    return `b${[vertex(closing.v), vertex(closing.w)].sort().join("")}${closing.v === closing.w}`;
  const parallel = child.edges.filter(([v, b]) => v === closing.v && b === closing.b).length;
  return `l${pad(child.blobs[closing.b]?.degree ?? 0)}${vertex(closing.v)}${pad(parallel)}`;
}

const pad = (n: number): string => String(n).padStart(5, "0");

/** Every way to open a loop again so that each blob keeps two legs: the smaller diagram and the closing that leads back. */
function openings(d: Diagram): { readonly parent: Diagram; readonly closing: Closing }[] {
  const inLoops = edgesInLoops(d);
  const ways: { parent: Diagram; closing: Closing }[] = [];
  const seen = new Set<string>();
  d.edges.forEach(([v, b], i) => {
    const { degree } = d.blobs[b] as { degree: number };
    if (!inLoops[i]) return;
    if (degree > 2) {
      if (seen.has(`${v}-${b}`)) return;
      seen.add(`${v}-${b}`);
      const edges = d.edges.filter((_, j) => j !== i);
      ways.push({ parent: makeDiagram(deltasOf(d), d.blobs.length, edges), closing: { kind: "leg", v, b } });
    } else {
      if (seen.has(`${b}`)) return;
      seen.add(`${b}`);
      const ends = d.edges.flatMap(([w, c]) => (c === b ? [w] : [])).sort((x, y) => x - y) as [number, number];
      const edges = d.edges.flatMap(([w, c]): Edge[] => (c === b ? [] : [[w, c > b ? c - 1 : c]]));
      const parent = makeDiagram(deltasOf(d), d.blobs.length - 1, edges);
      ways.push({ parent, closing: { kind: "blob", v: ends[0], w: ends[1] } });
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

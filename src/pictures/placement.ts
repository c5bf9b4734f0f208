import { hierarchy, tree } from "d3-hierarchy";
import type { Edge } from "../graphs/diagram.js";
import { type Incident, incidence } from "../graphs/incidence.js";

/*
 * Where the parts of a diagram stand in a picture, whatever it is drawn with: a tidy tree from left to right, hung up
 * at the middle of the diagram; legs that close a loop join two of its places, parallel legs are bent apart.
 */

/** What a diagram must have to be placed. */
export interface Placeable {
  readonly vertices: readonly unknown[];
  readonly blobs: readonly unknown[];
  readonly edges: readonly Edge[];
}

/** A place: columns to the right, rows upwards; neighbours in a tree are one apart. */
export type Place = readonly [x: number, y: number];

export interface Placement {
  readonly vertices: readonly Place[];
  readonly blobs: readonly Place[];
  /** How far each leg is bent to its left, in degrees: 0 for one that is alone. */
  readonly bends: readonly number[];
  /** The largest x. */
  readonly width: number;
}

interface Branch {
  readonly node: number;
  readonly children: Branch[];
}

/** The places of a diagram's parts. */
export function placed(d: Placeable): Placement {
  const tidy = tree<Branch>()
    .nodeSize([1, 1])
    .separation(() => 1)(hierarchy(spanningTree(incidence(d))));
  const places: Place[] = [];
  for (const { data, x, depth } of tidy.descendants()) places[data.node] = [depth, -x];
  return {
    vertices: places.slice(0, d.vertices.length),
    blobs: places.slice(d.vertices.length),
    bends: bendsOf(d.edges),
    width: Math.max(...places.map(([x]) => x)),
  };
}

/** Parallel legs fan out; a single one is straight. */
function bendsOf(edges: readonly Edge[]): number[] {
  return edges.map(([v, b], i) => {
    const twins = edges.flatMap(([w, c], j) => (v === w && b === c ? [j] : []));
    return 40 * (twins.indexOf(i) - (twins.length - 1) / 2);
  });
}

/** A spanning tree from the middle of the diagram, so that the picture is no wider than it must be. */
function spanningTree(around: readonly (readonly Incident[])[]): Branch {
  const grown = around.map((_, root) => breadthFirst(root, around));
  return grown.reduce((best, candidate) => (candidate.depth < best.depth ? candidate : best)).root;
}

function breadthFirst(node: number, around: readonly (readonly Incident[])[]): { root: Branch; depth: number } {
  const root: Branch = { node, children: [] };
  const seen = new Set([node]);
  const queue = [{ branch: root, depth: 0 }];
  for (const { branch, depth } of queue)
    for (const { node: other } of around[branch.node] as readonly Incident[])
      if (!seen.has(other)) {
        seen.add(other);
        const child: Branch = { node: other, children: [] };
        branch.children.push(child);
        queue.push({ branch: child, depth: depth + 1 });
      }
  return { root, depth: queue.at(-1)?.depth ?? 0 };
}

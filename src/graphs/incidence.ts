import type { Diagram } from "./diagram.js";

/** A leg as one of its ends sees it. */
export interface Incident {
  /** The node at the other end. */
  readonly node: number;
  /** Which of the diagram's edges it is. */
  readonly leg: number;
}

/**
 * The one adjacency of diagrams: for each node the legs that end there, parallel ones each by itself, in the order of
 * the edges. Nodes are numbered through: the function vertices, and behind them the blobs, so that blob b is node
 * `vertices.length + b`.
 */
export function incidence({
  vertices,
  blobs,
  edges,
}: {
  readonly vertices: readonly unknown[];
  readonly blobs: readonly unknown[];
  readonly edges: Diagram["edges"];
}): readonly (readonly Incident[])[] {
  const r = vertices.length;
  const around: Incident[][] = Array.from({ length: r + blobs.length }, () => []);
  edges.forEach(([v, b], leg) => {
    around[v]?.push({ node: r + b, leg });
    around[r + b]?.push({ node: v, leg });
  });
  return around;
}

import { type BlobStyle, diagramOf, singleNode } from "./cores.js";
import type { Diagram, DiagramClass } from "./diagram.js";
import { incidence } from "./incidence.js";
import {
  type BlobTree,
  blobTree,
  compareBlobTrees,
  compareFunctionTrees,
  type FunctionTree,
  firstBlobTree,
  functionTree,
  nextBlobTree,
  nextFunctionTree,
} from "./planted.js";

/** A tree diagram hung up at its centroid: what the enumeration steps through. */
export type RootedTree =
  | { readonly root: "function"; readonly tree: FunctionTree }
  | { readonly root: "blob"; readonly tree: BlobTree };

/**
 * Every tree diagram of V_2k, each class exactly once, in constant memory: first those whose centroid is a function
 * vertex (below it only branches of weight < k/2), then those whose centroid is a blob (branches of weight <= k/2).
 * docs/enumeration.md proves that each tree has exactly one such centroid. With `after`, resumes behind that tree.
 */
export function* rootedTrees(k: number, after?: RootedTree): Generator<RootedTree> {
  if (after === undefined || after.root === "function") {
    const heaviest = Math.ceil(k / 2) - 1;
    let tree: FunctionTree | undefined =
      after === undefined ? functionTree(k, []) : nextFunctionTree(after.tree as FunctionTree, heaviest);
    for (; tree; tree = nextFunctionTree(tree, heaviest)) yield { root: "function", tree };
  }
  let tree = after?.root === "blob" ? nextBlobTree(after.tree as BlobTree) : firstBlobTree(k, Math.floor(k / 2));
  for (; tree; tree = nextBlobTree(tree)) yield { root: "blob", tree };
}

/** The diagram of a rooted tree, vertices and blobs numbered in preorder: the canonical form of its class. */
export const treeDiagram = (rooted: RootedTree, style: BlobStyle = "full"): Diagram =>
  diagramOf(singleNode(rooted.tree), style);

/** The class of a rooted tree: equal branches below the root are what its automorphisms exchange. */
export const treeClass = (rooted: RootedTree, style: BlobStyle = "full"): DiagramClass => ({
  diagram: treeDiagram(rooted, style),
  automorphisms: rooted.tree.automorphisms,
});

/** Hangs a tree diagram up at its centroid, branches sorted: the inverse of {@link treeDiagram} up to isomorphism. */
export function rootAtCentroid(d: Diagram): RootedTree {
  const r = d.vertices.length;
  const around = incidence(d);
  const blobsAt = (v: number): number[] => (around[v] ?? []).map(({ node }) => node - r);
  const verticesAt = (b: number): number[] => (around[r + b] ?? []).map(({ node }) => node);
  const k = d.vertices.reduce((total, { p }) => total + p, 0);

  const hangFunction = (v: number, parent: number | undefined): FunctionTree =>
    functionTree(
      d.vertices[v]?.p as number,
      blobsAt(v)
        .filter((b) => b !== parent)
        .map((b) => hangBlob(b, v))
        .sort(compareBlobTrees),
    );
  const hangBlob = (b: number, parent: number | undefined): BlobTree =>
    blobTree(
      verticesAt(b)
        .filter((v) => v !== parent)
        .map((v) => hangFunction(v, b))
        .sort(compareFunctionTrees),
      d.blobs[b]?.order,
    );

  // Walk from any function vertex towards the one branch that is too heavy, until none is.
  let v = 0;
  for (;;) {
    const tree = hangFunction(v, undefined);
    const heavy = blobsAt(v).find((b) => 2 * hangBlob(b, v).weight >= k);
    if (heavy === undefined) return { root: "function", tree };
    const onward = verticesAt(heavy).find((w) => w !== v && 2 * hangFunction(w, heavy).weight > k);
    if (onward === undefined) return { root: "blob", tree: hangBlob(heavy, undefined) };
    v = onward;
  }
}

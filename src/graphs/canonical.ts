import { canonicalLabelling } from "./automorphisms.js";
import { type BlobStyle, loopedClass } from "./cores.js";
import { type Diagram, type DiagramClass, type Edge, isLabelled, kindIn, loops } from "./diagram.js";
import { formatId } from "./id.js";
import { largestKernelLoops } from "./kernels.js";
import { rootAtCentroid, treeClass } from "./trees.js";

/**
 * The diagram that stands for its class: isomorphic diagrams have the same canonical form, entry by entry. A tree is
 * hung up at its centroid and read in preorder; a diagram with loops is seen as its core with planted trees, of all ways
 * to do so the first (cores.ts). Either is as the enumeration yields it. What those do not know is put into the order of
 * its canonical labelling: labelled externals, kinds, blobs some of which have an order and some none, and more loops
 * than there are kernels for.
 */
export const canonicalForm = (d: Diagram): Diagram => classOf(d).diagram;

/** The class of a diagram: its canonical form and |Aut|, which come out of the same work. */
export function classOf(d: Diagram): DiagramClass {
  const style = styleOf(d);
  const l = loops(d);
  if (style === undefined || isLabelled(d) || kindIn(d) !== undefined || l > largestKernelLoops)
    return inCanonicalOrder(d);
  return l === 0 ? treeClass(rootAtCentroid(d), style) : loopedClass(d, l, style);
}

/** Whether all blobs but tadpoles are full vertices, or all terms of series; undefined where they are of both styles. */
export function styleOf({ blobs }: Diagram): BlobStyle | undefined {
  const expanded = new Set(blobs.flatMap(({ degree, order }) => (degree > 1 ? [order !== undefined] : [])));
  if (expanded.size > 1) return undefined;
  return expanded.has(true) ? "expanded" : "full";
}

/** The id of a diagram's class. */
export const canonicalId = (d: Diagram): string => formatId(canonicalForm(d));

function inCanonicalOrder(d: Diagram): DiagramClass {
  const places = canonicalLabelling(d);
  const vertices = d.vertices.map((_, v) => v).sort((a, b) => at(places.vertices, a) - at(places.vertices, b));
  const placeOf = invert(vertices);
  const edges = d.edges
    .map((edge) =>
      moved(
        edge,
        (v) => at(placeOf, v),
        (b) => at(places.blobs, b),
      ),
    )
    .sort(inOrder);
  // Blobs are renumbered by first appearance, so that the id's letters and the indices agree.
  const seen = [...new Set(edges.map(([, b]) => b))];
  const blobAt = invert(places.blobs);
  const diagram = {
    vertices: vertices.map((v) => at(d.vertices, v)),
    blobs: seen.map((place) => at(d.blobs, at(blobAt, place))),
    edges: edges
      .map((edge) =>
        moved(
          edge,
          (v) => v,
          (b) => seen.indexOf(b),
        ),
      )
      .sort(inOrder),
  };
  return { diagram, automorphisms: places.automorphisms };
}

/** A leg whose ends have other numbers. */
const moved = ([v, b, kind]: Edge, vertex: (v: number) => number, blob: (b: number) => number): Edge =>
  kind === undefined ? [vertex(v), blob(b)] : [vertex(v), blob(b), kind];

const inOrder = ([v, b, kind = ""]: Edge, [w, c, other = ""]: Edge): number =>
  v - w || b - c || (kind < other ? -1 : Number(kind > other));

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`index ${index} outside a list of ${list.length}`);
  return value;
}

function invert(permutation: readonly number[]): number[] {
  const inverse: number[] = [];
  permutation.forEach((to, from) => {
    inverse[to] = from;
  });
  return inverse;
}

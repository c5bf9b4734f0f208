import { type HierarchyPointNode, hierarchy, tree } from "d3-hierarchy";
import { gcd } from "../algebra/integers.js";
import { type Incident, incidence } from "../graphs/incidence.js";
import { onCircle, type Point } from "./curves.js";
import { type Drawable, legLength, nodeShape, radiusOf } from "./drawable.js";

/*
 * A tree about its middle: the tidy tree of d3-hierarchy, bent round. What is equal is drawn equally, and stands so that
 * the picture has the symmetries that the tree has: equal branches of a node are put on both sides of its middle, those
 * of the root go round it in turns.
 */

/** A rooted tree of nodes. Branches with equal shapes are isomorphic. */
interface Branch {
  readonly node: number;
  readonly shape: string;
  readonly children: readonly Branch[];
}

/** A tree in the order in which it is drawn. */
interface Bud {
  readonly node: number;
  readonly children: readonly Bud[];
}

/**
 * The places of a diagram's nodes round its middle, function vertices first; of a diagram with loops those of a spanning
 * tree.
 * @param stretch how much longer legs are than usual
 * @param shuffled puts the branches of each node in another order than the symmetric one
 */
export function radialPlaces(d: Drawable, stretch = 1, shuffled?: Shuffle): Point[] {
  const root = spanningTree(d);
  const laid = tree<Bud>()
    .size([2 * Math.PI, 1])
    .separation((a, b) => (widthOf(a, d) + widthOf(b, d)) / 2 / Math.max(1, a.depth))(
    hierarchy(shuffled === undefined ? arranged(root, false, true) : disarranged(root, shuffled)),
  );
  const places: Point[] = [];
  const radii: number[] = [];
  for (const { data, x, parent } of laid) {
    const inner = parent?.data.node;
    radii[data.node] = inner === undefined ? 0 : (radii[inner] as number) + stretch * legLength(d, inner, data.node);
    places[data.node] = onCircle(x, radii[data.node]);
  }
  return places;
}

/** Puts things in another order. */
export type Shuffle = <T>(things: readonly T[]) => T[];

/** How wide a node is, across the direction from the root. */
function widthOf({ data: { node }, children }: HierarchyPointNode<Bud>, d: Drawable): number {
  const pairs = d.vertices[node]?.pairs;
  if (pairs === undefined || pairs.length === 0) return 2 * radiusOf(d, node) + 0.3;
  const labelled = pairs.some((pair) => pair !== undefined) ? 0.3 : 0;
  return (pairs.length === 1 && children === undefined ? 0.9 : 1.5) + labelled;
}

/** The tree with its branches in an order that shows its symmetries. */
function arranged({ node, children }: Branch, isMirrored: boolean, isRoot: boolean): Bud {
  const kinds = new Map<string, Branch[]>();
  for (const child of children) kinds.set(child.shape, [...(kinds.get(child.shape) ?? []), child]);
  const groups = [...kinds.values()].sort((a, b) => sizeOf(a) - sizeOf(b) || (shapeOf(a) < shapeOf(b) ? -1 : 1));
  const turns = isRoot ? groups.map((group) => group.length).reduce((a, b) => gcd(a, b), 0) : 1;
  const buds = Array.from({ length: turns }, (_, turn) =>
    palindrome(groups.map((group) => group.filter((_, i) => i % turns === turn))),
  )
    .flat()
    .map(({ branch, isReversed }) => arranged(branch, isReversed !== isMirrored, false));
  return { node, children: isMirrored ? buds.reverse() : buds };
}

/** The tree with its branches in any order. */
const disarranged = ({ node, children }: Branch, shuffled: Shuffle): Bud => ({
  node,
  children: shuffled(children).map((child) => disarranged(child, shuffled)),
});

const shapeOf = ([branch]: readonly Branch[]): string => branch?.shape ?? "";
const sizeOf = (group: readonly Branch[]): number => shapeOf(group).length;

/** Branches on both sides of a middle: halves of each group, with what is over between them. */
function palindrome(
  groups: readonly (readonly Branch[])[],
): { readonly branch: Branch; readonly isReversed: boolean }[] {
  const side = (from: number, isReversed: boolean) =>
    groups.flatMap((group) => {
      const half = Math.floor(group.length / 2);
      return group.slice(from * half, (from + 1) * half).map((branch) => ({ branch, isReversed }));
    });
  const middle = groups.flatMap((group) =>
    group.length % 2 === 1 ? [{ branch: group.at(-1) as Branch, isReversed: false }] : [],
  );
  return [...side(0, false), ...middle, ...side(1, true).reverse()];
}

/** A spanning tree from the middle of the diagram: the node from which no other is farther than it must be. */
function spanningTree(d: Drawable): Branch {
  const around = incidence(d);
  const depths = around.map((_, root) => grown(root, around).depth);
  const root = depths.indexOf(Math.min(...depths));
  const { children } = grown(root, around);
  const branchAt = (node: number): Branch => {
    const below = (children[node] as number[]).map(branchAt);
    const inner = below.map(({ shape }) => shape).sort();
    return { node, shape: `(${nodeShape(d, node)}${inner.join("")})`, children: below };
  };
  return branchAt(root);
}

/** A breadth-first tree. */
function grown(root: number, around: readonly (readonly Incident[])[]) {
  const children: number[][] = around.map(() => []);
  const depths = around.map(() => -1);
  depths[root] = 0;
  const queue = [root];
  for (const node of queue)
    for (const { node: other } of around[node] as readonly Incident[])
      if (depths[other] === -1) {
        depths[other] = (depths[node] as number) + 1;
        children[node]?.push(other);
        queue.push(other);
      }
  return { children, depth: Math.max(...depths) };
}

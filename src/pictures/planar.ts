import { incidence } from "../graphs/incidence.js";
import { onCircle, type Point } from "./curves.js";
import { type Drawable, sizes } from "./drawable.js";

/*
 * Places for diagrams whose legs cross when they are let go: a cycle is put on a polygon, every other node of the cycles'
 * part in the middle of its neighbours, as Tutte draws planar graphs, and what hangs there into the widest gaps. Every
 * cycle that could be the outer one is a try of its own.
 */

/** The neighbours of each node, each once. */
const neighboursIn = (d: Drawable): number[][] =>
  incidence(d).map((around) => [...new Set(around.map(({ node }) => node))]);

/** The nodes that lie on cycles or between them: what is left when ends are taken off again and again. */
function coreOf(neighbours: readonly (readonly number[])[]): Set<number> {
  const core = new Set(neighbours.keys());
  for (let before = -1; before !== core.size; ) {
    before = core.size;
    for (const node of core) if (neighbours[node]?.filter((other) => core.has(other)).length === 1) core.delete(node);
  }
  return core;
}

/** How many cycles are looked at. */
const mostCycles = 200;

/** The simple cycles of a graph, each once, the longest first. */
function cyclesIn(neighbours: readonly (readonly number[])[], core: ReadonlySet<number>): number[][] {
  const cycles: number[][] = [];
  const path: number[] = [];
  const extend = (node: number, first: number): void => {
    path.push(node);
    for (const next of neighbours[node] ?? []) {
      if (cycles.length >= mostCycles) break;
      if (next === first && path.length > 2 && (path[1] as number) < node) cycles.push([...path]);
      else if (next > first && core.has(next) && !path.includes(next)) extend(next, first);
    }
    path.pop();
  };
  for (const first of core) extend(first, first);
  return cycles.sort((a, b) => b.length - a.length);
}

/** One try for each cycle that could be the outer one. */
export function* planarPlaces(d: Drawable): Generator<Point[]> {
  const neighbours = neighboursIn(d);
  const core = coreOf(neighbours);
  for (const outer of cyclesIn(neighbours, core)) yield hung(neighbours, core, barycentric(neighbours, core, outer));
}

function barycentric(
  neighbours: readonly (readonly number[])[],
  core: ReadonlySet<number>,
  outer: readonly number[],
): Point[] {
  const places: Point[] = neighbours.map(() => [0, 0]);
  outer.forEach((node, i) => {
    places[node] = onCircle((2 * Math.PI * i) / outer.length + Math.PI / 2);
  });
  const free = [...core].filter((node) => !outer.includes(node));
  for (let step = 0; step < 60; step++)
    for (const node of free) {
      const around = (neighbours[node] ?? []).filter((other) => core.has(other)).map((other) => places[other] as Point);
      places[node] = [
        around.reduce((sum, [x]) => sum + x, 0) / around.length,
        around.reduce((sum, [, y]) => sum + y, 0) / around.length,
      ];
    }
  const lengths = [...core].flatMap((node) =>
    (neighbours[node] ?? [])
      .filter((other) => core.has(other))
      .map((other) =>
        Math.hypot(
          (places[node] as Point)[0] - (places[other] as Point)[0],
          (places[node] as Point)[1] - (places[other] as Point)[1],
        ),
      ),
  );
  const scale = sizes.leg / Math.max(0.3, Math.min(...lengths));
  return places.map(([x, y]) => [scale * x, scale * y]);
}

/** What is not in the core, hung where the gap is widest, farther and farther out. */
function hung(neighbours: readonly (readonly number[])[], core: ReadonlySet<number>, places: Point[]): Point[] {
  const done = new Set(core);
  for (const node of done) {
    const [x, y] = places[node] as Point;
    for (const other of neighbours[node] ?? []) {
      if (done.has(other)) continue;
      const taken = (neighbours[node] ?? [])
        .filter((next) => done.has(next))
        .map((next) => Math.atan2((places[next] as Point)[1] - y, (places[next] as Point)[0] - x))
        .sort((a, b) => a - b);
      const gaps = taken.map((from, i) => (taken[i + 1] ?? (taken[0] as number) + 2 * Math.PI) - from);
      const widest = gaps.indexOf(Math.max(...gaps));
      const [dx, dy] = onCircle((taken[widest] as number) + (gaps[widest] as number) / 2, sizes.leg);
      places[other] = [x + dx, y + dy];
      done.add(other);
    }
  }
  return places;
}

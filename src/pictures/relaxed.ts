import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from "d3-force";
import type { Point } from "./curves.js";
import { type Drawable, legLength, radiusOf, sizes } from "./drawable.js";

/*
 * The places of a diagram with loops: nodes that push one another away, legs that pull them together, external pairs
 * that want room of their own, let go from given places until they rest.
 */

/** A node, or an external pair's tip. */
interface Body extends SimulationNodeDatum {
  readonly radius: number;
}

interface Spring extends SimulationLinkDatum<Body> {
  readonly length: number;
}

const steps = 120;

/** The places of the nodes at rest. @param start where they begin, function vertices first @param shorter how much shorter springs are than legs become by the pushing */
export function relaxedPlaces(d: Drawable, start: readonly Point[], shorter: number): Point[] {
  const bodies: Body[] = start.map(([x, y], node) => ({ x, y, radius: radiusOf(d, node) + 0.12 }));
  const springs: Spring[] = [];
  const joined = new Map(d.edges.map(([v, b]) => [`${v},${b}`, [v, d.vertices.length + b] as const]));
  for (const [v, node] of joined.values())
    springs.push({
      source: bodies[v] as Body,
      target: bodies[node] as Body,
      length: legLength(d, v, node) - shorter,
    });
  d.vertices.forEach(({ pairs }, v) => {
    const p = pairs.length;
    const at = bodies[v] as Body;
    for (let i = 0; i < p; i++) {
      // Outwards, and not two at one place.
      const angle = Math.atan2(at.y as number, at.x as number) + (i - (p - 1) / 2) * 0.7;
      const tip: Body = {
        x: (at.x as number) + sizes.tip * Math.cos(angle),
        y: (at.y as number) + sizes.tip * Math.sin(angle),
        radius: 0.22,
      };
      bodies.push(tip);
      springs.push({ source: at, target: tip, length: sizes.tip });
    }
  });
  forceSimulation<Body>(bodies)
    .alphaDecay(1 - 0.001 ** (1 / steps))
    .velocityDecay(0.35)
    .force("push", forceManyBody<Body>().strength(-1.1).distanceMin(0.3).theta(1.2))
    .force(
      "pull",
      forceLink<Body, Spring>(springs)
        .distance(({ length }) => length)
        .strength(1)
        .iterations(2),
    )
    .force(
      "apart",
      forceCollide<Body>(({ radius }) => radius),
    )
    .stop()
    .tick(steps);
  return start.map((_, node) => [bodies[node]?.x as number, bodies[node]?.y as number]);
}

import type { Parts } from "../theory/action/ghosts.js";
import { type Figure, type Mark, type Point, polar, wave } from "./figure.js";

/*
 * Pictures of the action of all layers: loops of bosons (solid) and of ghosts (dashed, with their direction), lines
 * that stay open, and the vertices they are made of. A fluctuation dG of the kernel is a wavy line that ends on a pair
 * of fields of the layer below.
 */

/** What runs around a loop. */
export type Species = "boson" | "ghost";

const reach = 4.2;

/** A fluctuation that leaves a place, and the pair of fields that it ends on. */
function attachment(from: Point, angle: number, length = reach): Mark[] {
  const end = polar(from, length, angle);
  return [
    wave(from, end),
    { kind: "line", style: "field", points: [end, polar(end, 1.7, angle + 35)] },
    { kind: "line", style: "field", points: [end, polar(end, 1.7, angle - 35)] },
  ];
}

/** The attachments of a vertex, fanned out about a direction, and its dot. */
function vertex(at: Point, count: number, direction: number, widest: number): Mark[] {
  const spread = count === 1 ? 0 : Math.min(widest, 32 * (count - 1));
  return [
    ...Array.from({ length: count }, (_, i) =>
      attachment(at, direction + (count === 1 ? 0 : spread * (i / (count - 1) - 0.5))),
    ).flat(),
    { kind: "dot", at },
  ];
}

/** A closed loop, its vertices in turn from the top on, clockwise. */
export function loopFigure(parts: Parts, species: Species): Figure {
  const radius = 4 + 0.35 * Math.max(0, parts.length - 3);
  const center: Point = [0, 0];
  const angles = parts.map((_, i) => 90 - (360 * i) / parts.length);
  const arcs = angles.flatMap((angle): Mark[] => {
    const step = 360 / parts.length;
    const middle = angle - step / 2;
    return [
      { kind: "arc", center, radius, from: angle - step, to: angle, style: species },
      ...(species === "ghost"
        ? [{ kind: "arrow", at: polar(center, radius, middle), angle: middle - 90 } as const]
        : []),
    ];
  });
  return {
    title: `a ${species} loop with ${parts.join(", ")} ${parts.length === 1 && parts[0] === 1 ? "attachment" : "attachments"} at its vertices in turn`,
    marks: [
      ...arcs,
      ...parts.flatMap((count, i) =>
        vertex(polar(center, radius, angles[i] as number), count, angles[i] as number, 250 / parts.length),
      ),
    ],
  };
}

/** A line that stays open, with the attachments at its vertices. */
export function openFigure(parts: Parts): Figure {
  const gap = 6;
  const end = gap * (parts.length + 1);
  return {
    title:
      parts.length === 0
        ? "a free boson line"
        : `an open boson line with ${parts.join(", ")} ${parts.length === 1 && parts[0] === 1 ? "attachment" : "attachments"} at its vertices in turn`,
    marks: [
      {
        kind: "line",
        style: "boson",
        points: [
          [0, 0],
          [end, 0],
        ],
      },
      ...parts.flatMap((count, i) => vertex([gap * (i + 1), 0], count, 90, 110)),
    ],
  };
}

/** A propagator, with the names of its ends. */
export function propagatorFigure(species: Species): Figure {
  const [left, right] = species === "boson" ? ["φ_i", "φ_j"] : ["ψ_a", "ψ̄_b"];
  const [leftTex, rightTex] = species === "boson" ? ["\\phi_i", "\\phi_j"] : ["\\psi_a", "\\bar\\psi_b"];
  return {
    title: `the propagator of a ${species}`,
    marks: [
      {
        kind: "line",
        style: species,
        points: [
          [0, 0],
          [14, 0],
        ],
      },
      // It points from the antighost to the ghost.
      ...(species === "ghost" ? [{ kind: "arrow", at: [7, 0], angle: 180 } as const] : []),
      { kind: "text", at: [-2.6, 0], tex: `$${leftTex}$`, text: left },
      { kind: "text", at: [16.6, 0], tex: `$${rightTex}$`, text: right },
    ],
  };
}

/** A vertex with m attachments. */
export function vertexFigure(m: number, species: Species): Figure {
  return {
    title: `a ${species} vertex with ${m} ${m === 1 ? "attachment" : "attachments"}`,
    marks: [
      {
        kind: "line",
        style: species,
        points: [
          [-6, 0],
          [6, 0],
        ],
      },
      ...(species === "ghost"
        ? [{ kind: "arrow", at: [-3, 0], angle: 0 } as const, { kind: "arrow", at: [3, 0], angle: 0 } as const]
        : []),
      ...vertex([0, 0], m, 90, 110),
    ],
  };
}

/** A fluctuation of the kernel by itself. */
export const fluctuationFigure: Figure = {
  title: "a fluctuation of the kernel, which ends on a pair of fields of the layer below",
  marks: attachment([0, 0], 0, 9),
};

import type { ScalingExplanation } from "../../answer/scaling/diagrams.js";
import { version } from "../../foundation/version.js";
import { monomialText } from "../../notation/notation.js";
import { unicode } from "../../notation/notations.js";
import { pairSvg } from "../../pictures/circle-svg.js";
import { pairTikz } from "../../pictures/circle-tikz.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { wrapPieces } from "../layout.js";
import { preambleRemark } from "../preamble.js";
import { plural } from "../words.js";
import { plainScalingRow } from "./series.js";

/* One diagram of scaling laws, and where its factors come from. */

/** The circle's letters with arcs above them: each pair by brackets of its depth. */
function arcs({ row: { word, pairs } }: ScalingExplanation): string[] {
  const places = [...word].flatMap((letter, i) => (letter === "." ? [] : [i]));
  const spelt = word.replace(".", "Λ");
  const depthOf = (pair: readonly [number, number]): number =>
    pairs.filter(([a, b]) => a > pair[0] && b < pair[1]).reduce((most, inner) => Math.max(most, depthOf(inner) + 1), 0);
  const rows: string[][] = [];
  for (const pair of pairs) {
    const depth = depthOf(pair);
    const row = rows[depth] ?? Array.from(spelt, () => " ");
    rows[depth] = row;
    const [from, to] = pair.map((i) => places[i] as number) as [number, number];
    for (let i = from; i <= to; i++) row[i] = i === from ? "╭" : i === to ? "╮" : "─";
  }
  // Where an arc of more depth passes over, its feet go down.
  const lines = rows.reverse().map((row) => [...row]);
  for (const [r, row] of lines.entries())
    for (const [i, cell] of row.entries()) {
      if (cell !== "╭" && cell !== "╮") continue;
      for (const line of lines.slice(r + 1)) if (line[i] === " ") line[i] = "│";
    }
  return [...lines.map((row) => `  ${row.join("").trimEnd()}`), `  ${spelt}`];
}

function explanationText(explanation: ScalingExplanation, paint: Paint = unpainted): string {
  const { row, faces, dual } = explanation;
  const { neurons, samples, latent } = faces;
  const isPlanar = row.genus === 0;
  const latentText = latent.map((e) => `t${e}`).join(", ");
  const said = (text: string): string[] => wrapPieces(text.split(" "), terminalColumns - 2).map((line) => `  ${line}`);
  return [
    paint(
      "title",
      `${row.id}: a diagram of ${row.part}, order ${row.order}${isPlanar ? "" : `, ${plural(row.genus, "face")} less than planar`}`,
    ),
    "",
    ...(isPlanar ? [...arcs(explanation), ""] : []),
    paint("heading", `faces: ${monomialText(row.monomial, unicode)}`),
    ...said(
      `${plural(neurons, "closed loop")} of a neuron's index (N each), ${samples} of a sample's (T), ${latent.length} of a latent direction's: ${latentText}, e the lines of x and the marks of Lambda on it.`,
    ),
    paint("heading", `weight: ${row.order % 2 === 0 ? "+" : "-"}${row.weight}, times (s/γ)^${row.order}`),
    ...said(
      `Each of the ${row.order} u lines has s; the powers of q leave (-1)^${row.order}/γ^${row.order}.${row.weight === 2 ? " L2 stands twice in the loss." : ""}`,
    ),
    ...(row.rungs === undefined
      ? []
      : [
          paint("heading", `rungs: ${row.rungs === "" ? "none" : row.rungs}`),
          ...said(
            row.rungs === ""
              ? "No line joins the two sides of Lambda: the diagram is one of L3', of the bias."
              : "Lines from one side of Lambda to the other, outward from it: n, two lines of u about a neuron face; s, two lines of x about a sample face.",
          ),
        ]),
    paint("heading", `dual: ${row.id === dual.id ? "itself" : dual.id}`),
    ...said("Both halves of the circle reversed, u and X exchanged, and so N with T, Lambda with the teacher."),
    "",
  ].join("\n");
}

/** Its formats; pictures show the diagram beside its dual. */
export const scalingExplanationFormats: Formats<ScalingExplanation> = {
  text: (explanation, { paint }) => explanationText(explanation, paint),
  svg: ({ diagram }) => pairSvg(diagram),
  tikz: ({ diagram }) => `${preambleRemark}\n${pairTikz(diagram)}\n`,
  json: ({ row, faces }) => pretty({ oneovern: version, ...plainScalingRow(row), faces }),
};

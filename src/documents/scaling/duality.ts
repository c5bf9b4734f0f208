import { version } from "../../foundation/version.js";
import { monomialText } from "../../notation/notation.js";
import { tex, unicode } from "../../notation/notations.js";
import type { ScalingDuality } from "../../numbers/scaling/duality.js";
import { dualOf, monomialOf, scalingId } from "../../theory/scaling/diagram.js";
import { type Formats, type Paint, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { layOut } from "../layout.js";
import { remark, shortNumber } from "../numbers.js";
import { certificateReport } from "../text.js";
import { illustratedHtml, illustratedLatex, type Piece } from "./illustrated.js";
import { modelText, plainModel } from "./model.js";

/* The product of `scaling duality`: diagrams beside their duals, and a draw beside its own. */

const title = "Duality of neural scaling laws: features and samples exchanged";

function modelLines({ model: found }: ScalingDuality, paint: Paint): string[] {
  if (found === undefined) return [];
  const { model, planar, draw } = found;
  const digits = (value: number): string => String(Number(value.toPrecision(15)));
  const { titles, rows } = layOut(
    [
      { title: "", align: "left" },
      { title: "model", align: "left" },
      { title: "dual", align: "left" },
    ],
    [
      ["planar loss", planar],
      ["loss of one draw", draw.loss],
      ["noise of one draw; s |theta|^2 of the dual", draw.noise],
      ["s |theta|^2 of one draw; noise of the dual", draw.norm],
    ].map(([name, pair]) => [String(name), ...(pair as readonly number[]).map(digits)]),
  );
  return [
    paint("title", `one draw, seed ${draw.seed}, and its dual`),
    ...remark(modelText(model), paint),
    "",
    paint("heading", titles),
    ...rows.flat(),
    "",
  ];
}

function dualityText(duality: ScalingDuality, paint: Paint = unpainted): string {
  const { diagrams, certificate } = duality;
  const { titles, rows } = layOut(
    [
      { title: "diagram", align: "left" },
      { title: "", align: "left" },
      { title: "dual", align: "left" },
      { title: "", align: "left" },
    ],
    diagrams.pairs.map(({ diagram, isSelfDual }) => [
      scalingId(diagram),
      monomialText(monomialOf(diagram), unicode),
      isSelfDual ? "itself" : scalingId(dualOf(diagram)),
      isSelfDual ? "" : monomialText(monomialOf(dualOf(diagram)), unicode),
    ]),
  );
  const own = diagrams.pairs.filter(({ isSelfDual }) => isSelfDual).length;
  return [
    paint(
      "title",
      `duality of the ${diagrams.diagrams} diagrams through order ${diagrams.through}: ${own} are their own duals`,
    ),
    "",
    paint("heading", titles),
    ...rows.flat(),
    "",
    ...modelLines(duality, paint),
    ...certificateReport(certificate, paint),
    "",
  ].join("\n");
}

function piecesOf({ diagrams, model: found }: ScalingDuality): Piece[] {
  const own = diagrams.pairs.filter(({ isSelfDual }) => isSelfDual).length;
  return [
    {
      kind: "text",
      text: `Each half of the circle reversed, u exchanged with the transpose of x: N and T change places in the monomial, Lambda and w on the circle, and blocks n and s of rungs. Of the ${diagrams.diagrams} planar diagrams of the test loss through order ${diagrams.through}, ${own} are their own duals.`,
    },
    {
      kind: "pairs",
      pairs: diagrams.pairs.map(({ diagram, isSelfDual }) => ({
        diagram,
        said: isSelfDual
          ? `$${monomialText(monomialOf(diagram), tex)}$`
          : `$${monomialText(monomialOf(diagram), tex)}$ and $${monomialText(monomialOf(dualOf(diagram)), tex)}$`,
      })),
    },
    ...(found === undefined
      ? []
      : [
          {
            kind: "text" as const,
            text: `One draw (seed ${found.draw.seed}) of ${modelText(found.model)}: the loss is ${found.draw.loss[0]}, that of its dual ${found.draw.loss[1]}; planar ${shortNumber(found.planar[0])}.`,
          },
        ]),
  ];
}

/** The same with monomials as text, which a page shows. */
const forPage = (pieces: readonly Piece[], { diagrams }: ScalingDuality): Piece[] =>
  pieces.map((piece) =>
    piece.kind !== "pairs"
      ? piece
      : {
          kind: "pairs",
          pairs: diagrams.pairs.map(({ diagram, isSelfDual }) => ({
            diagram,
            said: isSelfDual
              ? monomialText(monomialOf(diagram), unicode)
              : `${monomialText(monomialOf(diagram), unicode)} and ${monomialText(monomialOf(dualOf(diagram)), unicode)}`,
          })),
        },
  );

function dualityJson({ diagrams, model: found, certificate }: ScalingDuality): string {
  return pretty({
    oneovern: version,
    through: diagrams.through,
    diagrams: diagrams.diagrams,
    pairs: diagrams.pairs.map(({ diagram, isSelfDual }) => ({
      id: scalingId(diagram),
      dual: scalingId(dualOf(diagram)),
      selfDual: isSelfDual,
    })),
    ...(found === undefined ? {} : { model: plainModel(found.model), planar: found.planar, draw: found.draw }),
    certificate,
  });
}

/** Its formats. */
export const dualityFormats: Formats<ScalingDuality> = {
  text: (duality, { paint }) => dualityText(duality, paint),
  latex: (duality, { standalone = false }) => illustratedLatex(title, piecesOf(duality), standalone),
  html: (duality) => illustratedHtml(title, forPage(piecesOf(duality), duality)),
  json: dualityJson,
};

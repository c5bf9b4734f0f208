import { escapeXml } from "../../foundation/xml.js";
import { circleSvg, pairSvg } from "../../pictures/circle-svg.js";
import { circleTikz, pairTikz } from "../../pictures/circle-tikz.js";
import { dualOf, type ScalingDiagram, scalingId } from "../../theory/scaling/diagram.js";
import * as generic from "../illustrated.js";
import { texEscape } from "../tex.js";

/* Documents about diagrams of scaling laws: text, formulas, and circles alone or beside their duals. */

/** A piece of such a document. */
export type Piece =
  | Exclude<generic.Piece, { readonly kind: "pictures" }>
  /** Diagrams in a row, with their ids and what is said of each. */
  | {
      readonly kind: "diagrams";
      readonly diagrams: readonly { readonly diagram: ScalingDiagram; readonly said?: string }[];
    }
  /** Diagrams beside their duals. */
  | { readonly kind: "pairs"; readonly pairs: readonly { readonly diagram: ScalingDiagram; readonly said?: string }[] };

/** The radius of a disc in mm, of one by itself and of one beside its dual. */
const radius = { alone: 11, pair: 10 };

const idTex = (diagram: ScalingDiagram): string =>
  `\\texttt{${scalingId(diagram).replaceAll("~", "\\textasciitilde{}")}}`;

/** A diagram and its dual, or one that is its own. */
function pairIds(diagram: ScalingDiagram): readonly ScalingDiagram[] {
  const dual = dualOf(diagram);
  return scalingId(dual) === scalingId(diagram) ? [diagram] : [diagram, dual];
}

/** What the pictures show. */
const legend =
  "The pictures: letters stand on a circle, w open and Lambda filled; each line of a pairing is a band, white of x and grey of u. What bands enclose is a face: yellow a neuron's index (N), blue a sample's (T), plain a latent direction's (t_e, e the lines of x and the marks of Lambda on it). Rungs, the lines from one side of Lambda to the other, are red; n and s mark their blocks.";

/** How many pictures stand in a row. */
const columns = { alone: 4, pair: 2 };

/** What is said below pictures: the diagrams' ids, and a remark. */
const captions = (diagrams: readonly ScalingDiagram[], said: string | undefined) => ({
  captionTex: [diagrams.map(idTex).join(" and "), ...(said === undefined ? [] : [said])],
  captionHtml: [
    diagrams.map((diagram) => `<code>${scalingId(diagram)}</code>`).join(" and "),
    ...(said === undefined ? [] : [said]),
  ],
});

function withPictures(piece: Piece): generic.Piece {
  switch (piece.kind) {
    case "diagrams":
      return {
        kind: "pictures",
        across: columns.alone,
        pictures: piece.diagrams.map(({ diagram, said }) => ({
          tikz: () => circleTikz(diagram, { radius: radius.alone }),
          svg: () => circleSvg(diagram, { size: 170 }),
          ...captions([diagram], said),
        })),
      };
    case "pairs":
      return {
        kind: "pictures",
        across: columns.pair,
        pictures: piece.pairs.map(({ diagram, said }) => ({
          tikz: () => pairTikz(diagram, undefined, { radius: radius.pair }),
          svg: () => pairSvg(diagram, undefined, { size: 170 }),
          ...captions(pairIds(diagram), said),
        })),
      };
    default:
      return piece;
  }
}

/** Names of the theory in prose: as formulas in TeX, and with their letters on a page. */
const names: { readonly [name: string]: readonly [tex: string, unicode: string] } = {
  c_u: ["$c_u$", "c_u"],
  c_x: ["$c_x$", "c_x"],
  y_s: ["$y_s$", "y_s"],
  y_n: ["$y_n$", "y_n"],
  lambda_I: ["$\\lambda_I$", "λ_I"],
  Lambda: ["$\\Lambda$", "Λ"],
  gamma: ["$\\gamma$", "γ"],
  S_2: ["$S_2$", "S₂"],
  t_e: ["$t_e$", "tₑ"],
  L1: ["$L_1$", "L1"],
  L2: ["$L_2$", "L2"],
  L3: ["$L_3$", "L3"],
};

const anyName = new RegExp(`\\b(${Object.keys(names).join("|")})\\b`);

/** A text whose names are spelt; what is between them goes through another function. */
const spelt = (text: string, spelling: 0 | 1, between: (piece: string) => string): string =>
  text
    .split(anyName)
    .map((piece, i) => (i % 2 === 0 ? between(piece) : (names[piece] as readonly [string, string])[spelling]))
    .join("");

const proseTex = (text: string): string =>
  spelt(text, 0, (piece) => texEscape(piece).replaceAll("^", "\\textasciicircum{}"));
const prosePage = (text: string): string => spelt(text, 1, escapeXml);

const style: generic.Style = { legend, proseTex, proseHtml: prosePage };

/** The document in LaTeX: a fragment to be \input, or one that compiles by itself. */
export const illustratedLatex = (title: string, pieces: readonly Piece[], standalone: boolean): string =>
  generic.illustratedLatex(title, pieces.map(withPictures), standalone, style);

/** The document as a page that needs nothing else. */
export const illustratedHtml = (title: string, pieces: readonly Piece[]): string =>
  generic.illustratedHtml(title, pieces.map(withPictures), style);

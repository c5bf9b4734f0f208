import { version } from "../../foundation/version.js";
import { circleSvg, pairSvg } from "../../pictures/circle-svg.js";
import { circleTikz, circleTikzStyles, pairTikz } from "../../pictures/circle-tikz.js";
import { dualOf, type ScalingDiagram, scalingId } from "../../theory/scaling/diagram.js";
import { article, texEscape } from "../tex.js";

/* Documents of text, formulas and diagrams of circles: as LaTeX that plain pdflatex sets, and as a page by itself. */

/** A piece of such a document. */
export type Piece =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  /** A formula, in TeX and as text. */
  | { readonly kind: "formula"; readonly tex: string; readonly text: string }
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

/** How much of the width of a line pictures take. */
const columns = { alone: 4, pair: 2 };

function pieceTex(piece: Piece): string {
  switch (piece.kind) {
    case "heading":
      return `\\subsection*{${texEscape(piece.text)}}`;
    case "text":
      return proseTex(piece.text);
    case "formula":
      return `\\begin{gather*}\n${piece.tex}\n\\end{gather*}`;
    case "diagrams":
      return rowsTex(
        piece.diagrams.map(({ diagram, said }) => ({
          picture: circleTikz(diagram, { radius: radius.alone }),
          id: idTex(diagram),
          said,
        })),
        columns.alone,
      );
    case "pairs":
      return rowsTex(
        piece.pairs.map(({ diagram, said }) => ({
          picture: pairTikz(diagram, undefined, { radius: radius.pair }),
          id: pairIds(diagram).map(idTex).join(" and "),
          said,
        })),
        columns.pair,
      );
  }
}

function rowsTex(
  pictures: readonly { readonly picture: string; readonly id: string; readonly said: string | undefined }[],
  across: number,
): string {
  const width = (0.98 / across).toFixed(3);
  const boxes = pictures.map(
    ({ picture, id, said }) =>
      `\\begin{minipage}[t]{${width}\\linewidth}\\centering\n${picture}\\\\[2pt]\n{\\scriptsize ${id}${said === undefined ? "" : `\\\\ ${said}`}}\n\\end{minipage}%`,
  );
  // A row of pictures is a paragraph of its own, so that what is said below one does not run into the next.
  return Array.from(
    { length: Math.ceil(boxes.length / across) },
    (_, row) => `\\noindent\n${boxes.slice(row * across, (row + 1) * across).join("\n")}\n\\par\\medskip`,
  ).join("\n");
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
const prosePage = (text: string): string => spelt(text, 1, htmlEscape);

/** What a fragment with pictures needs, as comments. */
export const stylesRemark = `% The pictures need \\usepackage{tikz} and these styles in the preamble:\n${circleTikzStyles.replaceAll(/^/gm, "% ")}`;

/** The document in LaTeX: a fragment to be \input, or one that compiles by itself. */
export function illustratedLatex(title: string, pieces: readonly Piece[], standalone: boolean): string {
  const body = pieces.map(pieceTex).join("\n\n");
  const said = `% ${title}.\n% Written and certified by oneovern ${version}; needs amsmath and tikz.`;
  if (!standalone) return `${said}\n${stylesRemark}\n\n${body}\n`;
  return article(
    texEscape(title),
    [
      body,
      "",
      `\\medskip\\begingroup\\footnotesize ${proseTex(legend)}\\par\\endgroup`,
      `\\begingroup\\footnotesize Written and certified by oneovern ${version}.\\par\\endgroup`,
    ].join("\n"),
    ["amsmath", "tikz"],
    [circleTikzStyles],
  );
}

const htmlEscape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function pieceHtml(piece: Piece): string {
  const figure = (svg: string, diagrams: readonly ScalingDiagram[], said: string | undefined): string =>
    `<figure>${svg}<figcaption>${diagrams.map((diagram) => `<code>${scalingId(diagram)}</code>`).join(" and ")}${said === undefined ? "" : `<br>${said}`}</figcaption></figure>`;
  switch (piece.kind) {
    case "heading":
      return `<h2>${htmlEscape(piece.text)}</h2>`;
    case "text":
      return `<p>${prosePage(piece.text)}</p>`;
    case "formula":
      return `<pre class="formula">${htmlEscape(piece.text)}</pre>`;
    case "diagrams":
      return `<div class="row">${piece.diagrams.map(({ diagram, said }) => figure(circleSvg(diagram, { size: 170 }), [diagram], said)).join("\n")}</div>`;
    case "pairs":
      return `<div class="row">${piece.pairs.map(({ diagram, said }) => figure(pairSvg(diagram, undefined, { size: 170 }), pairIds(diagram), said)).join("\n")}</div>`;
  }
}

/** The document as a page that needs nothing else. */
export const illustratedHtml = (title: string, pieces: readonly Piece[]): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${htmlEscape(title)}</title>
<style>
body { font-family: system-ui, sans-serif; line-height: 1.45; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.row { display: flex; flex-wrap: wrap; gap: 1rem; }
figure { margin: 0; text-align: center; font-size: 0.85rem; }
.formula { font-family: ui-monospace, monospace; padding: 0.6rem 1rem; border-left: 3px solid #0072b2; overflow-x: auto; }
.legend { margin-top: 2rem; font-size: 0.9rem; }
footer { margin-top: 2rem; font-size: 0.85rem; opacity: 0.8; }
</style>
</head>
<body>
<h1>${htmlEscape(title)}</h1>
${pieces.map(pieceHtml).join("\n")}
<p class="legend">${prosePage(legend)}</p>
<footer>Written and certified by oneovern ${version}.</footer>
</body>
</html>
`;

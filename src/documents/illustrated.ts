import { version } from "../foundation/version.js";
import { escapeXml } from "../foundation/xml.js";
import { htmlEquations } from "./html-table.js";
import { page } from "./page.js";
import { preambleBody, preamblePackages, preambleRemark } from "./preamble.js";
import { article, texEscape } from "./tex.js";

/* Documents of text, formulas and pictures: as LaTeX that plain pdflatex sets, and as a page by itself. */

/** A picture with what stands below it, each made when it is wanted. */
export interface Illustration {
  readonly tikz: () => string;
  readonly svg: () => string;
  /** Its name, and what is said of it: in TeX, and as HTML. */
  readonly captionTex: readonly string[];
  readonly captionHtml: readonly string[];
}

/** A piece of such a document. */
export type Piece =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  /** A formula, in TeX and as text. */
  | { readonly kind: "formula"; readonly tex: string; readonly text: string }
  /** Pictures in rows of so many. */
  | { readonly kind: "pictures"; readonly across: number; readonly pictures: readonly Illustration[] };

/** What all documents of a subject share. */
export interface Style {
  /** What the pictures show. */
  readonly legend: string;
  /** Prose in TeX, and as HTML: a subject spells its symbols. */
  readonly proseTex: (text: string) => string;
  readonly proseHtml: (text: string) => string;
}

function pieceTex(piece: Piece, { proseTex }: Style): string {
  switch (piece.kind) {
    case "heading":
      return `\\subsection*{${texEscape(piece.text)}}`;
    case "text":
      return proseTex(piece.text);
    case "formula":
      return `\\begin{gather*}\n${piece.tex}\n\\end{gather*}`;
    case "pictures":
      return rowsTex(piece.pictures, piece.across);
  }
}

function rowsTex(pictures: readonly Illustration[], across: number): string {
  const width = (0.98 / across).toFixed(3);
  const boxes = pictures.map(
    ({ tikz, captionTex }) =>
      `\\begin{minipage}[t]{${width}\\linewidth}\\centering\n${tikz()}\\\\[2pt]\n{\\scriptsize ${captionTex.join("\\\\ ")}}\n\\end{minipage}%`,
  );
  // A row of pictures is a paragraph of its own, so that what is said below one does not run into the next.
  return Array.from(
    { length: Math.ceil(boxes.length / across) },
    (_, row) => `\\noindent\n${boxes.slice(row * across, (row + 1) * across).join("\n")}\n\\par\\medskip`,
  ).join("\n");
}

/** The document in LaTeX: a fragment to be \input, or one that compiles by itself. */
export function illustratedLatex(title: string, pieces: readonly Piece[], standalone: boolean, style: Style): string {
  const body = pieces.map((piece) => pieceTex(piece, style)).join("\n\n");
  const said = `% ${title}.\n% Written and certified by oneovern ${version}; needs amsmath and tikz.`;
  if (!standalone) return `${said}\n${preambleRemark}\n\n${body}\n`;
  return article(
    texEscape(title),
    [
      body,
      "",
      `\\medskip\\begingroup\\footnotesize ${style.proseTex(style.legend)}\\par\\endgroup`,
      `\\begingroup\\footnotesize Written and certified by oneovern ${version}.\\par\\endgroup`,
    ].join("\n"),
    preamblePackages,
    [preambleBody],
  );
}

function pieceHtml(piece: Piece, { proseHtml }: Style): string {
  switch (piece.kind) {
    case "heading":
      return `<h2>${escapeXml(piece.text)}</h2>`;
    case "text":
      return `<p>${proseHtml(piece.text)}</p>`;
    case "formula":
      return htmlEquations([piece.tex]);
    case "pictures":
      return `<div class="row">${piece.pictures.map(({ svg, captionHtml }) => `<figure>${svg()}<figcaption>${captionHtml.join("<br>")}</figcaption></figure>`).join("\n")}</div>`;
  }
}

/** The document as a page that needs nothing else. */
export const illustratedHtml = (title: string, pieces: readonly Piece[], style: Style): string =>
  page(
    title,
    [
      `<h1>${escapeXml(title)}</h1>`,
      ...pieces.map((piece) => pieceHtml(piece, style)),
      `<p class="legend">${style.proseHtml(style.legend)}</p>`,
    ].join("\n"),
  );

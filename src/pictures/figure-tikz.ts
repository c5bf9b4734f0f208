import { roundedTo } from "./curves.js";
import { arrowHead, type Figure, type Mark, type Point, polar } from "./figure.js";

/* Figures in TikZ, with coordinates of our own, so that plain pdflatex sets them. */

/** The styles that the pictures need, for a document's preamble; TikZ itself is `\usepackage{tikz}`. */
export const figureTikzStyles = [
  "\\tikzset{",
  "  figure boson/.style={draw, semithick},",
  "  figure ghost/.style={draw, semithick, dash pattern=on 1.6pt off 1.2pt},",
  "  figure fluctuation/.style={draw, line width=0.35pt},",
  "  figure field/.style={draw, line width=0.35pt},",
  "  figure text/.style={inner sep=0pt, outer sep=0pt, font=\\scriptsize}",
  "}",
].join("\n");

const rounded = roundedTo(2);
const at = ([x, y]: Point): string => `(${rounded(x)},${rounded(y)})`;

function markTikz(mark: Mark): string {
  switch (mark.kind) {
    case "line":
      return `\\path[figure ${mark.style}] ${mark.points.map(at).join("--")};`;
    case "arc": {
      const start = polar(mark.center, mark.radius, mark.from);
      return `\\path[figure ${mark.style}] ${at(start)} arc[start angle=${rounded(mark.from)}, end angle=${rounded(mark.to)}, radius=${rounded(mark.radius)}];`;
    }
    case "arrow":
      return `\\fill ${arrowHead(mark.at, mark.angle).map(at).join("--")}--cycle;`;
    case "dot":
      return `\\fill ${at(mark.at)} circle[radius=0.6];`;
    case "text":
      return `\\node[figure text] at ${at(mark.at)} {${mark.tex}};`;
  }
}

/** A figure as a TikZ picture. */
export const figureTikz = ({ marks }: Figure): string =>
  `\\begin{tikzpicture}[x=1mm,y=1mm]${marks.map(markTikz).join("")}\\end{tikzpicture}`;

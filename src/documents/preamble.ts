import { version } from "../foundation/version.js";
import { circleTikzStyles } from "../pictures/circle-tikz.js";
import { figureTikzStyles } from "../pictures/figure-tikz.js";
import { tikzStyles } from "../pictures/tikz.js";
import { macroDefinitions } from "./macros.js";

/*
 * What all documents in LaTeX share: the macros of the notation, the styles of the pictures, and what the tables need.
 * It is written once, into oneovern.sty, or into a document that stands alone.
 */

/** The rules and the numbers of tables. */
const tableDefinitions = String.raw`% Tables. The number of a row, which \eqref{label:row} gives: its label, its number in the table.
\newcommand{\oonnumber}[2]{\refstepcounter{equation}(\theequation)\label{#1:#2}}
% The rules above, within and below a table that is set in a column.
\newcommand{\oontoprule}{\par\noindent\rule{\linewidth}{\heavyrulewidth}\par}
\newcommand{\oonmidrule}{\par\noindent\rule{\linewidth}{\lightrulewidth}\par}
\newcommand{\oonbottomrule}{\par\noindent\rule{\linewidth}{\heavyrulewidth}\par}`;

/** The packages that {@link preambleBody} needs. */
export const preamblePackages: readonly string[] = ["amsmath", "array", "booktabs", "longtable", "tikz"];

/** The definitions, for the preamble of a document that loads the packages. */
export const preambleBody: string = [
  macroDefinitions,
  tableDefinitions,
  tikzStyles,
  "% Circles of letters, of scaling laws.",
  circleTikzStyles,
  "% Rules and loops of an action.",
  figureTikzStyles,
].join("\n");

/** oneovern.sty. */
export const preamble: string = `% oneovern.sty: the notation of formulas, and the styles of pictures. Written by oneovern ${version}.
% Change them here, or redefine them behind \\usepackage{oneovern}.
\\NeedsTeXFormat{LaTeX2e}
\\ProvidesPackage{oneovern}
\\RequirePackage{${preamblePackages.join(",")}}
${preambleBody}
\\endinput
`;

/** What a fragment that uses the macros or the styles says of it, as a comment. */
export const preambleRemark =
  "% Needs \\usepackage{oneovern} in the preamble: oneovern preamble > oneovern.sty writes that file.";

import type { Explanation } from "../answer/explain.js";
import { version } from "../foundation/version.js";
import { kernelDrawable } from "../pictures/drawable.js";
import { diagramTikz } from "../pictures/tikz.js";
import { explained, labelsText, shownBy } from "./explained.js";
import { withMacros } from "./macros.js";
import { preambleBody, preamblePackages, preambleRemark } from "./preamble.js";
import { proseTex, proseText } from "./prose.js";
import { article, texBreakable, texEscape, verbatimTex } from "./tex.js";

/** A diagram explained in LaTeX: a fragment to be \input, or a document that plain pdflatex compiles. */
export function explanationLatex(explanation: Explanation, standalone: boolean): string {
  const { title, id, remarks, factors, functions, labelled, row } = explained(explanation);
  const body = [
    `\\begin{center}${diagramTikz(kernelDrawable(explanation.term.diagram))}\\\\[1ex]{\\footnotesize ${verbatimTex(id)}: ${proseTex(title)}}\\end{center}`,
    ...remarks.map((remark) => `${texEscape(remark)}\\par`),
    "\\begin{description}",
    ...factors.map(
      ({ name, part, value, why }) =>
        `\\item[${name}] $\\displaystyle ${value.latex}$ (${shownBy[part]}). ${proseTex(why)}`,
    ),
    ...(labelled === undefined
      ? []
      : [
          `\\item[labelled diagrams] ${proseTex(labelled.why)} Their ${"$\\Delta$"}'s, vertex by vertex: ${labelsText(labelled).join(", ")}.`,
        ]),
    ...functions.map(
      ({ name, bracket, why }) =>
        `\\item[vertex function] $\\displaystyle ${name.latex} = ${texBreakable(bracket.latex)}$: ${texEscape(why).replaceAll("Δ", "$\\Delta$")}.`,
    ),
    `\\item[the row] $\\displaystyle ${texBreakable(row.latex)}$`,
    "\\end{description}",
  ].join("\n");
  const text = withMacros(`% ${id}: ${proseText(title)}. Written by oneovern ${version}.\n${body}`);
  if (!standalone) return `${preambleRemark}\n${text}\n`;
  return article(proseTex(title), text, preamblePackages, [preambleBody]);
}

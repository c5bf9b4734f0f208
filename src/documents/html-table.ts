import { escapeXml } from "../foundation/xml.js";
import type { Certificate } from "../proof/certificate.js";
import { mathmlInPieces } from "./mathml.js";
import { page } from "./page.js";

/* Tables and sums of any subject as pages by themselves. */

/** Rows that stand together; cells in HTML. */
export interface HtmlSection {
  readonly heading?: string;
  readonly rows: readonly (readonly string[])[];
  /** The sum of the rows, where it stands below them. */
  readonly subtotal?: string;
}

/** What a page says of an answer, beside its table or its formulas. */
export interface PageText {
  readonly title: string;
  readonly legend: readonly string[];
  readonly certificate: Certificate;
}

/** A table, whose rows are numbered for links to them: #row-1, ... */
export function htmlTable(columns: readonly string[], sections: readonly HtmlSection[]): string {
  let number = 0;
  return `<div class="scroll" tabindex="0" role="region" aria-label="table"><table>
<thead><tr>${columns.map((title) => `<th scope="col">${escapeXml(title)}</th>`).join("")}</tr></thead>
<tbody>
${sections
  .flatMap(({ heading, rows, subtotal }) => [
    ...(heading === undefined || heading === ""
      ? []
      : [`<tr><th colspan="${columns.length}" scope="rowgroup">${titleHtml(heading)}</th></tr>`]),
    ...rows.map(
      (cells) => `<tr class="lit" id="row-${++number}">${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`,
    ),
    ...(subtotal === undefined
      ? []
      : [`<tr><td colspan="${columns.length - 1}">subtotal</td><td>${subtotal}</td></tr>`]),
  ])
  .join("\n")}
</tbody>
</table></div>`;
}

/** The lines of an align or a gather environment as formulas, which a page breaks where it likes. */
export function htmlEquations(align: readonly string[]): string {
  const equations: string[] = [];
  for (const line of align.join("\n").split("\\\\")) {
    const formula = line.replaceAll(/&\s*(?:\\q?quad)?|\{\}/g, " ").replaceAll("{+}", "+");
    // What has no left side of its own goes on with the equation before it.
    if (equations.length > 0 && /^\s*(?:=\{\})?&/.test(line)) equations[equations.length - 1] += formula;
    else equations.push(formula);
  }
  return equations.map((formula) => `<p class="formula">${mathmlInPieces(formula.trim())}</p>`).join("\n");
}

/** A title whose powers of 1/n are formulas. */
const titleHtml = (title: string): string =>
  title
    .split(/(1\/n_\{l-1\}(?:\^\d+)?)/)
    .map((piece, i) =>
      i % 2 === 0 ? escapeXml(piece) : mathmlInPieces(piece.replace("l-1", "\\ell-1").replace(/\^(\d+)$/, "^{$1}")),
    )
    .join("");

/** The names of the checks, each once. */
export const provedHtml = ({ checks }: Certificate): string => {
  const names = [...new Set(checks.map(({ name }) => name))];
  return `<p class="legend">Proved: ${names.map(escapeXml).join(", ")}.</p>`;
};

/** A page with a body of its own. @param body in HTML */
export const answerPage = ({ title, legend, certificate }: PageText, body: string): string =>
  page(
    title,
    [
      `<h1>${titleHtml(title)}</h1>`,
      body,
      `<p class="legend">${legend.map(escapeXml).join("<br>")}</p>`,
      provedHtml(certificate),
    ].join("\n"),
  );

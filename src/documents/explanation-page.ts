import type { Explanation } from "../answer/explain.js";
import { escapeXml } from "../foundation/xml.js";
import { kernelDrawable } from "../pictures/drawable.js";
import { diagramSvg } from "../pictures/svg.js";
import { explained, shownBy } from "./explained.js";
import { mathmlInPieces as math } from "./mathml.js";
import { page } from "./page.js";
import { proseHtml } from "./prose.js";

/* A diagram explained, as a page: the picture, and each factor beside the part of it that shows it. */

/** The factors and functions as HTML: the inside of a page. */
export function explanationBody(explanation: Explanation): string {
  const { title, id, remarks, factors, functions, row } = explained(explanation);
  const factorRows = factors.map(
    ({ name, part, value, why }) =>
      `<tr><th scope="row"><span data-factor="${name}" tabindex="0" title="${shownBy[part]}">${name}</span></th><td><span data-factor="${name}">${math(value.latex)}</span></td><td>${proseHtml(why)}</td></tr>`,
  );
  const functionRows = functions.map(
    ({ name, bracket, why }) =>
      `<p class="formula"><span data-factor="bracket" tabindex="0">${math(`${name.latex} = ${bracket.latex}`)}</span><br><small>${escapeXml(why)}</small></p>`,
  );
  return `<div class="lit">
<h1><code>${escapeXml(id)}</code>: ${escapeXml(title)}</h1>
${remarks.map((remark) => `<p>${escapeXml(remark)}</p>`).join("\n")}
<figure>${diagramSvg(kernelDrawable(explanation.term.diagram), { id, unit: 40, styled: false })}</figure>
<table><thead><tr><th scope="col">factor</th><th scope="col">value</th><th scope="col">where it comes from</th></tr></thead>
<tbody>
${factorRows.join("\n")}
</tbody></table>
<h2>Vertex functions</h2>
${functionRows.join("\n")}
<h2>The row</h2>
<p class="formula">${math(row.latex)}</p>
</div>`;
}

export const explanationHtml = (explanation: Explanation): string => {
  const { id, title } = explained(explanation);
  return page(`${id}: ${title}`, explanationBody(explanation));
};

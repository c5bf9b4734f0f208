import type { Explanation } from "../answer/explain.js";
import { escapeXml } from "../foundation/xml.js";
import { kernelDrawable } from "../pictures/drawable.js";
import { diagramSvg, numberedSvgs } from "../pictures/svg.js";
import { type Explained, explained, type LabelledDiagrams, shownBy } from "./explained.js";
import { factorHtml, factorsHtml } from "./factors.js";
import { mathmlInPieces as math } from "./mathml.js";
import { page } from "./page.js";
import { proseHtml, proseText } from "./prose.js";

/* A diagram explained, as a page: the picture, and each factor beside the part of it that shows it. */

/** The factors and functions as HTML: the inside of a page. @param level that of its heading, 1 to 5 */
export const explanationBody = (explanation: Explanation, level = 1): string =>
  bodyOf(explanation, explained(explanation), level);

function bodyOf(
  explanation: Explanation,
  { title, id, remarks, factors, functions, labelled, bracket: whole }: Explained,
  level: number,
): string {
  const factorRows = factors.map(
    ({ name, part, value, why }) =>
      `<tr><th scope="row"><span data-factor="${name}" tabindex="0" title="${shownBy[part]}">${name}</span></th><td><span data-factor="${name}">${math(value.latex)}</span></td><td>${proseHtml(why)}</td></tr>`,
  );
  const functionRows = functions.map(
    ({ name, bracket, why }) =>
      `<p class="formula">${factorHtml("bracket", math(`${name.latex} = ${bracket.latex}`))} <small>${escapeXml(why)}</small></p>`,
  );
  const front = inRow.flatMap((name) => {
    const value = factors.find((factor) => factor.name === name)?.value;
    return value === undefined || value.text === "1" ? [] : [[name, value.latex] as const];
  });
  return `<div class="lit">
<h${level}><code>${escapeXml(id)}</code>: ${proseHtml(title)}</h${level}>
${remarks.map((remark) => `<p>${escapeXml(remark)}</p>`).join("\n")}
<figure>${diagramSvg(kernelDrawable(explanation.term.diagram), { id, mark: "explained-", unit: 40, styled: false })}</figure>
<table><thead><tr><th scope="col">factor</th><th scope="col">value</th><th scope="col">where it comes from</th></tr></thead>
<tbody>
${factorRows.join("\n")}
</tbody></table>
${labelled === undefined ? "" : labelledHtml(explanation, labelled)}<h${level + 1}>Vertex functions</h${level + 1}>
${functionRows.join("\n")}
<h${level + 1}>The row</h${level + 1}>
<p class="formula">${factorsHtml(front, whole)}</p>
</div>`;
}

/** The factors in the order in which a row has them. */
const inRow = ["halves", "j sums", "blobs", "symmetry"] as const;

/** A picture of each labelled diagram, all with their parts at the same places. */
const labelledHtml = (
  { term }: Explanation,
  { title, why, shown, left }: LabelledDiagrams,
): string => `<details${shown.length > 24 ? "" : " open"}>
<summary>${escapeXml(title)}</summary>
<p>${proseHtml(why)}</p>
<div class="row labelled">${numberedSvgs(kernelDrawable(term.diagram, { deltas: shown[0] ?? [] }), shown, { id: term.id, unit: 19 }).join("")}${left > 0n ? `<p>and ${left} more</p>` : ""}</div>
</details>
`;

export const explanationHtml = (explanation: Explanation): string => {
  const said = explained(explanation);
  return page(`${said.id}: ${proseText(said.title)}`, bodyOf(explanation, said, 1));
};

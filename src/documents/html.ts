import { escapeXml } from "../foundation/xml.js";
import { kernelDrawable } from "../pictures/drawable.js";
import { diagramSvg } from "../pictures/svg.js";
import { type Order, type Row, type TableModel, tableModel } from "./document.js";
import type { SumAnswer } from "./format.js";
import { mathmlInPieces as math, mathml } from "./mathml.js";
import { page } from "./page.js";
import type { SumFormat } from "./sum-format.js";
import { plural } from "./words.js";

/** Pages by themselves: formulas in MathML, a picture in each row, of which a factor lights up its part. */
export const html: SumFormat = {
  table: (sum) => page(sum.naming.title, tableBody(sum, tableModel(sum))),
  expand: (sum) => {
    const model = tableModel(sum);
    return page(sum.naming.title, bodyOf(sum, model, model.orders.map(orderSum).join("\n")));
  },
};

/** What leads from a row's id to a page about it. */
export type DiagramLink = (id: string) => string;

/** A table as the inside of a page. */
export const tableBody = (sum: SumAnswer, model: TableModel, linkOf?: DiagramLink): string =>
  bodyOf(sum, model, tableHtml(model, linkOf));

function bodyOf({ naming: { legend } }: SumAnswer, model: TableModel, body: string): string {
  return [
    `<h1>${mathml(model.subject.latex)}, ${escapeXml(model.order + model.expansion.text)}${model.request.externals === null ? ", one input" : ""}</h1>`,
    `<p>${plural(model.classes, "diagram")}, ${escapeXml(model.labelled)} labelled. ${mathml(model.leftSide.latex)} is the sum of</p>`,
    body,
    `<p class="legend">${legend.sum.map(escapeXml).join("<br>")}</p>`,
    `<p class="legend">Proved: ${model.certificate.checks.map(({ name }) => escapeXml(name)).join(", ")}.</p>`,
  ].join("\n");
}

const tableHtml = ({ orders }: TableModel, linkOf: DiagramLink | undefined): string => `<div class="scroll"><table>
<thead><tr><th scope="col">#</th><th scope="col">j sums</th><th scope="col">diagram</th><th scope="col">value</th></tr></thead>
<tbody>
${orders.map((order) => orderRows(order, linkOf)).join("\n")}
</tbody>
</table></div>`;

const orderRows = (order: Order, linkOf: DiagramLink | undefined): string => {
  const named = (id: string): string => {
    const code = `<code>${escapeXml(id)}</code>`;
    return linkOf === undefined ? code : `<a href="${linkOf(id)}">${code}</a>`;
  };
  const heading = order.heading.text;
  return [
    ...(heading === "" ? [] : [`<tr><th colspan="4" scope="rowgroup">${escapeXml(heading)}</th></tr>`]),
    ...order.rows.map(
      (row) =>
        `<tr class="lit" id="row-${row.number}"><td>${row.number}</td><td>${row.jSums}</td><td>${rowPicture(row)}<br>${named(row.id)}</td><td class="formula">${rowFormula(row)}</td></tr>`,
    ),
    ...(heading === "" ? [] : [`<tr><td colspan="3">subtotal</td><td class="formula">${orderSum(order)}</td></tr>`]),
  ].join("\n");
};

/** The picture of a row. */
export const rowPicture = ({ id, diagram }: Row): string => diagramSvg(kernelDrawable(diagram), { id, styled: false });

/** A row's value, each factor by itself: pointed at, it lights up its part of the picture. */
export function rowFormula({ half, blobs, symmetry, bracket, perms }: Row): string {
  const factor = (name: string, inner: string): string => `<span data-factor="${name}" tabindex="0">${inner}</span>`;
  const front = [
    ...(half.latex === "" ? [] : [factor("halves", mathml(half.latex))]),
    ...(blobs.latex === "" ? [] : [factor("blobs", mathml(blobs.latex))]),
    ...(symmetry.latex === "" ? [] : [factor("symmetry", mathml(symmetry.latex))]),
  ];
  const inner = math(bracket.latex);
  const whole = bracket.isSum && front.length > 0 ? `( ${inner} )` : inner;
  return [...front, factor("bracket", whole)].join(" · ") + (perms.text === "" ? "" : ` ${escapeXml(perms.text)}`);
}

const orderSum = ({ groups }: Order): string =>
  groups.map(({ result }, i) => `<div class="formula">${i === 0 ? "" : "+ "}${math(result.latex)}</div>`).join("\n");

import { escapeXml } from "../foundation/xml.js";
import type { Legend } from "../notation/naming.js";
import { kernelDrawable } from "../pictures/drawable.js";
import { diagramSvg } from "../pictures/svg.js";
import { type Order, type Row, type TableModel, tableModel } from "./document.js";
import { factorsHtml } from "./factors.js";
import type { SumAnswer } from "./format.js";
import { htmlTable, provedHtml } from "./html-table.js";
import { mathmlInPieces as math, mathml } from "./mathml.js";
import { page } from "./page.js";
import { texHtml } from "./prose.js";
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
    `<p class="legend">${legendHtml(legend)}</p>`,
    provedHtml(model.certificate),
  ].join("\n");
}

const tableHtml = ({ orders }: TableModel, linkOf: DiagramLink | undefined): string => {
  const named = (id: string): string => {
    const code = `<code>${escapeXml(id)}</code>`;
    return linkOf === undefined ? code : `<a href="${linkOf(id)}">${code}</a>`;
  };
  return htmlTable(
    ["#", "j sums", "diagram", "value"],
    orders.map((order) => ({
      heading: order.heading.text,
      rows: order.rows.map((row) => [
        String(row.number),
        String(row.jSums),
        `${rowPicture(row)}<br>${named(row.id)}`,
        `<div class="formula">${rowFormula(row)}</div>`,
      ]),
      ...(order.heading.text === "" ? {} : { subtotal: orderSum(order) }),
    })),
  );
};

/** What the symbols and the parts of pictures mean, as papers say it. */
export const legendHtml = ({ latex, picturesLatex }: Legend): string => texHtml([...picturesLatex, ...latex].join(" "));

/** The picture of a row. */
export const rowPicture = ({ id, diagram }: Row): string =>
  diagramSvg(kernelDrawable(diagram), { id, unit: 30, styled: false });

/** A row's value, each factor by itself. */
export const rowFormula = ({ half, blobs, symmetry, bracket, perms }: Row): string =>
  factorsHtml(
    [
      ["halves", half.latex],
      ["blobs", blobs.latex],
      ["symmetry", symmetry.latex],
    ],
    bracket,
  ) + (perms.text === "" ? "" : ` ${escapeXml(perms.text)}`);

const orderSum = ({ groups }: Order): string =>
  groups.map(({ result }, i) => `<div class="formula">${i === 0 ? "" : "+ "}${math(result.latex)}</div>`).join("\n");

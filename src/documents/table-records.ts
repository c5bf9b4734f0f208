import { type Row, type TableModel, tableModel } from "./document.js";
import type { SumAnswer } from "./format.js";
import { legendHtml, rowFormula, rowPicture } from "./html.js";
import { mathml } from "./mathml.js";

/* A table row by row, for a page that shows rows as they come. */

/** What stands above the rows, in HTML where it says so. */
export interface TableHead {
  readonly title: string;
  /** In HTML. */
  readonly subject: string;
  /** In HTML: what the rows are the sum of. */
  readonly leftSide: string;
  readonly order: string;
  readonly classes: string;
  readonly labelled: string;
  /** In HTML: what the parts of pictures and the symbols mean. */
  readonly legend: string;
  readonly checks: readonly { readonly name: string; readonly detail: string }[];
}

/** One row. */
export interface TableRecord {
  readonly number: number;
  readonly id: string;
  readonly jSums: number;
  readonly order: number;
  /** Of the first row of each order, where there are several; else empty. */
  readonly heading: string;
  /** In HTML. */
  readonly picture: string;
  /** In HTML: each factor by itself, with `data-factor`. */
  readonly formula: string;
}

/** A table in two parts. */
export interface TableParts {
  readonly head: TableHead;
  /** The rows one after the other, each made when it is wanted. */
  readonly rows: () => Generator<TableRecord>;
}

/** A table's head, and its rows. */
export function tableOf(sum: SumAnswer): TableParts {
  const model = tableModel(sum);
  return { head: headOf(model, sum), rows: () => recordsOf(model.rows) };
}

const headOf = (model: TableModel, sum: SumAnswer): TableHead => ({
  title: model.title,
  subject: mathml(model.subject.latex),
  leftSide: mathml(model.leftSide.latex),
  order: model.order + model.expansion.text,
  classes: model.classes,
  labelled: model.labelled,
  legend: legendHtml(sum.naming.legend),
  checks: model.certificate.checks.map(({ name, detail }) => ({ name, detail })),
});

function* recordsOf(rows: readonly Row[]): Generator<TableRecord> {
  for (const row of rows)
    yield {
      number: row.number,
      id: row.id,
      jSums: row.jSums,
      order: row.order,
      heading: row.heading.text,
      picture: rowPicture(row),
      formula: rowFormula(row),
    };
}

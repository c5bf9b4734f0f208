import { UserError } from "../foundation/errors.js";
import { kernelDrawable } from "../pictures/drawable.js";
import { type TikzPicture, tikzPicture } from "../pictures/tikz.js";
import { type Row, type TableModel, tableModel } from "./document.js";
import type { FormatOptions, SumAnswer } from "./format.js";
import { withMacros } from "./macros.js";
import { preambleBody, preamblePackages, preambleRemark } from "./preamble.js";
import type { SumFormat } from "./sum-format.js";
import { fillTemplate } from "./template.js";

/**
 * LaTeX with booktabs: a fragment to be \input, with a picture in each row where these are wanted, or with `standalone`
 * a document that plain pdflatex compiles. What has pictures, or is to have macros, is in the notation of oneovern.sty.
 */
export const latex: SumFormat = {
  table: (compilation, options) => document(compilation, "table", options),
  expand: (compilation, options) => document(compilation, "expand", options),
};

/** The widest that a picture may be, in mm: for labelled externals, whose rows are long, and for two columns of text less. */
const widestPicture = (columns: 1 | 2, isLabelled: boolean): number => (columns === 2 ? 36 : isLabelled ? 38 : 46);

/** How many rows a page holds: with pictures, and without. */
const rowsOnAPage = { withPictures: 8, without: 25 } as const;

/** The widths of the columns of numbers, in mm: of j sums and of row numbers, with the gaps beside them. */
const [jSumsWidth, numberWidth] = [20, 15];

async function document(
  compilation: SumAnswer,
  product: "table" | "expand",
  { standalone = false, pictures = standalone, columns = 1, label, macros = pictures }: FormatOptions,
): Promise<string> {
  if (label !== undefined) requireLabel(label);
  const model = tableModel(compilation);
  const hasPictures = pictures && product === "table";
  const body = await (product === "table"
    ? tableTex(model, { standalone, pictures: hasPictures, columns, label })
    : sumTex(model, columns, label));
  const needsPreamble = macros || (product === "table" && (label !== undefined || columns === 2));
  const remark = needsPreamble && !standalone ? `${preambleRemark}\n` : "";
  const fragment = remark + (macros ? withMacros(body) : body);
  if (!standalone) return fragment;
  return fillTemplate("latex-document", {
    ...model,
    body: fragment,
    pictures: hasPictures,
    isTwoColumn: columns === 2,
    needsPreamble,
    packages: preamblePackages,
    preamble: preambleBody,
    oneInput: model.request.externals === null,
    legend: compilation.naming.legend,
  });
}

/** The collected sum; as an equation it has one number, on its last line. */
async function sumTex(model: TableModel, columns: 1 | 2, label: string | undefined): Promise<string> {
  if (columns === 2) return fillTemplate("latex-sum", { ...model, label });
  const unnumbered = await fillTemplate("latex-expand", model);
  if (label === undefined) return unnumbered;
  return unnumbered
    .replace(/ \\\\(\[[^\]]*\])?$/gm, " \\notag \\\\$1")
    .replace("\\begin{align*}", "\\begin{align}")
    .replace("\n\\end{align*}", ` \\label{${label}}\n\\end{align}`);
}

/** A row, with its picture where it has one. */
type Pictured = Row & { readonly picture?: string };

interface TableOptions {
  readonly standalone: boolean;
  readonly pictures: boolean;
  readonly columns: 1 | 2;
  readonly label: string | undefined;
}

function tableTex(model: TableModel, { standalone, pictures, columns, label }: TableOptions): Promise<string> {
  let widest = 0;
  const pictured = (row: Row): Pictured => {
    if (!pictures) return row;
    const { tex, width }: TikzPicture = tikzPicture(kernelDrawable(row.diagram), {
      widest: widestPicture(columns, model.request.externals !== null),
    });
    // The box is that of the lines: what they are thick, and letters, stick out a little.
    widest = Math.max(widest, Math.ceil(width) + 2);
    return { ...row, picture: tex };
  };
  const orders = model.orders.map((order) => ({ ...order, rows: order.rows.map(pictured) }));
  // In a document of its own a table may always be split over pages; in a paper that is the paper's affair.
  const isLong = standalone || model.rows.length > rowsOnAPage[pictures ? "withPictures" : "without"];
  const room = { ...model, orders, pictures, label };
  // The rows of labelled externals are too long for a column beside pictures, but on a page of our own.
  const areParagraphs = columns === 2 || (pictures && !standalone && model.request.externals !== null);
  if (areParagraphs) return fillTemplate("latex-rows", room);
  const taken = jSumsWidth + (label === undefined ? 0 : numberWidth);
  return fillTemplate("latex-table", {
    ...room,
    isLong,
    environment: isLong ? "longtable" : "tabular",
    span: label === undefined ? 3 : 4,
    diagramWidth: pictures ? `${Math.max(widest, 18)}mm` : "0.2\\linewidth",
    resultWidth: pictures
      ? `\\dimexpr\\linewidth-${Math.max(widest, 18) + taken}mm\\relax`
      : `\\dimexpr0.8\\linewidth-${taken}mm\\relax`,
  });
}

/** @throws UserError for a label that TeX would not take */
function requireLabel(label: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9:._/+-]{0,79}$/.test(label)) return;
  throw new UserError(
    "flag",
    `--label ${JSON.stringify(label.slice(0, 80))}\nexpected letters, digits and : . _ / + -, one of the first two at the start, as in eq:v8, 80 at most`,
  );
}

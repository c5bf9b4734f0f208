import { sorted, toPlain } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { type ScalingRow, scalingDiagrams, scalingRow } from "../../answer/scaling/diagrams.js";
import type { ScalingOrder, ScalingSeries } from "../../answer/scaling/series.js";
import { version } from "../../foundation/version.js";
import { escapeXml } from "../../foundation/xml.js";
import { monomialText, type Notation, signedTerms } from "../../notation/notation.js";
import { ascii, tex, unicode } from "../../notation/notations.js";
import { circleSvg } from "../../pictures/circle-svg.js";
import { raisedPower, texPower } from "../../symbols/spelling.js";
import { dualOf, type ScalingDiagram } from "../../theory/scaling/diagram.js";
import { records } from "../csv.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "../format.js";
import { answerPage, htmlTable, type PageText } from "../html-table.js";
import { pretty } from "../json.js";
import { layOut, sumLines } from "../layout.js";
import { mathmlInPieces } from "../mathml.js";
import { remark } from "../numbers.js";
import { tabular } from "../tabular.js";
import { certificateDocument, certificateLines } from "../text.js";
import { plural } from "../words.js";
import { illustratedLatex, type Piece } from "./illustrated.js";

/* The loss of scaling laws, order by order: sums, and tables of diagrams. */

/** What the loss is given in, and what an order has besides. */
const units = "in units C sigma_w^2/2M; each order has one power of s/gamma, s = sigma_u^2/M, that is left out";

const power = (order: number): string => (order === 0 ? "1" : `(s/γ)${raisedPower(order)}`);

const terms = ({ sum }: ScalingOrder, notation: Notation): string[] =>
  sum.size === 0 ? ["0"] : signedTerms(sum, notation);

function expandText(series: ScalingSeries, paint: Paint = unpainted): string {
  const { naming, orders } = series;
  return [
    ...remark(naming.title, (_, text) => paint("title", text)),
    "",
    ...orders.flatMap((own) => [
      paint("heading", `${power(own.order)}: ${plural(own.diagrams, "diagram")}, ${plural(own.sum.size, "monomial")}`),
      ...sumLines("  ", terms(own, unicode), terminalColumns),
      "",
    ]),
    paint("quiet", "N features, T samples, t_e the trace of the e-th power of the data's covariance;"),
    paint("quiet", "in units C sigma_w²/2M; a factor s/γ an order is left out, s = sigma_u²/M;"),
    paint("quiet", "a diagram of L2 counts twice"),
    "",
    ...provedLines(series, paint),
    "",
  ].join("\n");
}

/** The names of the checks, each once for all orders. */
function provedLines({ certificate: { passed, checks } }: ScalingSeries, paint: Paint): string[] {
  const shown = passed
    ? checks.filter(({ name }, i) => checks.findIndex((check) => check.name === name) === i)
    : checks;
  return certificateLines({ passed, checks: shown }, paint);
}

/** The rows of the series' diagrams. */
const rowsOf = ({ request }: ScalingSeries): ScalingRow[] => [
  ...mapped(scalingDiagrams(request, { maxTerms: mostRows }), scalingRow),
];

function* mapped<A, B>(items: Iterable<A>, of: (item: A) => B): Generator<B> {
  for (const item of items) yield of(item);
}

/** How many rows a table may have. */
const mostRows = 20_000;

const pairsText = ({ pairs }: ScalingRow): string =>
  pairs.map(([i, j]) => (j < 10 ? `${i}${j}` : `${i}-${j}`)).join(" ");

const dualText = ({ id, dual }: ScalingRow): string => (id === dual ? "itself" : dual);

/** What is said of a row's rungs. */
const rungsText = ({ rungs }: ScalingRow): string => (rungs === undefined ? "" : rungs === "" ? "none" : rungs);

/** A row's sign and weight: -2 for a diagram of L2 of odd order. */
const signed = ({ order, weight }: ScalingRow): string => `${order % 2 === 0 ? "+" : "-"}${weight}`;

/** The same before a monomial: a weight of 1 is not written. */
const signFront = (row: ScalingRow): string => (row.weight === 1 ? signed(row).slice(0, 1) : `${signed(row)}\\,`);

function tableText(series: ScalingSeries, paint: Paint = unpainted): string {
  const rows = rowsOf(series);
  const { titles, rows: lines } = layOut(
    [
      { title: "order", align: "right" },
      { title: "diagram", align: "left" },
      { title: "pairs", align: "left", widest: 13 },
      { title: "weight", align: "right" },
      { title: "monomial", align: "left" },
      { title: "rungs", align: "left" },
      { title: "dual", align: "left" },
    ],
    rows.map((row, i) => [
      rows[i - 1]?.order === row.order ? "" : String(row.order),
      row.id,
      pairsText(row).split(" "),
      signed(row),
      monomialText(row.monomial, unicode),
      rungsText(row),
      dualText(row),
    ]),
  );
  return [
    ...remark(series.naming.title, (_, text) => paint("title", text)),
    "",
    paint("heading", titles),
    ...lines.flat(),
    "",
    ...series.orders.flatMap((own) => [...sumLines(`${power(own.order)}: `, terms(own, unicode), terminalColumns)]),
    "",
    ...remark(
      "La-b: the circle w (xXUu)^a Lambda (UuxX)^b w^T, L2 where b = 0, else L3; pairs of letters, from 0; weight: with the sign of the order, a diagram of L2 counts twice; rungs outward from Lambda; in units C sigma_w²/2M; a factor s/γ an order is left out",
      paint,
    ),
    "",
    ...provedLines(series, paint),
    "",
  ].join("\n");
}

/** A row as JSON output carries it. */
export const plainScalingRow = ({ monomial, weight, order, ...row }: ScalingRow) => ({
  id: row.id,
  order,
  part: row.part,
  word: row.word,
  pairs: row.pairs,
  weight: (order % 2 === 0 ? 1 : -1) * weight,
  powers: Object.fromEntries(monomial.factors.map(({ symbol, power: p }) => [symbol.name, p])),
  genus: row.genus,
  ...(row.rungs === undefined ? {} : { rungs: row.rungs }),
  dual: row.dual,
});

const plainRequest = ({ request, naming }: ScalingSeries) => ({
  text: naming.text,
  object: request.object,
  orders: request.orders,
  genus: request.genus,
});

const plainOrders = ({ orders }: ScalingSeries) =>
  orders.map(({ order, sum, diagrams }) => ({ order, terms: toPlain(sum), diagrams: String(diagrams) }));

const document = (series: ScalingSeries, content: object): string =>
  pretty({ oneovern: version, request: plainRequest(series), ...content, certificate: series.certificate });

/** A sum of monomials in lines of TeX. */
function orderTex(own: ScalingOrder): string {
  const left = own.order === 0 ? "\\text{order } 0" : `(s/\\gamma)${texPower(own.order)}`;
  const [first = "", ...rest] = terms(own, tex);
  // Lines of five terms.
  const lines: string[][] = [[first]];
  for (const term of rest) {
    const last = lines.at(-1) as string[];
    if (last.length < 5) last.push(term);
    else lines.push([term]);
  }
  return lines.map((line, i) => `${i === 0 ? `${left}: & \\quad` : "& \\quad"} ${line.join(" ")}`).join(" \\\\\n");
}

const expandLatex = ({ naming, orders }: ScalingSeries): string =>
  [
    `% ${naming.title}; ${units}.`,
    `% Written and certified by oneovern ${version}; needs amsmath.`,
    "\\begin{align*}",
    orders.map(orderTex).join(" \\\\\n"),
    "\\end{align*}",
    "",
  ].join("\n");

const tableLatex = (series: ScalingSeries): string =>
  tabular(
    [series.naming.title, units],
    [
      { title: "", align: "l" },
      { title: "diagram", align: "l" },
      { title: "weight", align: "r" },
      { title: "monomial", align: "l" },
      { title: "rungs", align: "l" },
      { title: "dual", align: "l" },
    ],
    rowsOf(series).map((row) => [
      `$L_${row.part.slice(1)}$`,
      `\\texttt{${row.id.replaceAll("~", "\\textasciitilde{}")}}`,
      `$${signed(row)}$`,
      `$${monomialText(row.monomial, tex)}$`,
      rungsText(row),
      row.id === row.dual ? "itself" : `\\texttt{${row.dual.replaceAll("~", "\\textasciitilde{}")}}`,
    ]),
  );

/** The rows with their pictures, as a document. */
function picturesLatex(series: ScalingSeries): string {
  const said = (row: ScalingRow): string => `$${signFront(row)} ${monomialText(row.monomial, tex)}$`;
  const pieces = series.orders.flatMap(({ order }): Piece[] => {
    const diagrams = [
      ...mapped(
        scalingDiagrams({ ...series.request, orders: [order, order] }, { maxTerms: mostPictures }),
        (diagram) => ({
          diagram: { ...diagram, pairing: Int16Array.from(diagram.pairing) },
          said: said(scalingRow(diagram)),
        }),
      ),
    ];
    return diagrams.length === 0
      ? []
      : [
          { kind: "heading", text: `Order ${order}` },
          { kind: "diagrams", diagrams },
        ];
  });
  return illustratedLatex(series.naming.title, pieces, true);
}

/** How many pictures a document may have: TikZ sets some fifty a second. */
const mostPictures = 2000;

const expandMarkdown = ({ naming, orders }: ScalingSeries): string =>
  [
    `# ${naming.title}`,
    "",
    `${units}.`,
    "",
    ...orders.flatMap((own) => [
      `**Order ${own.order}**, ${plural(own.diagrams, "diagram")}:`,
      "",
      `$$${terms(own, tex).join(" ")}$$`,
      "",
    ]),
  ].join("\n");

const tableMarkdown = (series: ScalingSeries): string =>
  [
    `# ${series.naming.title}`,
    "",
    "| diagram | part | weight | monomial | rungs | dual |",
    "|:--|:--|--:|:--|:--|:--|",
    ...rowsOf(series).map(
      (row) =>
        `| \`${row.id}\` | ${row.part} | ${signed(row)} | $${monomialText(row.monomial, tex)}$ | ${rungsText(row)} | ${row.id === row.dual ? "itself" : `\`${row.dual}\``} |`,
    ),
    "",
    `${units}.`,
    "",
  ].join("\n");

const seriesLegend: readonly string[] = [
  "N features, T samples, t_e the trace of the e-th power of the data's covariance",
  "in units C sigma_w²/2M; a factor s/γ an order is left out, s = sigma_u²/M; a diagram of L2 counts twice",
];

const pageText = ({ naming, certificate }: ScalingSeries): PageText => ({
  title: naming.title,
  legend: seriesLegend,
  certificate,
});

const orderHeading = ({ order, diagrams }: ScalingOrder): string => `${power(order)}: ${plural(diagrams, "diagram")}`;

const expandHtml = (series: ScalingSeries): string =>
  answerPage(
    pageText(series),
    series.orders
      .map(
        (own) =>
          `<h2>${escapeXml(orderHeading(own))}</h2>\n<p class="formula">${mathmlInPieces(terms(own, tex).join(" "))}</p>`,
      )
      .join("\n"),
  );

function tableHtml(series: ScalingSeries): string {
  const named = (diagram: ScalingDiagram, id: string, mark = ""): string =>
    `${circleSvg(diagram, { size: 130, mark })}<br><code>${escapeXml(id)}</code>`;
  const sections = series.orders.map((own) => ({
    heading: orderHeading(own),
    rows: [
      ...mapped(
        scalingDiagrams({ ...series.request, orders: [own.order, own.order] }, { maxTerms: mostPictures }),
        (diagram): string[] => {
          const row = scalingRow(diagram);
          return [
            named(diagram, row.id),
            mathmlInPieces(`${signFront(row)} ${monomialText(row.monomial, tex)}`),
            escapeXml(rungsText(row)),
            row.id === row.dual ? "itself" : named(dualOf(diagram), row.dual, "dual-"),
          ];
        },
      ),
    ],
  }));
  return answerPage(pageText(series), htmlTable(["diagram", "adds", "rungs", "dual"], sections));
}

const expandCsv = ({ orders }: ScalingSeries): string =>
  records([
    ["order", "coefficient", "monomial"],
    ...orders.flatMap(({ order, sum }) =>
      sorted(sum).map(({ coefficient, monomial }) => [order, Q.toText(coefficient), monomialText(monomial, ascii)]),
    ),
  ]);

const tableCsv = (series: ScalingSeries): string =>
  records([
    ["id", "order", "part", "word", "pairs", "weight", "monomial", "rungs", "genus", "dual"],
    ...rowsOf(series).map((row) => [
      row.id,
      row.order,
      row.part,
      row.word,
      pairsText(row),
      signed(row),
      monomialText(row.monomial, ascii),
      rungsText(row),
      row.genus,
      row.dual,
    ]),
  ]);

/** Sums order by order. */
export const seriesExpansion: Formats<ScalingSeries> = {
  text: (series, { paint }) => expandText(series, paint),
  latex: expandLatex,
  markdown: expandMarkdown,
  html: expandHtml,
  csv: expandCsv,
  json: (series) => document(series, { series: plainOrders(series) }),
};

/** Tables of diagrams. */
export const seriesTable: Formats<ScalingSeries> = {
  text: (series, { paint }) => tableText(series, paint),
  latex: (series, { standalone = false }) => (standalone ? picturesLatex(series) : tableLatex(series)),
  markdown: tableMarkdown,
  html: tableHtml,
  csv: tableCsv,
  json: (series) => document(series, { diagrams: rowsOf(series).map(plainScalingRow), series: plainOrders(series) }),
};

/** The proof alone. */
export const seriesCertificate: Formats<ScalingSeries> = {
  text: (answer, { paint }) => certificateDocument(answer, paint),
  json: (series) => document(series, {}),
};

import { factorial } from "../../algebra/integers.js";
import { monomial, multiplyMonomials, toPlain } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import type { ActionAnswer } from "../../answer/action/action.js";
import { UserError } from "../../foundation/errors.js";
import { escapeXml } from "../../foundation/xml.js";
import { monomialText, type Notation, numberText } from "../../notation/notation.js";
import { ascii, texOfAction, unicodeOfAction } from "../../notation/notations.js";
import { type Drawable, kernelDrawable } from "../../pictures/drawable.js";
import { diagramSvg } from "../../pictures/svg.js";
import { diagramTikz } from "../../pictures/tikz.js";
import { raisedPower, subscript, texPower } from "../../symbols/spelling.js";
import { commonWidth, fieldsSquared, kernelOf } from "../../symbols/symbols.js";
import type { ActionTerm } from "../../theory/action/diagrams.js";
import { records } from "../csv.js";
import { type Formats, type Paint, unpainted } from "../format.js";
import { answerPage, htmlTable } from "../html-table.js";
import { layOut } from "../layout.js";
import { mathmlInPieces } from "../mathml.js";
import { remark } from "../numbers.js";
import { preambleBody, preamblePackages } from "../preamble.js";
import { tabular } from "../tabular.js";
import { article, verbatimTex } from "../tex.js";
import { certificateLines } from "../text.js";
import { plural } from "../words.js";
import { actionJson, kernelUnicode, orderName, orderUnicode, titleTex, writtenBy } from "./couplings.js";

/* The diagrams of an action, one a row, with what each adds to S. */

/** The numbers of legs of a diagram's vertices, each with how often it occurs, largest first. */
function vertexSizes({ diagram }: ActionTerm): [legs: number, times: number][] {
  const counts = new Map<number, number>();
  for (const { legs } of diagram.vertices) counts.set(legs, (counts.get(legs) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => b - a);
}

/** h₂ h₁². */
export const vertexNames = (term: ActionTerm): string =>
  vertexSizes(term)
    .map(([legs, times]) => `h${subscript(legs)}${raisedPower(times)}`)
    .join(" ");

/** What a diagram adds to S, its vertices as factors: −1/8 V₄/(n′ K²) (n − q/K)². */
export function productText(term: ActionTerm, answer: Pick<ActionAnswer, "request">, notation: Notation): string {
  const kernel = kernelOf(answer.request);
  const sizes = vertexSizes(term);
  const legs = sizes.reduce((sum, [m, times]) => sum + m * times, 0);
  // h^(m) = (-1)^m (m-1)! K^-m (n - m q/K)/2.
  const sign = legs % 2 === 0 ? -1 : 1;
  const weight = sizes.reduce((product, [m, times]) => product * factorial(m - 1) ** BigInt(times), 1n);
  const coefficient = Q.rational(
    BigInt(sign) * weight,
    term.automorphisms * 2n ** BigInt(term.diagram.vertices.length),
  );
  const front = multiplyMonomials(term.blobs, monomial([[kernel, -legs]]));
  const n = notation.symbol(commonWidth, 1);
  const brackets = sizes.map(([m, times]) => {
    const q = notation.fraction(
      `${m === 1 ? "" : `${m}${notation.times}`}${notation.symbol(fieldsSquared, 1)}`,
      notation.symbol(kernel, 1),
      1,
    );
    const isTex = notation === texOfAction;
    const [open, close] = isTex ? ["\\bigl(", "\\bigr)"] : ["(", ")"];
    const power = isTex ? texPower(times) : notation === ascii ? (times === 1 ? "" : `^${times}`) : raisedPower(times);
    return `${open}${n} ${notation.minus}${q}${close}${power}`;
  });
  const factors = [monomialText(front, notation), ...brackets];
  if (!Q.isOne(Q.absolute(coefficient)))
    return [numberText(coefficient, notation), ...factors].join(notation.coefficientTimes);
  return (coefficient.num < 0n ? notation.negative : "") + factors.join(notation.coefficientTimes);
}

/** How wide what a row adds to S may be on a terminal. */
const widestProduct = 36;

/** A product in pieces between which a line may be broken: before its brackets. */
const productPieces = (text: string): string[] => text.split(/ (?=\()/);

/** The rows of an answer. @throws UserError where the diagrams were too many to be listed */
function rowsOf({ orders, naming, request }: ActionAnswer): ActionTerm[] {
  if (request.trees)
    throw new UserError(
      "request/unsupported",
      `${naming.text}: a tree also adds to lower couplings, so its row would say more than the leading ones\nexpected the same without "at tree level", or expand`,
    );
  if (orders.some(({ terms }) => terms === undefined))
    throw new UserError(
      "budget",
      `${naming.text} has ${orders.reduce((total, { diagrams }) => total + diagrams, 0n)} diagrams, more than the budget\nexpected a lower order, a larger --max-terms, or expand, which needs none of them`,
    );
  return orders.flatMap(({ terms = [] }) => terms);
}

function tableText(answer: ActionAnswer, paint: Paint = unpainted): string {
  const all = rowsOf(answer);
  const { titles, rows } = layOut(
    [
      { title: "#", align: "right" },
      { title: "diagram", align: "left", widest: 14 },
      { title: "loops", align: "right" },
      { title: "|Aut|", align: "right" },
      { title: "vertices", align: "left" },
      { title: "adds to S", align: "left", widest: widestProduct },
    ],
    all.map((term, i) => [
      String(i + 1),
      term.id.split(/(?<=\.)/),
      String(term.loops),
      String(term.automorphisms),
      vertexNames(term),
      productPieces(productText(term, answer, unicodeOfAction)),
    ]),
    ["", ""],
  );
  let next = 0;
  return [
    ...remark(answer.naming.title, (_, text) => paint("title", text)),
    "",
    paint("heading", titles),
    ...answer.orders.flatMap(({ order, terms = [] }) => {
      const own = rows.slice(next, next + terms.length).flat();
      next += terms.length;
      return [paint("heading", `${orderUnicode(order)}: ${plural(terms.length, "diagram")}`), ...own];
    }),
    "",
    ...remark(rowLegend(answer), paint),
    "",
    ...certificateLines(answer.certificate, paint),
    "",
  ].join("\n");
}

/** A row as JSON output carries it. */
export const plainRow = (term: ActionTerm) => ({
  id: term.id,
  order: term.order,
  loops: term.loops,
  vertices: term.diagram.vertices.map(({ legs }) => ({ legs })),
  blobs: term.diagram.blobs,
  edges: term.diagram.edges.map(([v, b]) => [v, b]),
  symmetry: Q.toText(Q.rational(1n, term.automorphisms)),
  automorphisms: String(term.automorphisms),
  terms: toPlain(term.value),
});

/** How many pictures a document may have. */
const mostPictures = 2000;

async function tableTex(answer: ActionAnswer, standalone: boolean): Promise<string> {
  const all = rowsOf(answer);
  const hasPictures = standalone && all.length <= mostPictures;
  const kernel = kernelOf(answer.request).name;
  const legend = `A row is minus the product of vertices and blobs over $|\\mathrm{Aut}|$: $h_m = (-1)^m (m-1)!\\,(n_\\ell - m q/${kernel})/(2 ${kernel}^m)$ for a vertex with $m$ legs, cumulants $V_{2b}$ of the kernel for blobs with $b$; $q = \\phi\\cdot\\phi$, $n_\\ell$ the neurons of layer $\\ell$.`;
  const fragment = tabular(
    [answer.naming.title, legend.replaceAll("$", "")],
    [
      { title: "", align: "r" },
      { title: "order", align: "r" },
      { title: "loops", align: "r" },
      ...(hasPictures ? [{ title: "diagram", align: "l" } as const] : []),
      { title: "id", align: "l" },
      { title: "$|\\mathrm{Aut}|$", align: "r" },
      { title: "adds to $S$", align: "l" },
    ],
    all.map((term, i) => [
      String(i + 1),
      String(term.order),
      String(term.loops),
      // In the middle of its line.
      ...(hasPictures ? [`\\raisebox{-0.5\\height}{${diagramTikz(drawable(term), { widest: 32 })}}`] : []),
      verbatimTex(term.id),
      String(term.automorphisms),
      `$${productText(term, answer, texOfAction)}$`,
    ]),
    undefined,
    // In a document of its own a table may always be split; in a paper its rows are taller than lines.
    standalone ? 0 : 25,
  );
  if (!standalone) return fragment;
  return article(
    titleTex(answer.naming.title),
    [
      ...writtenBy(answer.naming.title, "booktabs, longtable and tikz"),
      "\\renewcommand{\\arraystretch}{1.5}",
      fragment,
      `\\medskip\\noindent\\footnotesize Open circles are vertices, hatched discs blobs, double lines legs. ${legend}`,
    ].join("\n"),
    preamblePackages,
    [preambleBody],
  );
}

/** A diagram as pictures take it: its vertices are h_m, and no external pairs leave them. */
export const drawable = ({ diagram }: Pick<ActionTerm, "diagram">): Drawable => ({
  ...kernelDrawable(diagram),
  vertices: diagram.vertices.map(({ legs }) => ({
    name: { tex: `h_{${legs}}`, base: "h", below: String(legs) },
    pairs: [],
  })),
});

/** What a row is, in words. */
const rowLegend = ({ request }: ActionAnswer): string =>
  `a row is minus the product of its vertices and blobs over |Aut|, and adds to every coupling; h_m, a vertex with m legs, is (−1)^m (m−1)! (n − m q/${kernelUnicode(request)})/(2 ${kernelUnicode(request)}^m), the m-th derivative of the log of the Gaussian's density; q = φ·φ`;

function tableHtml(answer: ActionAnswer): string {
  // What has no rows is refused there.
  rowsOf(answer);
  let number = 0;
  return answerPage(
    { title: answer.naming.title, legend: [rowLegend(answer)], certificate: answer.certificate },
    htmlTable(
      ["#", "loops", "diagram", "|Aut|", "adds to S"],
      answer.orders.map(({ order, terms = [] }) => ({
        heading: `${orderName(order)}: ${plural(terms.length, "diagram")}`,
        rows: terms.map((term) => [
          String(++number),
          String(term.loops),
          `${diagramSvg(drawable(term), { id: term.id, styled: false })}<br><code>${escapeXml(term.id)}</code>`,
          String(term.automorphisms),
          mathmlInPieces(productText(term, answer, texOfAction)),
        ]),
      })),
    ),
  );
}

const tableMarkdown = (answer: ActionAnswer): string =>
  [
    `# ${answer.naming.title}`,
    "",
    "| order | diagram | loops | Aut | adds to S |",
    "|--:|:--|--:|--:|:--|",
    ...rowsOf(answer).map(
      (term) =>
        `| ${term.order} | \`${term.id}\` | ${term.loops} | ${term.automorphisms} | $${productText(term, answer, texOfAction)}$ |`,
    ),
    "",
  ].join("\n");

const tableCsv = (answer: ActionAnswer): string =>
  records([
    ["number", "id", "order", "loops", "automorphisms", "result"],
    ...rowsOf(answer).map((term, i) => [
      i + 1,
      term.id,
      term.order,
      term.loops,
      String(term.automorphisms),
      productText(term, answer, ascii),
    ]),
  ]);

/** The diagrams, one a row. */
export const actionTable: Formats<ActionAnswer> = {
  text: (answer, { paint }) => tableText(answer, paint),
  latex: (answer, { standalone = false }) => tableTex(answer, standalone),
  markdown: tableMarkdown,
  html: tableHtml,
  csv: tableCsv,
  json: (answer) => actionJson(answer, { diagrams: rowsOf(answer).map(plainRow) }),
};

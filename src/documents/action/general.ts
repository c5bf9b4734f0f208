import * as Q from "../../algebra/rational.js";
import type { GeneralActionAnswer } from "../../answer/action/action.js";
import { version } from "../../foundation/version.js";
import { escapeXml } from "../../foundation/xml.js";
import { monomialText, type Notation, numberText } from "../../notation/notation.js";
import { texOfAction, unicodeOfAction } from "../../notation/notations.js";
import { kernelOf } from "../../symbols/symbols.js";
import {
  bilinears,
  contractionOf,
  type TraceDiagram,
  traceCoefficient,
  traceId,
  traceWidths,
} from "../../theory/action/traces.js";
import { records } from "../csv.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "../format.js";
import { answerPage, htmlEquations, htmlTable, type PageText } from "../html-table.js";
import { pretty } from "../json.js";
import { sumLines } from "../layout.js";
import { mathmlInPieces } from "../mathml.js";
import { remark } from "../numbers.js";
import { tabular } from "../tabular.js";
import { article, verbatimTex } from "../tex.js";
import { certificateDocument, certificateLines } from "../text.js";
import { plural } from "../words.js";
import {
  countText,
  formulaMarkdown,
  kernelUnicode,
  orderName,
  orderUnicode,
  plainAction,
  titleTex,
  writtenBy,
} from "./couplings.js";

/* The action of a layer for several inputs: a sum of products of tensors, the slots of which are summed over the inputs. */

/** How a format spells a tensor with its slots. */
export interface TensorNotation extends Notation {
  readonly line: (isField: boolean, slots: string) => string;
  readonly pairs: string;
}

/** For terminals. */
export const unicodeTensors: TensorNotation = {
  ...unicodeOfAction,
  line: (isField, slots) => `${isField ? "Q̃" : "Γ"}(${slots})`,
  pairs: "; ",
};

const tex: TensorNotation = {
  ...texOfAction,
  line: (isField, slots) => `${isField ? "\\tilde Q" : "\\Gamma"}(${slots})`,
  pairs: ";",
};

/** The tensors of a diagram in order: blobs; then Gamma and Qt. */
function tensors(diagram: TraceDiagram, notation: TensorNotation): [cumulants: string[], lines: string[]] {
  const { blobs, lines } = contractionOf(diagram);
  return [
    blobs.map(
      ({ symbol, pairs }) =>
        `${notation.symbol(symbol, 1)}(${pairs.map((pair) => pair.join(",")).join(notation.pairs)})`,
    ),
    lines.map(({ isField, slots }) => notation.line(isField, slots.join(","))),
  ];
}

/** The same with the names of JSON: V_4(1,2;3,4), Gamma(2,3), Qt(1,4). */
export function tensorNames(diagram: TraceDiagram): string[] {
  const { blobs, lines } = contractionOf(diagram);
  return [
    ...blobs.map(({ symbol, pairs }) => `${symbol.name}(${pairs.map((pair) => pair.join(",")).join(";")})`),
    ...lines.map(({ isField, slots }) => `${isField ? "Qt" : "Gamma"}(${slots.join(",")})`),
  ];
}

/** The number and the widths in front of the tensors, without its sign. */
function front(diagram: TraceDiagram, notation: Notation): string[] {
  const coefficient = Q.absolute(traceCoefficient(diagram));
  const widths = traceWidths(diagram);
  return [
    ...(Q.isOne(coefficient) ? [] : [numberText(coefficient, notation)]),
    ...(widths.factors.length === 0 ? [] : [monomialText(widths, notation)]),
  ];
}

/** A term with its sign. */
export function termText(
  diagram: TraceDiagram,
  notation: TensorNotation,
  isFirst: boolean,
  /** What stands between the cumulants and the lines of a long product. */
  lineBreak?: string,
): string {
  const isNegative = traceCoefficient(diagram).num < 0n;
  const sign = isFirst ? (isNegative ? notation.negative : "") : isNegative ? notation.minus : notation.plus;
  const [cumulants, lines] = tensors(diagram, notation);
  const isLong = lineBreak !== undefined && cumulants.length + lines.length > longProduct;
  return (
    sign +
    [[...front(diagram, notation), ...cumulants].join(notation.times), lines.join(notation.times)].join(
      isLong ? lineBreak : notation.times,
    )
  );
}

/** More tensors than this do not fit on a line of a column. */
const longProduct = 4;

/** The terms of an order by their number of fields, the most first. */
function byFields(terms: readonly TraceDiagram[]): { readonly phi: number; readonly terms: readonly TraceDiagram[] }[] {
  const groups = new Map<number, TraceDiagram[]>();
  for (const term of terms) groups.set(bilinears(term), [...(groups.get(bilinears(term)) ?? []), term]);
  return [...groups].map(([fields, own]) => ({ phi: 2 * fields, terms: own }));
}

const nameOf = (phi: number): string =>
  ["constant", "quadratic", "quartic", "sextic", "octic"][phi / 2] ?? `of ${phi} fields`;

function expansionText(
  { naming, orders, certificate, request }: GeneralActionAnswer,
  paint: Paint = unpainted,
): string {
  return [
    ...remark(naming.title, (_, text) => paint("title", text)),
    request.orders[0] > 0
      ? `the part of S of order ${orderUnicode(request.orders[1])}:`
      : `S = (1/2) tr Γ Q + (n/2) log det 2π ${kernelUnicode(request)} + what stands below`,
    "",
    ...orders.flatMap(({ order, terms }) => [
      paint("heading", `${orderUnicode(order)}: ${countText({ request }, terms.length)}`),
      ...byFields(terms).flatMap(({ phi, terms: own }) =>
        sumLines(
          `  ${nameOf(phi).padEnd(10)}`,
          own.map((term, i) => termText(term, unicodeTensors, i === 0)),
          terminalColumns,
        ),
      ),
      "",
    ]),
    ...remark(legendText({ request }), paint),
    "",
    ...certificateLines(certificate, paint),
    "",
  ].join("\n");
}

/** What the symbols mean. */
const legendText = ({ request }: Pick<GeneralActionAnswer, "request">): string =>
  `Q(x,y) = Σᵢ φᵢ(x) φᵢ(y) over the n neurons of layer l, Γ = ${kernelUnicode(request)}⁻¹, Q̃ = Γ Q Γ; n′ = n_{l-1}; V_4(1,2; 3,4)/n′ and so on are cumulants of G(1,2), G(3,4) in layer l${request.about === "K_0" ? ", K_p(1,2)/n′^p orders of its mean" : ""}; each slot 1, 2, ... is summed over all inputs`;

const furtherLine = " \\\\\n& \\qquad ";

function formulaTex({ orders, request }: GeneralActionAnswer): string[] {
  const lines = orders.flatMap(({ order, terms }) =>
    terms.map((term, i) =>
      i === 0
        ? `S_{${order}} ={}& ${termText(term, tex, true, furtherLine)}`
        : `& ${termText(term, tex, false, furtherLine).replace(/^([+-]) /, "{}$1 ")}`,
    ),
  );
  return [
    "\\begin{align*}",
    [
      ...(request.orders[0] > 0
        ? []
        : [
            `S_0 ={}& \\tfrac12 \\operatorname{tr} \\Gamma Q + \\tfrac{n_\\ell}{2} \\log\\det 2\\pi ${kernelOf(request).name}`,
          ]),
      ...lines,
    ].join(" \\\\\n"),
    "\\end{align*}",
  ];
}

const legendTex = ({ request }: GeneralActionAnswer): string =>
  `$Q(x,y) = \\sum_i \\phi_i(x)\\,\\phi_i(y)$ over the $n_\\ell$ neurons of layer $\\ell$, $\\Gamma = ${request.about === "K_0" ? "K_0" : "K"}^{-1}$, $\\tilde Q = \\Gamma Q \\Gamma$; each slot $1, 2, \\dots$ is summed over all inputs.`;

function expansionTex(answer: GeneralActionAnswer, standalone: boolean): string {
  const body = [...writtenBy(answer.naming.title, "amsmath"), ...formulaTex(answer)].join("\n");
  return standalone
    ? article(
        titleTex(answer.naming.title),
        `\\allowdisplaybreaks\n${body}\n\n\\medskip\\noindent\\footnotesize ${legendTex(answer)}`,
        ["amsmath"],
      )
    : `% ${legendTex(answer).replaceAll("$", "")}\n{\\allowdisplaybreaks\n${body}\n}\n`;
}

const expansionMarkdown = (answer: GeneralActionAnswer): string =>
  `${formulaMarkdown(answer.naming.title, formulaTex(answer))}\n${legendTex(answer)}\n`;

const pageText = (answer: GeneralActionAnswer): PageText => ({
  title: answer.naming.title,
  legend: [legendText(answer)],
  certificate: answer.certificate,
});

const expansionHtml = (answer: GeneralActionAnswer): string =>
  answerPage(pageText(answer), htmlEquations(formulaTex(answer).slice(1, -1)));

const tableHtml = (answer: GeneralActionAnswer): string => {
  let number = 0;
  return answerPage(
    pageText(answer),
    htmlTable(
      ["#", "id", "|Aut|", "adds to S"],
      answer.orders.map(({ order, terms }) => ({
        heading: `${orderName(order)}: ${plural(terms.length, "diagram")}`,
        rows: terms.map((term) => [
          String(++number),
          `<code>${escapeXml(traceId(term))}</code>`,
          String(term.automorphisms),
          mathmlInPieces(termText(term, tex, true)),
        ]),
      })),
    ),
  );
};

const csv = ({ orders }: GeneralActionAnswer): string =>
  records([
    ["order", "phi", "id", "automorphisms", "coefficient", "n", "tensors"],
    ...orders.flatMap(({ order, terms }) =>
      terms.map((term) => [
        order,
        2 * bilinears(term),
        traceId(term),
        String(term.automorphisms),
        Q.toText(traceCoefficient(term)),
        term.circles.length - bilinears(term),
        tensorNames(term).join(" "),
      ]),
    ),
  ]);

/** A diagram as JSON output carries it. */
export const plainTrace = (term: TraceDiagram) => ({
  id: traceId(term),
  order: term.order,
  automorphisms: String(term.automorphisms),
  coefficient: Q.toText(traceCoefficient(term)),
  powers: Object.fromEntries(traceWidths(term).factors.map(({ symbol, power }) => [symbol.name, power])),
  tensors: tensorNames(term),
});

const json = (answer: GeneralActionAnswer, rows = false): string =>
  pretty({
    oneovern: version,
    request: plainAction(answer),
    ...(rows ? { diagrams: answer.orders.flatMap(({ terms }) => terms.map(plainTrace)) } : {}),
    constant: `(n/2) log det(2 pi ${answer.request.about === "K_0" ? "K_0" : "K"})`,
    couplings: [
      ...(answer.request.orders[0] === 0
        ? [{ phi: 2, order: 0, terms: [{ coefficient: "1/2", powers: {}, tensors: ["Gamma(1,2)", "Q(1,2)"] }] }]
        : []),
      ...answer.orders.flatMap(({ order, terms }) =>
        byFields(terms).map(({ phi, terms: own }) => ({ phi, order, terms: own.map(plainTrace) })),
      ),
    ],
    certificate: answer.certificate,
  });

/** The rows of a table in TeX. */
const tableTex = (answer: GeneralActionAnswer): string =>
  tabular(
    [answer.naming.title],
    [
      { title: "", align: "r" },
      { title: "id", align: "l" },
      { title: "$|\\mathrm{Aut}|$", align: "r" },
      { title: "adds to $S$", align: "l" },
    ],
    answer.orders
      .flatMap(({ terms }) => terms)
      .map((term, i) => [
        String(i + 1),
        verbatimTex(traceId(term)),
        String(term.automorphisms),
        `$${termText(term, tex, true)}$`,
      ]),
  );

function tableText({ naming, orders, certificate }: GeneralActionAnswer, paint: Paint = unpainted): string {
  let row = 0;
  return [
    ...remark(naming.title, (_, text) => paint("title", text)),
    "",
    ...orders.flatMap(({ order, terms }) => [
      paint("heading", `${orderUnicode(order)}: ${plural(terms.length, "diagram")}`),
      ...terms.flatMap((term) => {
        row++;
        const head = `${String(row).padStart(4)}  ${traceId(term).padEnd(18)} 1/|Aut| = 1/${term.automorphisms}  `;
        return sumLines(head, [termText(term, unicodeTensors, true)], terminalColumns);
      }),
      "",
    ]),
    ...remark(
      "T-Qab.a: circles of fluctuations g = G − K, each a trace, Q where the fields stand; equal letters are legs of one blob; Γ between neighbours, Q̃ where Q stands",
      paint,
    ),
    "",
    ...certificateLines(certificate, paint),
    "",
  ].join("\n");
}

/** The couplings. */
export const generalExpansion: Formats<GeneralActionAnswer> = {
  text: (answer, { paint }) => expansionText(answer, paint),
  latex: (answer, { standalone = false }) => expansionTex(answer, standalone),
  markdown: expansionMarkdown,
  html: expansionHtml,
  csv,
  json: (answer) => json(answer),
};

/** The diagrams, one a row. */
export const generalTable: Formats<GeneralActionAnswer> = {
  text: (answer, { paint }) => tableText(answer, paint),
  latex: (answer, { standalone = false }) =>
    standalone
      ? article(
          titleTex(answer.naming.title),
          `${tableTex(answer)}\n\\medskip\\noindent\\footnotesize ${legendTex(answer)}`,
          ["amsmath", "booktabs", "longtable"],
        )
      : tableTex(answer),
  markdown: expansionMarkdown,
  html: tableHtml,
  csv,
  json: (answer) => json(answer, true),
};

/** The proof alone. */
export const generalCertificate: Formats<GeneralActionAnswer> = {
  text: (answer, { paint }) => certificateDocument(answer, paint),
  json: (answer) => json(answer),
};

import { type Front, groupedBy } from "../algebra/fronts.js";
import { orderOfMonomial } from "../algebra/orders.js";
import { type Monomial, type Polynomial, restrict, type Summand, sorted, toPlain } from "../algebra/polynomial.js";
import type { Correlation } from "../answer/correlate.js";
import { version } from "../foundation/version.js";
import { type CorrelatorRequest, printRequest } from "../language/request.js";
import { monomialText, type Notation, numberText, signedTerms } from "../notation/notation.js";
import { tex, unicode } from "../notation/notations.js";
import { texName } from "../symbols/spelling.js";
import { sumRecords } from "./csv.js";
import { type FormatOptions, type Formats, terminalColumns, unpainted } from "./format.js";
import { answerPage, htmlEquations, htmlTable } from "./html-table.js";
import { pretty } from "./json.js";
import { layOut, sumLines } from "./layout.js";
import { mathmlInPieces } from "./mathml.js";
import { plainRequest } from "./plain.js";
import { fillTemplate } from "./template.js";
import { packedTex } from "./template-helpers.js";
import { certificateLines, certificateReport, titleLines } from "./text.js";

/* Documents of a correlator: `table` has one row a term, `expand` collects what stands beside the same deltas. */

/** The terms with the same deltas in front. */
const groupsOf = (sum: Polynomial): Front[] => groupedBy(inOrder(sum), ({ kind }) => kind === "delta");

/** Terms by the power of 1/n, then in the order of symbols. */
const inOrder = (sum: Polynomial): Summand[] =>
  sorted(sum)
    .map((term, place) => ({ term, place }))
    .sort((a, b) => orderOfMonomial(a.term.monomial) - orderOfMonomial(b.term.monomial) || a.place - b.place)
    .map(({ term }) => term);

function leftTex({ correlator }: CorrelatorRequest): string {
  const fields = correlator.fields.map(({ index, input }) => `\\phi_{${texName(index)}}(${texName(input)})`);
  return `\\langle ${fields.join(" ")} \\rangle${correlator.connected ? "_{\\text{connected}}" : ""}`;
}

/** What the symbols of a correlator mean. */
export const correlatorLegend = [
  "K(x,y): the kernel of layer l; V₄(x,y; z,w), ...: its vertices; n = n_{l-1}",
  "δ_ij: 1 where the neuron indices i and j are equal, else 0",
];

/** The order of a bracket's terms: by powers of 1/n. */
const bracketPieces = (bracket: Polynomial, notation: Notation): string[] =>
  inOrder(bracket).flatMap((term, i) => {
    const [text = ""] = signedTerms(new Map([[term.monomial.key, term]]), notation);
    return i === 0 ? [text] : [`${notation.plus}${text}`];
  });

const title = ({ request, sum }: Correlation): string =>
  `${printRequest(request)}: ${sum.size} term${sum.size === 1 ? "" : "s"}`;

function text(correlation: Correlation, product: "table" | "expand", { paint = unpainted }: FormatOptions): string {
  const body = product === "table" ? tableLines(correlation, paint) : groupLines(correlation.sum);
  return `${[
    ...titleLines(title(correlation), paint),
    "",
    ...body,
    "",
    ...correlatorLegend.map((line) => paint("quiet", line)),
    "",
    ...certificateLines(correlation.certificate, paint),
  ].join("\n")}\n`;
}

function tableLines({ sum }: Correlation, paint: NonNullable<FormatOptions["paint"]>): string[] {
  const { titles, rows } = layOut(
    [
      { title: "#", align: "right" },
      { title: "times", align: "right" },
      { title: "deltas", align: "left", widest: 24 },
      { title: "1/n's", align: "left" },
      { title: "kernel and vertices", align: "left", widest: 40 },
    ],
    inOrder(sum).map(({ coefficient, monomial }, i) => [
      String(i + 1),
      numberText(coefficient, unicode),
      part(monomial, "delta", unicode).split(" "),
      part(monomial, "width", unicode),
      part(monomial, "cumulant", unicode).split(/(?<=\)[⁰-⁹²³¹]*) /),
    ]),
  );
  return [paint("heading", titles), ...rows.flat()];
}

const part = (m: Monomial, wanted: "delta" | "width" | "cumulant", notation: Notation): string =>
  monomialText(
    restrict(m, ({ kind }) => kind === wanted),
    notation,
  );

/** A sum with the deltas of each group in front, as lines of a terminal. */
export function groupLines(sum: Polynomial): string[] {
  return groupsOf(sum).flatMap(({ front: deltas, bracket }, i) => {
    const front = monomialText(deltas, unicode);
    const pieces = bracketPieces(bracket, unicode);
    const head = `  ${i === 0 ? "  " : "+ "}${front === "" ? "" : `${front} `}`;
    if (pieces.length === 1 || front === "") return sumLines(head, pieces, terminalColumns);
    pieces[pieces.length - 1] += " )";
    return sumLines(`${head}( `, pieces, terminalColumns);
  });
}

/** About how much of a sum fits on a line beside its left side. */
const widestLine = 60;

/** The most fields whose correlator leaves room beside it. */
const mostBeside = 4;

function latexBody({ request, sum }: Correlation): string {
  const lines = groupsOf(sum).map(({ front: deltas, bracket }) => {
    const front = monomialText(deltas, tex);
    const pieces = bracketPieces(bracket, tex);
    if (pieces.length === 1) return [front, pieces[0]].filter((piece) => piece !== "").join(" ");
    const inside = packedTex(pieces, widestLine).join(" \\\\\n&\\qquad ");
    return front === "" ? inside : `${front} \\Bigl( ${inside} \\Bigr)`;
  });
  const isLong = request.correlator.fields.length > mostBeside;
  const left = isLong ? `& ${leftTex(request)} \\\\\n={}& ` : `${leftTex(request)} ={}& `;
  return `\\begin{align*}\n${left}${lines.join(" \\\\\n&{+}\\, ")}\n\\end{align*}`;
}

async function latex(correlation: Correlation, standalone: boolean): Promise<string> {
  const head = `% ${title(correlation)}. Written by oneovern ${version}; needs amsmath.`;
  const body = `${head}\n${latexBody(correlation)}\n`;
  if (!standalone) return body;
  return fillTemplate("latex-correlator", {
    title: `$${leftTex(correlation.request)}$`,
    body,
    oneovern: version,
  });
}

/** The record of JSON: the sum with its certificate. */
const correlationJson = ({ request, sum, certificate }: Correlation): string =>
  pretty({
    oneovern: version,
    request: { ...plainRequest(request, printRequest(request)), correlator: request.correlator },
    sum: toPlain(sum),
    certificate,
  });

const markdown = (correlation: Correlation): string =>
  `**${title(correlation)}**\n\n$$\n${latexBody(correlation).replaceAll("align*", "aligned")}\n$$\n`;

/** The lines of the sum, each with its deltas in front. */
const html = (correlation: Correlation, product: "table" | "expand"): string =>
  answerPage(
    { title: title(correlation), legend: correlatorLegend, certificate: correlation.certificate },
    product === "expand"
      ? htmlEquations(latexBody(correlation).split("\n").slice(1, -1))
      : htmlTable(
          ["#", "times", "deltas", "1/n's", "kernel and vertices"],
          [
            {
              rows: inOrder(correlation.sum).map(({ coefficient, monomial }, i) => [
                String(i + 1),
                ...[
                  numberText(coefficient, tex),
                  part(monomial, "delta", tex),
                  part(monomial, "width", tex),
                  part(monomial, "cumulant", tex),
                ].map((formula) => (formula === "" ? "" : mathmlInPieces(formula))),
              ]),
            },
          ],
        ),
  );

/** A correlator in the formats of `table` and `expand`, which differ in text alone. */
export const correlatorFormats = (product: "table" | "expand"): Formats<Correlation> => ({
  text: (correlation, options) => text(correlation, product, options),
  latex: (correlation, { standalone = false }) => latex(correlation, standalone),
  markdown,
  html: (correlation) => html(correlation, product),
  csv: ({ sum }) => sumRecords(sum, inOrder(sum)),
  json: correlationJson,
});

/** The report of `certify`. */
const correlationCertificate = (correlation: Correlation, paint = unpainted): string =>
  `${[...titleLines(title(correlation), paint), "", ...certificateReport(correlation.certificate, paint)].join("\n")}\n`;

/** The formats of its certificate. */
export const correlatorCertificate: Formats<Correlation> = {
  text: (correlation, { paint }) => correlationCertificate(correlation, paint),
  json: correlationJson,
};

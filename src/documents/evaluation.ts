import * as Q from "../algebra/rational.js";
import { version } from "../foundation/version.js";
import type { Evaluation } from "../numbers/flow/evaluate.js";
import { records } from "./csv.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "./format.js";
import { pretty } from "./json.js";
import { layOut, wrapPieces } from "./layout.js";
import { networkText, percent, plainNetwork, remark, shortNumber } from "./numbers.js";
import { plainRequest } from "./plain.js";
import { fractionTex, numberTex, tabular } from "./tabular.js";
import { verbatimTex } from "./tex.js";

/* The product of `evaluate`. */

/** An evaluation as an aligned table. */
function evaluationText(evaluation: Evaluation, paint: Paint = unpainted): string {
  const { request, naming, network, rows, sum, recursion } = evaluation;
  if (recursion !== undefined) return recursionText(evaluation, recursion, paint);
  const isCorrelator = request.object === "correlator";
  const { titles, rows: lines } = layOut(
    [
      { title: "#", align: "right" },
      { title: isCorrelator ? "term" : "diagram", align: "left" },
      { title: "value", align: "right" },
      { title: "share", align: "right" },
    ],
    [
      ...rows.map(({ id, value, share, exact }, i) => [String(i + 1), id, textOf(exact, value), percent(share)]),
      ["", "sum", textOf(evaluation.exact?.sum, sum), ""],
    ],
  );
  return [
    paint("title", naming.title),
    ...remark(networkText(network), paint),
    ...namesText(evaluation).flatMap((text) => remark(text, paint)),
    "",
    paint("heading", titles),
    ...lines.flat(),
    "",
    ...(isCorrelator ? [] : [vertexLine(evaluation), ""]),
    ...symbolLines(evaluation, paint),
  ].join("\n");
}

/** A number, or the fraction that it is. */
const textOf = (exact: Q.Rational | undefined, value: number): string =>
  exact === undefined ? shortNumber(value) : Q.toText(exact);

/** What is said where there are no rows. */
const withoutRows =
  "more diagrams than --max-terms allows: by the recursion for the stationary value, all of them at once, without rows";

/** A vertex without rows. */
function recursionText(
  evaluation: Evaluation,
  { relativeError }: NonNullable<Evaluation["recursion"]>,
  paint: Paint,
): string {
  const { naming, network, sum } = evaluation;
  return [
    paint("title", naming.title),
    ...remark(networkText(network), paint),
    "",
    ...remark(withoutRows, paint),
    "",
    `sum = ${shortNumber(sum)}`,
    `${vertexLine(evaluation)}, relative error about ${relativeError.toExponential(0)}`,
    "",
  ].join("\n");
}

/** Past it the values of the symbols are left to JSON. */
const mostSymbols = 16;

/** What the rows are made of. */
function symbolLines({ symbols, layer }: Evaluation, paint: Paint): string[] {
  if (symbols.length === 0 || symbols.length > mostSymbols) return [];
  const values = symbols.map(({ name, value }) => `${name} = ${shortNumber(value)}`);
  const lines = wrapPieces(
    [`from layer ${layer - 1}:`, ...values.map((text, i) => (i < values.length - 1 ? `${text},` : text))],
    terminalColumns,
  );
  return [...lines.map((line) => paint("quiet", line)), ""];
}

/** What was asked for, by its name, and where that is a coefficient of a series also without its power of 1/n. */
function vertexLine({ naming, vertex, coefficient, layer, exact }: Evaluation): string {
  const line = `${naming.quantity} = ${textOf(exact?.vertex, vertex)} in layer ${layer}`;
  return coefficient === undefined ? line : `${line}, ${naming.coefficient} = ${shortNumber(coefficient)}`;
}

/** Which input each name stands for, and that neurons of different names are different ones. */
function namesText({ named, request }: Evaluation): string[] {
  const fields = request.object === "correlator" ? request.correlator.fields : [];
  const neurons = [...new Set(fields.map(({ index }) => index))];
  return [
    ...(named.length === 0 ? [] : [named.map(({ name, input }) => `${name} is input ${input + 1}`).join(", ")]),
    ...(neurons.length < 2 ? [] : [`${neurons.join(", ")} are different neurons`]),
  ];
}

/** An evaluation as plain data: numbers are floats. */
const evaluationJson = ({
  request,
  naming,
  network,
  layer,
  rows,
  sum,
  vertex,
  coefficient,
  named,
  symbols,
  recursion,
  exact,
}: Evaluation): string =>
  pretty({
    oneovern: version,
    request: plainRequest(request, naming.text),
    network: plainNetwork(network),
    layer,
    rows: rows.map(({ exact: fraction, ...row }, i) => ({
      number: i + 1,
      ...row,
      ...(fraction === undefined ? {} : { exact: Q.toText(fraction) }),
    })),
    sum,
    ...(naming.quantity === undefined ? {} : { quantity: naming.quantity }),
    vertex,
    ...(coefficient === undefined ? {} : { coefficient }),
    ...(named.length > 0 ? { inputs: Object.fromEntries(named.map(({ name, input }) => [name, input + 1])) } : {}),
    ...(symbols.length > 0 ? { symbols } : {}),
    ...(recursion === undefined ? {} : { recursion }),
    ...(exact === undefined ? {} : { exact: { sum: Q.toText(exact.sum), vertex: Q.toText(exact.vertex) } }),
  });

/** An evaluation as comma-separated values, one row a diagram; without rows the sum, as one of its own. */
const evaluationCsv = ({ rows, sum, recursion }: Evaluation): string =>
  records([
    ["number", "id", "order", "value", "share"],
    ...(recursion === undefined ? [] : [["", "sum", 0, sum, 1]]),
    ...rows.map(({ id, order, value, share, exact }, i) => [
      i + 1,
      id,
      order,
      exact === undefined ? value : Q.toText(exact),
      share,
    ]),
  ]);

/** An evaluation as a table in LaTeX, one row a diagram. */
const evaluationLatex = (evaluation: Evaluation): string =>
  tabular(
    [
      evaluation.naming.title,
      networkText(evaluation.network),
      vertexLine(evaluation),
      ...(evaluation.recursion === undefined ? [] : [withoutRows]),
    ],
    [
      { title: "", align: "r" },
      { title: evaluation.request.object === "correlator" ? "term" : "diagram", align: "l" },
      { title: "value", align: "r" },
      { title: "share", align: "r" },
    ],
    evaluation.rows.map(({ id, value, share, exact }, i) => [
      String(i + 1),
      verbatimTex(id),
      exact === undefined ? numberTex(value) : fractionTex(exact),
      percent(share).replace("%", "\\%"),
    ]),
    ["", "sum", evaluation.exact === undefined ? numberTex(evaluation.sum) : fractionTex(evaluation.exact.sum), ""],
  );

/** Its formats. */
export const evaluationFormats: Formats<Evaluation> = {
  text: (answer, { paint }) => evaluationText(answer, paint),
  json: evaluationJson,
  csv: evaluationCsv,
  latex: evaluationLatex,
};

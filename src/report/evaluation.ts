import { records } from "../emit/csv.js";
import { type Paint, terminalColumns, unpainted } from "../emit/format.js";
import { pretty } from "../emit/json.js";
import { layOut, wrapPieces } from "../emit/layout.js";
import { coefficientName, quantityName, titleOf } from "../emit/notation.js";
import { plainRequest } from "../emit/plain.js";
import { printRequest } from "../language/request.js";
import type { Evaluation } from "../network/evaluate.js";
import { version } from "../version.js";
import { networkText, percent, plainNetwork, remark, shortNumber } from "./numbers.js";

/* The product of `evaluate`. */

/** An evaluation as an aligned table. */
export function evaluationText(evaluation: Evaluation, paint: Paint = unpainted): string {
  const { request, network, rows, sum, recursion } = evaluation;
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
      ...rows.map(({ id, value, share }, i) => [String(i + 1), id, shortNumber(value), percent(share)]),
      ["", "sum", shortNumber(sum), ""],
    ],
  );
  return [
    paint("title", isCorrelator ? printRequest(request) : titleOf(request)),
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

/** A vertex without rows. */
function recursionText(
  evaluation: Evaluation,
  { relativeError }: NonNullable<Evaluation["recursion"]>,
  paint: Paint,
): string {
  const { request, network, sum } = evaluation;
  return [
    paint("title", titleOf(request)),
    ...remark(networkText(network), paint),
    "",
    ...remark(
      "more diagrams than --max-terms allows: by the recursion for the stationary value, all of them at once, without rows",
      paint,
    ),
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
function vertexLine({ request, vertex, coefficient, layer }: Evaluation): string {
  const line = `${quantityName(request)} = ${shortNumber(vertex)} in layer ${layer}`;
  return coefficient === undefined ? line : `${line}, ${coefficientName(request)} = ${shortNumber(coefficient)}`;
}

/** Which input each name stands for, and that neurons of different names are different ones. */
function namesText({ named, request: { correlator } }: Evaluation): string[] {
  const neurons = [...new Set(correlator?.fields.map(({ index }) => index))];
  return [
    ...(named.length === 0 ? [] : [named.map(({ name, input }) => `${name} is input ${input + 1}`).join(", ")]),
    ...(neurons.length < 2 ? [] : [`${neurons.join(", ")} are different neurons`]),
  ];
}

/** An evaluation as plain data: numbers are floats. */
export const evaluationJson = ({
  request,
  network,
  layer,
  rows,
  sum,
  vertex,
  coefficient,
  named,
  symbols,
  recursion,
}: Evaluation): string =>
  pretty({
    oneovern: version,
    request: plainRequest(request),
    network: plainNetwork(network),
    layer,
    rows: rows.map((row, i) => ({ number: i + 1, ...row })),
    sum,
    ...(request.object === "correlator" ? {} : { quantity: quantityName(request) }),
    vertex,
    ...(coefficient === undefined ? {} : { coefficient }),
    ...(named.length > 0 ? { inputs: Object.fromEntries(named.map(({ name, input }) => [name, input + 1])) } : {}),
    ...(symbols.length > 0 ? { symbols } : {}),
    ...(recursion === undefined ? {} : { recursion }),
  });

/** An evaluation as comma-separated values, one row a diagram. */
export const evaluationCsv = ({ rows }: Evaluation): string =>
  records([
    ["number", "id", "order", "value", "share"],
    ...rows.map(({ id, order, value, share }, i) => [i + 1, id, order, value, share]),
  ]);

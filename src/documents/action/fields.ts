import { version } from "../../foundation/version.js";
import type { ComparedMoment, FieldsAnswer } from "../../numbers/action/simulation.js";
import { superscript } from "../../symbols/spelling.js";
import { records } from "../csv.js";
import { type Formats, type Paint, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { layOut } from "../layout.js";
import { finiteOrNull, networkText, plainNetwork, probability, remark, shortNumber } from "../numbers.js";
import { numberTex, tabular } from "../tabular.js";

/* Both descriptions of a layer, measured: moments over parameters and over functions beside their predictions. */

const power = (order: number): string => `1/n′${order === 1 ? "" : superscript(order)}`;
const moment = (k: number): string => (k === 0 ? "1" : `q${k === 1 ? "" : superscript(k)}`);

const zText = ({ z, tested }: ComparedMoment): string => `${z.toFixed(1)}${tested ? "" : " *"}`;

function rowsText(rows: readonly ComparedMoment[], paint: Paint): string[] {
  const { titles, rows: lines } = layOut(
    [
      { title: "of", align: "left" },
      { title: "predicted", align: "right" },
      { title: "next order", align: "right" },
      { title: "measured", align: "right" },
      { title: "error", align: "right" },
      { title: "z", align: "left" },
    ],
    rows.map((row) => [
      moment(row.k),
      shortNumber(row.predicted),
      row.over === "parameters" ? shortNumber(row.truncation) : "",
      shortNumber(row.measured),
      shortNumber(Number(row.standardError.toPrecision(2))),
      zText(row),
    ]),
  );
  return [paint("heading", titles), ...lines.flat()];
}

function verdictLines({ verdict }: FieldsAnswer, paint: Paint): string[] {
  const { outcome, tested, largest, pValue } = verdict;
  const bad = (text: string): string[] => remark(text, (_, line) => paint("bad", line));
  if (tested === 0) return bad("no test: nothing of this can be tested");
  const figures = `largest |z| ${largest.toFixed(1)} of ${tested}, p ${probability(pValue)}`;
  switch (outcome) {
    case "agree":
      return remark(`both descriptions agree with the prediction: ${figures}`, (_, line) => paint("good", line));
    case "disagree":
      return bad(`prediction and measurement DISAGREE: ${figures}`);
    case "no test":
      return bad(
        `no test: no moment of the networks is known well enough by its series to be tested (${figures} of functions)`,
      );
  }
}

function text(answer: FieldsAnswer, paint: Paint = unpainted): string {
  const { network, order, rows, samples, n, hasNorm, orders } = answer;
  const over = (wanted: ComparedMoment["over"]) => rows.filter((row) => row.over === wanted);
  const difference = Math.max(
    ...orders.flatMap(({ parameters, functions }) =>
      parameters.map((value, p) => Math.abs(value - (functions[p] ?? value))),
    ),
  );
  const lacking = hasNorm.flatMap((has, i) => (has ? [] : [power(i + 1)]));
  return [
    ...remark(
      `the last layer of ${samples} networks beside as many fields, action through order ${power(order)}`,
      (_, own) => paint("title", own),
    ),
    ...remark(`${networkText(network)}; n = ${n} neurons in the last layer`, (_, own) => own),
    "",
    paint("heading", "over parameters: networks drawn, fields given each network's kernel"),
    ...rowsText(over("parameters"), paint),
    "",
    paint("heading", "over functions: fields drawn, weighed with e^-S expanded"),
    ...rowsText(over("functions"), paint),
    "",
    ...remark(
      `q = φ·φ, n′ = n_{l-1}; moments over those of the Gaussian of K_0; the two predictions ${difference < 1e-12 ? "are one number to twelve digits" : `differ by ${shortNumber(difference)}`}; * not tested: what the series leaves out is not small beside the error, or the error hangs on a few draws`,
      paint,
    ),
    ...(lacking.length === 0
      ? []
      : remark(
          `e^-S through order ${lacking.join(" and through order ")} has no norm here and cannot be sampled; the weight is its expansion, a polynomial in q`,
          paint,
        )),
    ...(answer.interrupted ? [paint("bad", "interrupted: of what was drawn until then")] : []),
    "",
    ...verdictLines(answer, paint),
    "",
  ].join("\n");
}

const json = (answer: FieldsAnswer): string =>
  pretty({
    oneovern: version,
    network: plainNetwork(answer.network),
    order: answer.order,
    width: answer.n,
    samples: answer.samples,
    seed: answer.seed,
    moments: answer.rows.map((row) => ({
      ...row,
      standardError: finiteOrNull(row.standardError),
      z: finiteOrNull(row.z),
    })),
    byOrder: answer.orders,
    hasNorm: answer.hasNorm,
    verdict: answer.verdict.outcome,
    tested: answer.verdict.tested,
    largestZ: answer.verdict.largest,
    p: answer.verdict.pValue,
    interrupted: answer.interrupted,
  });

const csv = ({ rows }: FieldsAnswer): string =>
  records([
    ["over", "k", "predicted", "next_order", "measured", "standard_error", "z", "tested"],
    ...rows.map(({ over, k, predicted, truncation, measured, standardError, z, tested }) => [
      over,
      k,
      predicted,
      over === "parameters" ? truncation : "",
      measured,
      standardError,
      z,
      String(tested),
    ]),
  ]);

const latex = (answer: FieldsAnswer): string =>
  tabular(
    [
      `the last layer, over parameters and over functions, action through order 1/n_{l-1}^${answer.order}`,
      networkText(answer.network),
    ],
    [
      { title: "over", align: "l" },
      { title: "moment", align: "l" },
      { title: "predicted", align: "r" },
      { title: "measured", align: "r" },
      { title: "error", align: "r" },
      { title: "$z$", align: "r" },
    ],
    answer.rows.map(({ over, k, predicted, measured, standardError, z }) => [
      over,
      k === 0 ? "$1$" : `$q${k === 1 ? "" : `^{${k}}`}$`,
      numberTex(predicted),
      numberTex(measured),
      numberTex(Number(standardError.toPrecision(2))),
      numberTex(z, z.toFixed(1)),
    ]),
  );

/** The formats. */
export const fieldsFormats: Formats<FieldsAnswer> = {
  text: (answer, { paint }) => text(answer, paint),
  json,
  csv,
  latex,
};

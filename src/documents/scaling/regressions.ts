import { version } from "../../foundation/version.js";
import { significance } from "../../numbers/drawing/hotelling.js";
import { largestCorrection } from "../../numbers/scaling/finite-size.js";
import type { ComparedMeasure, RegressionsAnswer } from "../../numbers/scaling/simulation.js";
import { records } from "../csv.js";
import { type Formats, type Paint, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { layOut } from "../layout.js";
import { finiteOrNull, probability, remark, shortNumber } from "../numbers.js";
import { numberTex, tabular } from "../tabular.js";
import { plural } from "../words.js";
import { modelText, nonlinearRemark, plainModel } from "./model.js";

/* The product of `scaling simulate`: drawn regressions beside the prediction. */

const names: { readonly [name in ComparedMeasure["name"]]: string } = {
  loss: "test loss",
  noise: "noise adds",
  train: "train loss",
  norm: "|theta|^2",
};

/** What is said of the verdict. */
function verdictText({ verdict, rows }: RegressionsAnswer): string {
  const { outcome, chiSquared, degrees, pValue } = verdict;
  const p = probability(pValue);
  const test = `chi^2 = ${chiSquared.toFixed(1)} for ${plural(degrees, "number")}, p = ${p}`;
  if (outcome === "no test")
    return rows[0]?.truncation === Number.POSITIVE_INFINITY
      ? "no test: of features that are not linear only the planar limit is known, and how far it is off is not"
      : rows[0] !== undefined && rows[0].truncation > largestCorrection ** 2 * rows[0].planar
        ? "no test: the 1/N term is no small part of the planar value, and the expansion tells nothing; larger N and T, or a ridge, can be tested"
        : "no test: the regressions see what the 1/N expansion leaves out; fewer of them, or larger N and T, can be tested";
  return `theory with the 1/N term and simulation ${outcome === "agree" ? "agree" : "DISAGREE"}: ${test}`;
}

/** What is said of the planar limit alone: nothing where no test of it was possible. */
function planarText({ rows, verdict, planarTest }: RegressionsAnswer): string {
  const [loss] = rows as [ComparedMeasure];
  const far = `the planar limit alone is ${Math.abs(loss.zPlanar).toFixed(1)} standard errors from the measured loss`;
  if (verdict.degrees === 0 || !loss.tested) return far;
  const { pValue } = planarTest;
  return `${far}: it ${pValue < significance ? "DISAGREES" : "agrees"}, p = ${probability(pValue)}`;
}

const z = (value: number): string => value.toFixed(2);

function regressionsText(answer: RegressionsAnswer, paint: Paint = unpainted): string {
  const { model, samples, seed, rows, verdict, spread, interrupted } = answer;
  const isCorrected = model.nonlinear === undefined;
  const { titles, rows: lines } = layOut(
    [
      { title: "", align: "left" },
      { title: "planar", align: "right" },
      { title: "z", align: "right" },
      ...(isCorrected
        ? ([
            { title: "with 1/N", align: "right" },
            { title: "left out", align: "right" },
          ] as const)
        : []),
      { title: "measured", align: "right" },
      { title: "error", align: "right" },
      ...(isCorrected ? ([{ title: "z", align: "right" }] as const) : []),
    ],
    rows.map((row) => [
      names[row.name],
      shortNumber(row.planar),
      z(row.zPlanar),
      ...(isCorrected ? [shortNumber(row.predicted), row.truncation.toExponential(0)] : []),
      shortNumber(row.measured),
      row.standardError.toExponential(1),
      ...(isCorrected ? [row.tested ? z(row.z) : "no test"] : []),
    ]),
  );
  return [
    paint("title", `${samples} ridge regressions on drawn data, seed ${seed}`),
    ...remark(modelText(model), paint),
    ...nonlinearRemark(model).flatMap((text) => remark(text, paint)),
    ...(interrupted ? [paint("bad", "interrupted: what follows is of the regressions that were finished")] : []),
    "",
    paint("heading", titles),
    ...lines.flat(),
    "",
    ...remark(verdictText(answer), (_, text) => paint(verdict.outcome === "agree" ? "good" : "bad", text)),
    ...(isCorrected ? remark(planarText(answer), paint) : []),
    ...remark(
      `from draw to draw of u and x (averaged over teachers and test data) the loss has the standard deviation ${shortNumber(spread.measured)}${spread.predicted === undefined ? "" : `; at leading order it is ${shortNumber(spread.predicted)}`}`,
      paint,
    ),
    ...remark(
      `without noise of the labels, losses in units C sigma_w^2/2M, |theta|^2 in C sigma_w^2/M; what noise adds to the test loss in C sigma_eps^2/2; z = (measured - predicted)/error; left out: about the size of what follows; no test where that is not small beside the error; p by Hotelling's T^2, below ${significance} the answer is no`,
      paint,
    ),
    "",
  ].join("\n");
}

function regressionsJson({
  model,
  samples,
  seed,
  rows,
  verdict,
  planarTest,
  spread,
  interrupted,
}: RegressionsAnswer): string {
  return pretty({
    oneovern: version,
    ...plainModel(model),
    samples,
    seed,
    ...(interrupted ? { interrupted } : {}),
    ...Object.fromEntries(
      rows.map(({ name, truncation, ...row }) => [name, { ...row, truncation: finiteOrNull(truncation) }]),
    ),
    spread,
    verdict: verdict.outcome,
    chi2: verdict.chiSquared,
    degrees: verdict.degrees,
    p: verdict.pValue,
    planarP: planarTest.pValue,
  });
}

const regressionsCsv = ({ rows }: RegressionsAnswer): string =>
  records([
    ["quantity", "planar", "z_planar", "predicted", "truncation", "measured", "standard_error", "z", "tested"],
    ...rows.map((row) => [
      row.name,
      row.planar,
      row.zPlanar,
      row.predicted,
      Number.isFinite(row.truncation) ? row.truncation : "",
      row.measured,
      row.standardError,
      row.z,
      row.tested ? "yes" : "no",
    ]),
  ]);

const texNames: { readonly [name in ComparedMeasure["name"]]: string } = { ...names, norm: "$|\\theta|^2$" };

function regressionsLatex(answer: RegressionsAnswer): string {
  const { samples, seed, model, rows } = answer;
  return tabular(
    [`${samples} ridge regressions on drawn data, seed ${seed}`, modelText(model), verdictText(answer)],
    [
      { title: "", align: "l" },
      ...["planar", "$z$", "with $1/N$", "measured", "error", "$z$"].map((title) => ({ title, align: "r" as const })),
    ],
    rows.map((row) => [
      texNames[row.name],
      numberTex(row.planar),
      `$${z(row.zPlanar)}$`,
      numberTex(row.predicted),
      numberTex(row.measured),
      numberTex(row.standardError, row.standardError.toExponential(1)),
      `$${z(row.z)}$`,
    ]),
  );
}

/** Its formats. */
export const regressionsFormats: Formats<RegressionsAnswer> = {
  text: (answer, { paint }) => regressionsText(answer, paint),
  json: regressionsJson,
  csv: regressionsCsv,
  latex: regressionsLatex,
};

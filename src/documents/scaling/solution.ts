import { version } from "../../foundation/version.js";
import type { ScalingAnswer } from "../../numbers/scaling/answered.js";
import { type FiniteSizeCorrection, largestCorrection } from "../../numbers/scaling/finite-size.js";
import { records } from "../csv.js";
import { type Formats, type Paint, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { layOut } from "../layout.js";
import { percent, remark, shortNumber } from "../numbers.js";
import { numberTex, tabular } from "../tabular.js";
import { modelText, nonlinearRemark, plainModel } from "./model.js";

/* The product of `scaling`: the test loss of a model. */

/** A number, at leading order and with its correction. */
interface Line {
  readonly name: string;
  readonly tex: string;
  readonly planar: number;
  readonly correction?: number;
  readonly unit: "C sigma_w^2/2M" | "C sigma_eps^2/2" | "C sigma_w^2/M" | "C sigma_eps^2" | "lambda" | "";
}

const unitTex: { readonly [unit in Line["unit"]]: string } = {
  "C sigma_w^2/2M": "$C \\sigma_w^2/2M$",
  "C sigma_eps^2/2": "$C \\sigma_\\epsilon^2/2$",
  "C sigma_w^2/M": "$C \\sigma_w^2/M$",
  "C sigma_eps^2": "$C \\sigma_\\epsilon^2$",
  lambda: "$\\lambda$",
  "": "",
};

/** Loss, noise, train loss and norm, in their units. */
function linesOf({ planar, correction }: ScalingAnswer): Line[] {
  const line = (
    name: string,
    tex: string,
    unit: Line["unit"],
    value: number,
    key: keyof FiniteSizeCorrection,
  ): Line => ({
    name,
    tex,
    unit,
    planar: value,
    ...(correction === undefined ? {} : { correction: correction[key] }),
  });
  return [
    line("test loss, no noise", "test loss, no noise", "C sigma_w^2/2M", planar.loss, "loss"),
    line(
      "noise adds, clean test labels",
      "noise adds, clean test labels",
      "C sigma_eps^2/2",
      planar.noise.excess,
      "noise",
    ),
    line(
      "noise adds, noisy test labels",
      "noise adds, noisy test labels",
      "C sigma_eps^2/2",
      planar.noise.withTestLabels,
      "noise",
    ),
    line("train loss a sample, no noise", "train loss a sample, no noise", "C sigma_w^2/2M", planar.train, "train"),
    line("noise adds to it", "noise adds to it", "C sigma_eps^2/2", planar.noise.train, "noiseTrain"),
    line("|theta|^2, no noise", "$|\\theta|^2$, no noise", "C sigma_w^2/M", planar.norm, "norm"),
    line("noise adds to it", "noise adds to it", "C sigma_eps^2", planar.noise.norm, "noiseNorm"),
  ];
}

/** Whether the 1/N term is a small part of the loss: else it is shown, and nothing is made of it. */
const isSmall = ({ correction, planar }: ScalingAnswer): boolean =>
  correction !== undefined && Math.abs(correction.loss) <= largestCorrection * planar.loss;

/** A number of the signal with what noise adds to it, each in its unit and with its correction. */
const together = (
  [unit, value, more = 0]: readonly [unit: number, value: number, more?: number | undefined],
  [noiseUnit, added, moreAdded = 0]: readonly [unit: number, value: number, more?: number | undefined],
): number => unit * (value + more) + (noiseUnit === 0 ? 0 : noiseUnit * (added + moreAdded));

/** The numbers of labels as they are, noise and all, in absolute terms; with the correction where it is wanted and small. */
function absolute(answer: ScalingAnswer) {
  const { model, planar } = answer;
  const { units, sigma } = model;
  const correction = isSmall(answer) ? answer.correction : undefined;
  const excessLoss = together(
    [units.loss, planar.loss, correction?.loss],
    [units.noise, planar.noise.excess, correction?.noise],
  );
  return {
    isNoisy: sigma.eps > 0,
    isCorrected: correction !== undefined,
    excessLoss,
    testLoss: excessLoss + units.noise,
    trainLoss: together(
      [units.loss, planar.train, correction?.train],
      [units.noise, planar.noise.train, correction?.noiseTrain],
    ),
    norm: together(
      [2 * units.loss, planar.norm, correction?.norm],
      [2 * units.noise, planar.noise.norm, correction?.noiseNorm],
    ),
  };
}

/** What else was asked for, a number each, for formats that have no prose. */
function moreLines({ planar, spread, decomposition, ensemble, optimalSizes }: ScalingAnswer): Line[] {
  const line = (name: string, value: number, unit: Line["unit"] = ""): Line => ({
    name,
    tex: name.replaceAll("_", "\\_").replaceAll("^2", "$^2$"),
    planar: value,
    unit,
  });
  const loss = "C sigma_w^2/2M";
  const noise = "C sigma_eps^2/2";
  return [
    line("D", planar.d, "lambda"),
    line("S", planar.sums.first),
    line("S_2", planar.sums.second),
    line("L1", planar.terms.l1, loss),
    line("L2", planar.terms.l2, loss),
    line("L3'", planar.terms.l3NoRungs, loss),
    line("R", planar.ladder),
    line("train/test", planar.trainOverTest),
    ...(spread === undefined ? [] : [line("standard deviation of the loss", spread, loss)]),
    ...(decomposition === undefined
      ? []
      : [
          line("bias^2", decomposition.bias, loss),
          line("variance from the features", decomposition.variance.features, loss),
          line("variance from the data", decomposition.variance.data, loss),
          line("variance from both", decomposition.variance.both, loss),
          line("noise from the data", decomposition.noise.data, noise),
          line("noise from both", decomposition.noise.both, noise),
        ]),
    ...(ensemble === undefined
      ? []
      : [
          line(`loss of the mean of ${ensemble.count} models`, ensemble.loss, loss),
          line(`noise in the mean of ${ensemble.count} models`, ensemble.noise, noise),
        ]),
    ...(optimalSizes?.found.flatMap(({ features, samples, ridge, loss: least }, i) => [
      line(`N of minimum ${i + 1}`, features),
      line(`T of minimum ${i + 1}`, samples),
      line(`gamma of minimum ${i + 1}`, ridge),
      line(`loss of minimum ${i + 1}`, least, loss),
    ]) ?? []),
  ];
}

function solutionText(answer: ScalingAnswer, paint: Paint = unpainted): string {
  const { model, planar, correction, spread, isOptimal } = answer;
  const { isNoisy, testLoss, excessLoss, trainLoss, norm, isCorrected: isWithTerm } = absolute(answer);
  const isCorrected = correction !== undefined;
  const { titles, rows } = layOut(
    [
      { title: "", align: "left" },
      { title: "planar", align: "right" },
      ...(isCorrected
        ? [{ title: "1/N term", align: "right" } as const, { title: "together", align: "right" } as const]
        : []),
      { title: "in units of", align: "left" },
    ],
    linesOf(answer).map(({ name, planar: value, correction: next, unit }) => [
      name,
      shortNumber(value),
      ...(next === undefined ? [] : [shortNumber(next), shortNumber(value + next)]),
      unit,
    ]),
  );
  const plain: readonly (readonly [string, number])[] = [
    ["D", planar.d],
    ["S", planar.sums.first],
    ["S_2", planar.sums.second],
    ["L1", planar.terms.l1],
    ["L2", planar.terms.l2],
    ["L3'", planar.terms.l3NoRungs],
    ["R", planar.ladder],
    ["train/test", planar.trainOverTest],
  ];
  const what = isNoisy ? "on noisy labels" : "on clean labels";
  return [
    paint("title", `test loss ${shortNumber(testLoss)} ${what}${isWithTerm ? ", with the 1/N term" : ", planar"}`),
    ...remark(modelText(model), paint),
    ...nonlinearRemark(model).flatMap((text) => remark(text, paint)),
    ...(isOptimal ? remark(`gamma is the ridge with the least loss${model.ridge === 0 ? ": none" : ""}`, paint) : []),
    "",
    paint("heading", titles),
    ...rows.flat(),
    ...(isNoisy
      ? remark(
          `with the noise, absolute: test loss on noisy labels ${shortNumber(testLoss)}, on clean ones ${shortNumber(excessLoss)}; train loss a sample ${shortNumber(trainLoss)}; |theta|^2 ${shortNumber(norm)}`,
          unpainted,
        )
      : []),
    ...(isCorrected && !isSmall(answer)
      ? remark("the 1/N term is not small beside the planar loss: neither is to be trusted", (_, text) =>
          paint("bad", text),
        )
      : []),
    "",
    ...plain.map(([name, value]) => `${name.padEnd(10)} ${shortNumber(value)}`),
    "",
    ...(spread === undefined
      ? []
      : [
          ...remark(
            `from draw to draw of u and x (averaged over teachers and test data) the loss has the standard deviation ${shortNumber(spread)} C sigma_w^2/2M${planar.loss === 0 ? "" : `, ${percent(spread / planar.loss)} of it`}`,
            unpainted,
          ),
          "",
        ]),
    ...decompositionLines(answer, paint),
    ...ensembleLines(answer),
    ...sizesLines(answer, paint),
    ...limitLines(answer, paint),
    ...remark(closingText(answer), paint),
    "",
  ].join("\n");
}

const closingText = ({ model }: ScalingAnswer): string =>
  model.teacher === undefined && model.test === undefined && model.nonlinear === undefined
    ? "test loss = R (L1 + 2 L2 + L3'); train/test = (1 - S/T)^2, generalised cross-validation; R = 1/det(1 - K), the ladders of rungs"
    : "R = 1/det(1 - K), the ladders of rungs; with a teacher, test data or features of their own kind the loss is no product with R";

function decompositionLines({ decomposition, planar }: ScalingAnswer, paint: Paint): string[] {
  if (decomposition === undefined) return [];
  const { bias, variance, noise } = decomposition;
  const share = (value: number): string => `${((100 * value) / planar.loss).toFixed(1)} %`;
  const { titles, rows } = layOut(
    [
      { title: "of the planar loss", align: "left" },
      { title: "", align: "right" },
      { title: "share", align: "right" },
    ],
    [
      ["bias^2", bias],
      ["variance from the features u", variance.features],
      ["variance from the data x", variance.data],
      ["variance from both together", variance.both],
    ].map(([name, value]) => [
      String(name),
      shortNumber(Number(value)),
      planar.loss === 0 ? "-" : share(Number(value)),
    ]),
  );
  return [
    paint("heading", titles),
    ...rows.flat(),
    ...remark(
      `noise: ${shortNumber(noise.data)} C sigma_eps^2/2 from the labels of the data at hand, ${shortNumber(noise.both)} that a mean over features takes away`,
      paint,
    ),
    "",
  ];
}

function ensembleLines({ ensemble }: ScalingAnswer): string[] {
  if (ensemble === undefined) return [];
  const { count, own, loss, noise } = ensemble;
  const what = own === "features" ? "features of their own, on the same data" : "data of their own, the same features";
  return [
    ...remark(
      `the mean of ${count} models (${what}): loss ${shortNumber(loss)} C sigma_w^2/2M, noise adds ${shortNumber(noise)} C sigma_eps^2/2`,
      unpainted,
    ),
    "",
  ];
}

function sizesLines({ optimalSizes, model }: ScalingAnswer, paint: Paint): string[] {
  if (optimalSizes === undefined) return [];
  const {
    cost: { value, powers },
    found,
  } = optimalSizes;
  const power = (name: string, p: number): string => (p === 1 ? name : `${name}^${shortNumber(p)}`);
  const { titles, rows } = layOut(
    ["N", "T", "gamma", "loss"].map((title) => ({ title, align: "right" as const })),
    found.map(({ features, samples, ridge, loss }) =>
      [features, samples, ridge, loss].map((number) => String(Number(number.toPrecision(5)))),
    ),
  );
  return [
    paint(
      "heading",
      `the least loss${model.sigma.eps > 0 ? ", with what noise adds," : ""} at ${power("N", powers[0])} ${power("T", powers[1])} = ${shortNumber(value)}`,
    ),
    ...(found.length === 0
      ? ["no minimum inside the range: the loss only falls, or is the same"]
      : [paint("heading", titles), ...rows.flat()]),
    "",
  ];
}

function limitLines({ limit, model: { law, features, samples } }: ScalingAnswer, paint: Paint): string[] {
  if (limit === undefined || law === undefined) return [];
  const ridgeless = Number.isFinite(limit.ridgeless) ? shortNumber(limit.ridgeless) : "without bound";
  const peak =
    features === samples
      ? ""
      : `, lambda_+ c^${shortNumber(1 + law.alpha)} min(N,T)^-${shortNumber(law.alpha)}/(1 - min/max)`;
  return [
    ...remark(
      `as M grows at this gamma/s, for N and T that are large: S = c (lambda_+/D)^(1/(1 + alpha)), c = ${shortNumber(limit.constant)}; loss ${shortNumber(limit.loss)}; without a ridge ${ridgeless}${peak}; at best, without noise, ${shortNumber(limit.optimum.loss)}, at gamma/s = ${shortNumber(limit.optimum.ridge)}`,
      paint,
    ),
    "",
  ];
}

/** The same as plain data, with the keys of the contract. */
function solutionJson(answer: ScalingAnswer): string {
  const { model, planar, correction, spread, decomposition, ensemble, optimalSizes, limit, isOptimal } = answer;
  const { isNoisy, isCorrected, ...absolutes } = absolute(answer);
  return pretty({
    oneovern: version,
    ...plainModel(model),
    ...(isOptimal ? { "optimal-ridge": model.ridge } : {}),
    Delta: planar.d,
    S: planar.sums.first,
    S2: planar.sums.second,
    L1: planar.terms.l1,
    L2: planar.terms.l2,
    "L3'": planar.terms.l3NoRungs,
    R: planar.ladder,
    loss: planar.loss,
    noise: planar.noise,
    train: { loss: planar.train, overTest: planar.trainOverTest },
    norm: planar.norm,
    testLoss: absolutes.testLoss,
    testLossIsOn: isNoisy ? "noisy labels" : "clean labels",
    excessLoss: absolutes.excessLoss,
    trainLoss: absolutes.trainLoss,
    thetaSquared: absolutes.norm,
    ...(correction === undefined
      ? {}
      : {
          correction: correction.loss,
          corrections: (({ loss: _, ...others }) => others)(correction),
          correctionIsSmall: isCorrected,
        }),
    ...(spread === undefined ? {} : { spread }),
    ...(decomposition === undefined ? {} : { decomposition }),
    ...(ensemble === undefined ? {} : { ensemble }),
    ...(optimalSizes === undefined
      ? {}
      : {
          optimalSizes: {
            cost: optimalSizes.cost.value,
            powers: optimalSizes.cost.powers,
            found: optimalSizes.found.map(({ features, samples, ridge, loss }) => ({
              N: features,
              T: samples,
              gamma: ridge,
              loss,
            })),
          },
        }),
    ...(limit === undefined
      ? {}
      : {
          powerLaw: {
            c: limit.constant,
            Delta: limit.d,
            S: limit.first,
            S2: limit.second,
            loss: limit.loss,
            ridgeless: Number.isFinite(limit.ridgeless) ? limit.ridgeless : null,
            optimum: { "gamma/s": limit.optimum.ridge, loss: limit.optimum.loss },
          },
        }),
    certificate: answer.certificate,
  });
}

function solutionCsv(answer: ScalingAnswer): string {
  return records([
    ["quantity", "planar", "correction", "unit"],
    ...[...linesOf(answer), ...moreLines(answer)].map(({ name, planar, correction, unit }) => [
      name,
      Number.isFinite(planar) ? planar : "inf",
      correction ?? "",
      unit,
    ]),
  ]);
}

function solutionLatex(answer: ScalingAnswer): string {
  const isCorrected = answer.correction !== undefined;
  return tabular(
    [`the test loss of the solvable model of neural scaling laws`, modelText(answer.model)],
    [
      { title: "", align: "l" },
      { title: "planar", align: "r" },
      ...(isCorrected
        ? ([
            { title: "$1/N$ term", align: "r" },
            { title: "together", align: "r" },
          ] as const)
        : []),
      { title: "in units of", align: "l" },
    ],
    [...linesOf(answer), ...moreLines(answer)].map(({ tex, planar, correction, unit }) => [
      tex,
      numberTex(planar),
      ...(!isCorrected
        ? []
        : correction === undefined
          ? ["", ""]
          : [numberTex(correction), numberTex(planar + correction)]),
      unitTex[unit],
    ]),
  );
}

/** Its formats. */
export const solutionFormats: Formats<ScalingAnswer> = {
  text: (answer, { paint }) => solutionText(answer, paint),
  json: solutionJson,
  csv: solutionCsv,
  latex: solutionLatex,
};

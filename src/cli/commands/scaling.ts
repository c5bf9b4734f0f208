import { InvalidArgumentError } from "commander";
import { UserError } from "../../foundation/errors.js";
import type { ScalingRequest } from "../../language/request.js";
import { numbersOfText, type ScalingSpec } from "../../numbers/scaling/model.js";
import { type SweepQuestion, type SweptName, type SweptRange, sweptNames } from "../../numbers/scaling/sweep.js";
import { answer } from "../../questions.js";
import {
  type AddCommand,
  type CommonFlags,
  positiveInteger,
  readUserFile,
  type Surroundings,
  withOutputFlags,
} from "../context.js";
import { measuringOn, withDrawingFlags } from "../drawing-pool.js";
import { type BudgetFlags, numberOptions, withBudgetFlags } from "../forecast.js";
import { number, numberList } from "../network-flags.js";
import { type PlotFlags, withPlotFlag } from "../plot.js";
import { deliverProduct, formatNames } from "../product.js";
import { summaries } from "../summaries.js";
import { requireUsed } from "../used-flags.js";
import { unlessInterrupted, verdictCode } from "../verdicts.js";

interface ScalingFlags extends CommonFlags, PlotFlags, BudgetFlags {
  readonly N?: number;
  readonly T?: number;
  readonly M?: number;
  readonly alpha?: number;
  readonly lambda?: number;
  readonly gamma?: number;
  readonly sigmaU?: number;
  readonly sigmaW?: number;
  readonly outputs?: number;
  readonly sigmaEps?: number;
  readonly spectrum?: string;
  readonly teacher?: string;
  readonly testSpectrum?: string;
  readonly activation?: string;
  readonly kinks?: readonly number[];
  readonly order?: 0 | 1;
  readonly spread?: true;
  readonly decompose?: true;
  readonly optimalRidge?: true;
  readonly ensemble?: number;
  readonly bagging?: number;
  readonly cost?: readonly [value: number, p: number, q: number];
  readonly series?: number;
  readonly genus?: number | "every";
  readonly sweep?: SweptRange;
  readonly curves?: { readonly name: SweptName; readonly values: readonly number[] };
  readonly samples?: number;
  readonly seed?: number;
  readonly threads?: number;
}

/** The description of a model that the flags and their files give. @throws UserError */
async function specOf(flags: ScalingFlags): Promise<ScalingSpec> {
  const { N, T, M, alpha, lambda, gamma, sigmaU, sigmaW, outputs, sigmaEps, activation, kinks } = flags;
  const list = async (file: string | undefined, isRight: (x: number) => boolean, expected: string) =>
    file === undefined ? undefined : numbersOfText(await readUserFile(file), file, isRight, expected);
  const [spectrum, teacher, testSpectrum] = await Promise.all([
    list(flags.spectrum, (x) => x > 0, "eigenvalues, positive numbers"),
    list(flags.teacher, (x) => x >= 0, "mean squares of the teacher's weights, numbers from 0 on"),
    list(flags.testSpectrum, (x) => x >= 0, "variances of the test data, numbers from 0 on"),
  ]);
  return {
    N,
    T,
    M,
    alpha,
    lambda,
    gamma,
    sigmaU,
    sigmaW,
    outputs,
    sigmaEps,
    activation,
    kinks,
    spectrum,
    teacher,
    testSpectrum,
  };
}

/** 0 or 1. @throws InvalidArgumentError */
function orderOf(text: string): 0 | 1 {
  if (text !== "0" && text !== "1")
    throw new InvalidArgumentError("Expected 0 (planar) or 1: no later order is known in closed form.");
  return text === "1" ? 1 : 0;
}

/** A cost of N^p T^q: its value, or with the powers 3600,1,2. @throws InvalidArgumentError */
function costOf(text: string): readonly [number, number, number] {
  const [value, p = 1, q = 1, ...more] = text.split(",").map(number);
  if (!(value !== undefined && value > 1 && p > 0 && q > 0) || more.length > 0)
    throw new InvalidArgumentError("Expected a number above 1, or with the powers of N and T: 3600,1,2.");
  return [value, p, q];
}

/** A whole number from 0 on, small enough for orders. @throws InvalidArgumentError */
function wholeNumber(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError("Expected a whole number from 0 on.");
  return Number(text);
}

/** How many faces less than planar, or every genus. @throws InvalidArgumentError */
const genusOf = (text: string): number | "every" => (text === "every" || text === "all" ? "every" : wholeNumber(text));

/** A range: N=10..1000, or with how many places are drawn at N=10..1000:12. @throws InvalidArgumentError */
function rangeOf(text: string): SweptRange {
  const [, name, from = "", to = "", points] = /^(N|T|gamma)=([^.].*?)\.\.([^:]+)(?::(\d+))?$/.exec(text.trim()) ?? [];
  const swept = sweptNames.find((own) => own === name);
  if (swept === undefined)
    throw new InvalidArgumentError(
      "Expected a range of N, T or gamma: N=10..1000, gamma=1e-6..1, or N=10..1000:12 with 12 places drawn at.",
    );
  return {
    name: swept,
    from: number(from),
    to: number(to),
    ...(points === undefined ? {} : { points: Number(points) }),
  };
}

/** Curves: T=50,100,200. @throws InvalidArgumentError */
function curvesOf(text: string): { readonly name: SweptName; readonly values: readonly number[] } {
  const [name, list, ...more] = text.trim().split("=");
  const swept = sweptNames.find((own) => own === name);
  if (swept === undefined || list === undefined || more.length > 0)
    throw new InvalidArgumentError("Expected values of N, T or gamma: T=50,100,200.");
  const values = list.split(",").map(number);
  if (values.length > 6) throw new InvalidArgumentError("Expected 6 curves at most.");
  return { name: swept, values };
}

const examples = `
A model is --N, --T, a spectrum (--alpha with --M, or --spectrum) and what else it has.
Of a model: --order, --spread, --decompose, --optimal-ridge, --ensemble, --cost.
Without a model: --series with --genus, explain, duality.

Examples:
  oneovern scaling --N 40 --T 400 --M 2000 --alpha 0.7 --gamma 1e-3 --order 1
  oneovern scaling --cost 3600 --M 2000 --alpha 0.7 --optimal-ridge
  oneovern scaling --sweep N=10..1000 --curves T=50,100 --M 2000 --alpha 0.7 --gamma 1e-4 --plot curves.svg
  oneovern scaling simulate --N 10 --T 20 --M 60 --alpha 0.7 --gamma 0.05
  oneovern scaling simulate --sweep N=10..80:6 --T 20 --M 60 --alpha 0.7 --gamma 0.05
  oneovern scaling --series 3
  oneovern scaling explain --format html -o resummation.html
`;

/**
 * `scaling`: the test loss of the solvable model of neural scaling laws; `scaling simulate` answers 1 where theory and regressions disagree, and 3 where nothing can be
 * tested.
 */
export const scalingCommand: AddCommand = (program, surroundings, exit) => {
  const command = withOutputFlags(program.command("scaling"), [
    ...formatNames("scaling"),
    "html (of explain and duality)",
  ])
    .description(summaries.scaling.does)
    .argument(
      summaries.scaling.takes,
      "explain: the resummation of all planar diagrams, step by step; duality: diagrams and their duals, and one draw; simulate: real regressions on drawn data beside the prediction",
    )
    .option("--N <n>", "how many features", positiveInteger)
    .option("--T <n>", "how many training samples", positiveInteger)
    .option("--M <n>", "how many latent directions", positiveInteger)
    .option("--alpha <number>", "the data's variances are lambda I^-(1 + alpha)", number)
    .option("--lambda <number>", "the largest of them (default 1)", number)
    .option("--gamma <number>", "the ridge (default 0)", number)
    .option("--sigma-u <number>", "features are u x, the variance of u is sigma_u^2/M (default 1)", number)
    .option("--sigma-w <number>", "the teacher's weights have variance sigma_w^2/M (default 1)", number)
    .option("--sigma-eps <number>", "the standard deviation of the labels' noise (default 0)", number)
    .option("--outputs <n>", "C, how many outputs the teacher has (default 1)", positiveInteger)
    .option("--spectrum <file>", "the data's variances, one a line, instead of --alpha and --M")
    .option("--teacher <file>", "the mean square of the teacher's weight at each direction, over sigma_w^2/M")
    .option("--test-spectrum <file>", "the test data's variance along each direction")
    .option("--activation <name>", "features sigma(u x), means removed: tanh, relu, ..., or an expression in x")
    .option("--kinks <list>", "where an expression is not smooth, beside what is found", numberList)
    .option("--order <p>", "1: also the first finite-size correction", orderOf)
    .option("--spread", "also the standard deviation from draw to draw")
    .option("--decompose", "also bias, and variances by what they come from")
    .option("--optimal-ridge", "at the ridge with the least loss, instead of --gamma")
    .option("--ensemble <k>", "also the mean of k models with features of their own on the same data", positiveInteger)
    .option("--bagging <k>", "also the mean of k models with data of their own and the same features", positiveInteger)
    .option(
      "--cost <value>",
      "the N and T with the least loss at N T = value, or N^p T^q: value,p,q; --N and --T may be left out",
      costOf,
    )
    .option("--series <m>", "the exact polynomials of the orders through m, without a model", wholeNumber)
    .option("--genus <k>", "with --series: the terms with k faces less than planar, or every", genusOf)
    .option(
      "--sweep <range>",
      "the loss along a range: N=10..1000, T=..., gamma=1e-6..1; of simulate N=10..1000:12 draws at 12 places",
      rangeOf,
    )
    .option("--curves <values>", "with --sweep: a curve for each of T=50,100,200", curvesOf)
    .option("--standalone", "explain and duality with --format latex: a document that pdflatex compiles")
    .option("--samples <n>", "simulate: how many regressions (default: as many as can be tested with)", positiveInteger)
    .addHelpText("after", examples);
  withPlotFlag(withBudgetFlags(withDrawingFlags(command)), "the curve").action(
    async (what: string | undefined, flags: ScalingFlags) => {
      const act = what === undefined ? actions.solve : Object.hasOwn(actions, what) ? actions[what] : undefined;
      if (act === undefined || what === "solve")
        throw new UserError(
          "flag",
          `"${what}" is nothing that scaling does\nexpected ${Object.keys(actions).slice(1).join(", ")}, or nothing for the test loss`,
        );
      await act(flags, surroundings, exit);
    },
  );
};

/** @throws UserError where a document is to stand alone that is none of LaTeX */
function requireLatex({ standalone, format }: ScalingFlags): void {
  if (standalone && format !== "latex") throw new UserError("flag", "--standalone goes with --format latex");
}

/** The request that --series and --genus say. */
const seriesRequest = ({ series = 2, genus = 0 }: ScalingFlags): ScalingRequest => ({
  object: "scaling",
  orders: [0, series],
  genus,
});

/** The question of a sweep. @throws UserError */
async function sweepQuestion(flags: ScalingFlags): Promise<SweepQuestion> {
  const { sweep, curves } = flags;
  return {
    object: "sweep",
    model: await specOf(flags),
    range: sweep as SweptRange,
    ...(curves === undefined ? {} : { curves }),
  };
}

const modelFlags = [
  "N",
  "T",
  "M",
  "alpha",
  "lambda",
  "gamma",
  "sigmaU",
  "sigmaW",
  "sigmaEps",
  "outputs",
  "spectrum",
  "teacher",
  "testSpectrum",
  "activation",
  "kinks",
] as const;

/** What each thing that the command does looks at, beside the flags of all commands. */
const flagsOf = {
  "the test loss of a model": [
    ...modelFlags,
    "order",
    "spread",
    "decompose",
    "optimalRidge",
    "ensemble",
    "bagging",
    "cost",
  ],
  "--series": ["series", "genus"],
  "--sweep": [...modelFlags, "sweep", "curves", "plot"],
  explain: ["standalone"],
  duality: [...modelFlags, "series", "seed", "standalone"],
  simulate: [...modelFlags, "samples", "seed", "threads"],
  "simulate --sweep": [...modelFlags, "sweep", "curves", "plot", "samples", "seed", "threads"],
} as const satisfies { readonly [what: string]: readonly (keyof ScalingFlags)[] };

type Action = (flags: ScalingFlags, surroundings: Surroundings, exit: (code: number) => void) => Promise<void>;

/** What is asked, by the word behind `scaling`. */
const actions: { readonly [what: string]: Action } & { readonly solve: Action } = {
  async solve(flags, surroundings) {
    if (flags.series !== undefined) {
      requireUsed("--series", flags, flagsOf);
      await deliverProduct("expansion", flags, surroundings, async () => answer(seriesRequest(flags)));
      return;
    }
    if (flags.sweep !== undefined) {
      requireUsed("--sweep", flags, flagsOf);
      await deliverProduct("sweep", flags, surroundings, async () =>
        answer(await sweepQuestion(flags), numberOptions(flags, surroundings)),
      );
      return;
    }
    requireUsed("the test loss of a model", flags, flagsOf);
    const { order, spread, decompose, optimalRidge, ensemble, bagging, cost } = flags;
    if (ensemble !== undefined && bagging !== undefined)
      throw new UserError("flag", "--ensemble and --bagging\nexpected one of them");
    const count = ensemble ?? bagging;
    await deliverProduct("scaling", flags, surroundings, async () =>
      answer({
        object: "test loss",
        model: await specOf(flags),
        ...(order === undefined ? {} : { order }),
        ...(spread ? { spread } : {}),
        ...(decompose ? { decompose } : {}),
        ...(optimalRidge ? { optimalRidge } : {}),
        ...(count === undefined
          ? {}
          : { ensemble: { count, own: ensemble === undefined ? ("data" as const) : ("features" as const) } }),
        ...(cost === undefined ? {} : { cost: { value: cost[0], powers: [cost[1], cost[2]] as const } }),
      }),
    );
  },
  async explain(flags, surroundings, exit) {
    requireUsed("explain", flags, flagsOf);
    requireLatex(flags);
    const { certificate } = await deliverProduct(
      "resummation",
      flags,
      surroundings,
      () => answer({ object: "resummation" }),
      { standalone: flags.standalone === true },
    );
    exit(certificate.passed ? 0 : 1);
  },
  async duality(flags, surroundings) {
    requireUsed("duality", flags, flagsOf);
    requireLatex(flags);
    const { series, seed } = flags;
    if (seed !== undefined && modelFlags.every((name) => flags[name] === undefined))
      throw new UserError("flag", `--seed ${seed}: a draw of which model?\nexpected --N, --T and a spectrum beside it`);
    await deliverProduct(
      "duality",
      flags,
      surroundings,
      async () =>
        answer({
          object: "duality",
          ...(series === undefined ? {} : { through: series }),
          ...(modelFlags.every((name) => flags[name] === undefined) ? {} : { model: await specOf(flags) }),
          ...(seed === undefined ? {} : { seed }),
        }),
      { standalone: flags.standalone === true },
    );
  },
  async simulate(flags, surroundings, exit) {
    requireUsed(flags.sweep === undefined ? "simulate" : "simulate --sweep", flags, flagsOf);
    const { samples, seed, threads } = flags;
    await unlessInterrupted(surroundings, exit, async () => {
      if (flags.sweep !== undefined) {
        const { interrupted, verdict } = await deliverProduct("sweep", flags, surroundings, async () =>
          answer(
            {
              ...(await sweepQuestion(flags)),
              simulate: { ...(samples === undefined ? {} : { samples }), ...(seed === undefined ? {} : { seed }) },
            },
            { ...numberOptions(flags, surroundings), measuring: measuringOn(threads) },
          ),
        );
        exit(verdictCode({ interrupted, outcome: verdict?.outcome }));
        return;
      }
      const { interrupted, verdict } = await deliverProduct("regressions", flags, surroundings, async () =>
        answer(
          {
            object: "regressions",
            model: await specOf(flags),
            ...(samples === undefined ? {} : { samples }),
            ...(seed === undefined ? {} : { seed }),
          },
          { ...numberOptions(flags, surroundings), measuring: measuringOn(threads) },
        ),
      );
      exit(verdictCode({ interrupted, outcome: verdict.outcome }));
    });
  },
};

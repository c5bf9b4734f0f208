import { UserError } from "../../foundation/errors.js";
import { parseActivation } from "../activations/parse-activation.js";
import { decimal } from "../networks/input-vectors.js";
import { type EquivalentFeatures, equivalentFeatures } from "./nonlinear.js";
import { powerLaw, type RidgeModel } from "./planar-solution.js";
import type { PowerLawSpectrum } from "./power-law.js";

/* The solvable model of neural scaling laws as a user describes it, and as it is computed with. */

/** Data, features, teacher and ridge, as a user describes them. */
export interface ScalingSpec {
  /** N, the number of features. */
  readonly N?: number | undefined;
  /** T, the number of training samples. */
  readonly T?: number | undefined;
  /** M, the number of latent directions (default: as many as the spectrum has). */
  readonly M?: number | undefined;
  /** lambda_I = lambda I^-(1 + alpha). */
  readonly alpha?: number | undefined;
  /** lambda_+, the largest eigenvalue of a power law (default 1). */
  readonly lambda?: number | undefined;
  /** The ridge (default 0). */
  readonly gamma?: number | undefined;
  /** Features are u x, the variance of u sigma_u^2/M (default 1). */
  readonly sigmaU?: number | undefined;
  /** The teacher's weights have variance sigma_w^2/M (default 1). */
  readonly sigmaW?: number | undefined;
  /** C, how many outputs the teacher has (default 1). */
  readonly outputs?: number | undefined;
  /** The standard deviation of the labels' noise (default 0). */
  readonly sigmaEps?: number | undefined;
  /** lambda_1, ..., lambda_M, instead of a power law. */
  readonly spectrum?: readonly number[] | undefined;
  /** omega_I: the mean square of the teacher's weight at direction I, over sigma_w^2/M (default 1). */
  readonly teacher?: readonly number[] | undefined;
  /** The test data's variances along the same directions (default: the spectrum). */
  readonly testSpectrum?: readonly number[] | undefined;
  /** Features sigma(u x): a name or an expression in x (default: linear). */
  readonly activation?: string | undefined;
  readonly kinks?: readonly number[] | undefined;
}

/** A model with all that its numbers need. */
export interface ScalingModel extends RidgeModel {
  readonly spectrum: Float64Array;
  /** The power law, where it is one. */
  readonly law?: PowerLawSpectrum;
  /** The activation, and what is left of its features, where they are not linear. */
  readonly nonlinear?: EquivalentFeatures & { readonly activation: string };
  readonly sigma: { readonly u: number; readonly w: number; readonly eps: number };
  readonly outputs: number;
  /** C sigma_w^2/2M, in which losses are given, and C sigma_eps^2/2, in which what noise adds to them is. */
  readonly units: { readonly loss: number; readonly noise: number };
}

/** How many directions a spectrum may have: a solution of a million takes 50 ms. */
export const mostDirections = 10_000_000;

const wrong = (what: string, expected: string): UserError => new UserError("network", `${what}\nexpected ${expected}`);

function whole(name: string, value: number | undefined, expected: string): number {
  if (value === undefined) throw wrong(`no ${name}`, expected);
  if (!(Number.isSafeInteger(value) && value > 0))
    throw wrong(`${name} = ${value}`, `a whole number above 0: ${expected}`);
  return value;
}

/** What is larger, or smaller than its inverse, would leave the doubles in squares and products. */
const largestNumber = 1e100;

function positive(name: string, value: number): number {
  if (!(value > 0 && Number.isFinite(value))) throw wrong(`${name} = ${value}`, "a positive number");
  if (!(value <= largestNumber && value >= 1 / largestNumber))
    throw wrong(`${name} = ${value}`, "a number between 1e-100 and 1e100");
  return value;
}

function notNegative(name: string, value: number): number {
  if (!(value >= 0 && Number.isFinite(value))) throw wrong(`${name} = ${value}`, "a number, 0 or more");
  return value === 0 ? 0 : positive(name, value);
}

/** The keys of a description. */
const specKeys: { readonly [key in keyof Required<ScalingSpec>]: true } = {
  N: true,
  T: true,
  M: true,
  alpha: true,
  lambda: true,
  gamma: true,
  sigmaU: true,
  sigmaW: true,
  outputs: true,
  sigmaEps: true,
  spectrum: true,
  teacher: true,
  testSpectrum: true,
  activation: true,
  kinks: true,
};

/** Refuses what a caller without types may hand over. @throws UserError */
function requireSpec(spec: ScalingSpec): void {
  if (typeof spec !== "object" || spec === null)
    throw wrong(
      `a model that is ${JSON.stringify(spec) ?? "undefined"}`,
      "an object such as { N, T, M, alpha, gamma }",
    );
  const unknown = Object.keys(spec).find((key) => !Object.hasOwn(specKeys, key));
  if (unknown !== undefined) throw wrong(`"${unknown}" of a model`, `the keys ${Object.keys(specKeys).join(", ")}`);
}

/**
 * The model of a description.
 * @throws UserError naming what is missing or wrong
 */
export async function scalingModel(spec: ScalingSpec): Promise<ScalingModel> {
  requireSpec(spec);
  const features = whole("N", spec.N, "--N, the number of features");
  const samples = whole("T", spec.T, "--T, the number of training samples");
  const ridge = notNegative("gamma", spec.gamma ?? 0);
  const { spectrum, law } = spectrumOf(spec);
  const [u, w] = [positive("sigma_u", spec.sigmaU ?? 1), positive("sigma_w", spec.sigmaW ?? 1)];
  const eps = notNegative("sigma_eps", spec.sigmaEps ?? 0);
  const outputs = whole("C", spec.outputs ?? 1, "--outputs, the number of the teacher's outputs");
  const m = spectrum.length;
  const scale = (u * u) / m;
  if (spec.kinks !== undefined && spec.activation === undefined)
    throw wrong("kinks and no activation", "--activation with --kinks");
  const activation = spec.activation === undefined ? undefined : await parseActivation(spec.activation, spec.kinks);
  const equivalent = activation === undefined ? undefined : equivalentFeatures(activation, spectrum, scale);
  return {
    features,
    samples,
    ridge,
    scale,
    ...weightsOf(spec, spectrum),
    ...(equivalent?.model ?? {}),
    spectrum,
    ...(law === undefined ? {} : { law }),
    ...(equivalent === undefined ? {} : { nonlinear: { ...equivalent.features, activation: activation!.name } }),
    sigma: { u, w, eps },
    outputs,
    units: { loss: (outputs * w * w) / (2 * m), noise: (outputs * eps * eps) / 2 },
  };
}

function spectrumOf({ spectrum, alpha, lambda, M }: ScalingSpec): {
  readonly spectrum: Float64Array;
  readonly law?: PowerLawSpectrum;
} {
  if (spectrum !== undefined) {
    if (alpha !== undefined || lambda !== undefined)
      throw wrong("a spectrum and a power law", "one of --spectrum and --alpha with --M");
    requireEigenvalues("lambda", spectrum, (x) => x > 0 && x <= largestNumber, "positive numbers, 1e100 at most");
    if (M !== undefined && M !== spectrum.length)
      throw wrong(`M = ${M} and a spectrum of ${spectrum.length}`, "no --M beside a spectrum, or their number");
    return { spectrum: Float64Array.from(spectrum) };
  }
  if (alpha === undefined)
    throw wrong("no spectrum", "--alpha and --M for a power law I^-(1 + alpha), or --spectrum with a file");
  if (!Number.isFinite(alpha)) throw wrong(`alpha = ${alpha}`, "a positive number, as --alpha 0.7");
  if (alpha <= 0)
    throw wrong(
      `alpha = ${alpha}: the variance of the data, the sum of I^${shown(-1 - alpha)}, has no bound as M grows, and there is no scaling law`,
      `a positive alpha; at finite M such a spectrum still makes sense by itself: --spectrum with a file of its ${M ?? "M"} eigenvalues`,
    );
  const largest = positive("lambda", lambda ?? 1);
  const count = whole("M", M, "--M, the number of latent directions");
  if (count > mostDirections) throw wrong(`M = ${count}`, `${mostDirections} at most`);
  const law = powerLaw(count, alpha, largest);
  if (!(law[count - 1]! > 0))
    throw wrong(
      `alpha = ${alpha} with M = ${count}: the smallest eigenvalue is no positive double`,
      "a smaller of the two",
    );
  return { spectrum: law, law: { alpha, largest } };
}

const shown = (value: number): string => String(Number(value.toPrecision(6)));

function requireEigenvalues(
  name: string,
  values: readonly number[],
  isRight: (value: number) => boolean,
  expected: string,
): void {
  if (values.length === 0) throw wrong(`a list of ${name} without numbers`, expected);
  if (values.length > mostDirections) throw wrong(`${values.length} numbers ${name}`, `${mostDirections} at most`);
  const bad = values.findIndex((value) => !(isRight(value) && Number.isFinite(value)));
  if (bad >= 0) throw wrong(`${name}_${bad + 1} = ${values[bad]}`, expected);
}

/** The weights of teacher and test data, direction by direction. */
function weightsOf(
  { teacher, testSpectrum }: ScalingSpec,
  spectrum: Float64Array,
): Pick<RidgeModel, "teacher" | "test"> {
  for (const [name, values] of [
    ["the teacher's omega", teacher],
    ["the test data's lambda", testSpectrum],
  ] as const) {
    if (values === undefined) continue;
    if (values.length !== spectrum.length)
      throw wrong(
        `${values.length} of ${name} and a spectrum of ${spectrum.length}`,
        "as many of the one as of the other",
      );
    requireEigenvalues(name, values, (x) => x >= 0, "numbers, 0 or more");
  }
  return {
    ...(teacher === undefined ? {} : { teacher: Float64Array.from(teacher) }),
    ...(testSpectrum === undefined ? {} : { test: Float64Array.from(testSpectrum, (own, i) => own / spectrum[i]!) }),
  };
}

/**
 * A list of numbers from the text of a file: one a line, or several with blanks or commas between them; empty lines and # remarks are passed over.
 * @param isRight which numbers may stand there
 * @throws UserError naming the file, the line and the word
 */
export function numbersOfText(
  text: string,
  file: string,
  isRight: (value: number) => boolean,
  expected: string,
): number[] {
  const numbers = text.split(/\r\n?|\n/).flatMap((line, i) => {
    const content = line.replace(/#.*/, "").trim();
    if (content === "") return [];
    return content.split(/[\s,;]+/).map((word) => {
      const value = decimal(word);
      if (!(Number.isFinite(value) && isRight(value)))
        throw new UserError(
          "file",
          `${file}, line ${i + 1}: "${word.slice(0, 40)}"\nexpected ${expected}, one a line or with blanks between them`,
        );
      return value;
    });
  });
  if (numbers.length === 0)
    throw new UserError("file", `${file}: no numbers\nexpected ${expected}, one a line or with blanks between them`);
  return numbers;
}

/** nu = sigma_eps^2 M/sigma_w^2, how much the labels' noise counts beside the teacher. */
export const noiseRatio = ({ sigma, spectrum }: ScalingModel): number =>
  (sigma.eps ** 2 * spectrum.length) / sigma.w ** 2;
